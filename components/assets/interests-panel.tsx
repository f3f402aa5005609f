import { ChevronRight } from "lucide-react";
import { count, shortDay } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { DEPTH_LABEL, DEPTHS } from "@/lib/assets/asset";
import { type Evidence, HALF_LIFE_DAYS, STAGE_LABEL, stageWords, type Weighed } from "@/lib/assets/interests";
import type { LeadInterests } from "@/lib/assets/queries";

const MOST_INTERESTS = 6;
const MOST_EVIDENCE = 8;

/** What the content a lead used says of it: where it is on its way to buying, and what interests it, each with its activities. */
export function InterestsPanel({ view, now, zone }: { view: LeadInterests; now: Date; zone: string }) {
  const { stage, depths, interests } = view;
  const used = DEPTHS.filter((depth) => depths[depth].evidence.length > 0);
  if (used.length === 0 && interests.length === 0) return null;
  const most = interests[0]?.weight ?? 1;
  const part = { now, zone };
  return (
    <Panel title="Interests and journey">
      <div className="space-y-3 text-sm">
        <p>
          <span className="font-medium">{stage === null ? "Stage unknown" : STAGE_LABEL[stage]}</span>
          <span className="block text-pretty text-muted">{stageWords(view)}</span>
        </p>
        {used.length > 0 && (
          <ul className="space-y-1">
            {used.toReversed().map((depth) => (
              <li key={depth}>
                <Uses title={DEPTH_LABEL[depth]} weighed={depths[depth]} {...part} />
              </li>
            ))}
          </ul>
        )}
        {interests.length > 0 && (
          <section>
            <h3 className="text-xs font-medium text-muted">Interests</h3>
            <ul className="mt-1 space-y-1">
              {interests.slice(0, MOST_INTERESTS).map(({ tag, ...weighed }) => (
                <li key={tag}>
                  <Uses title={tag} weighed={weighed} bar={weighed.weight / most} {...part} />
                </li>
              ))}
            </ul>
          </section>
        )}
        <p className="text-xs text-muted">
          Of what it used itself; each use weighs half as much after {HALF_LIFE_DAYS} days.
        </p>
      </div>
    </Panel>
  );
}

function Uses({
  title,
  weighed: { evidence },
  bar,
  now,
  zone,
}: {
  title: string;
  weighed: Weighed;
  /** Of the strongest one's weight. */
  bar?: number;
  now: Date;
  zone: string;
}) {
  return (
    <details className="group/uses">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3 shrink-0 text-faint transition-transform group-open/uses:rotate-90"
        />
        <span className="min-w-0 flex-1 truncate">{title}</span>
        {bar !== undefined && (
          <span aria-hidden className="h-1.5 w-16 shrink-0 overflow-hidden rounded-full bg-sunken">
            <span
              className="block h-full rounded-full bg-info"
              style={{ width: `${Math.max(4, bar * 100)}%` }}
            />
          </span>
        )}
        <span className="shrink-0 text-xs text-muted tabular-nums">
          {evidence.length === 1 ? "once" : `${count(evidence.length)} times`}
        </span>
      </summary>
      <ul className="mt-0.5 mb-1 space-y-0.5 pl-5 text-xs text-muted">
        {evidence.slice(0, MOST_EVIDENCE).map((use) => (
          <li key={use.activityId} className="flex gap-2">
            <a
              href={`#entry-${use.activityId}`}
              className="min-w-0 flex-1 truncate underline-offset-4 hover:underline"
            >
              {use.title}
            </a>
            <span className="shrink-0 tabular-nums">{whenWords(use, now, zone)}</span>
          </li>
        ))}
        {evidence.length > MOST_EVIDENCE && <li>and {count(evidence.length - MOST_EVIDENCE)} before</li>}
      </ul>
    </details>
  );
}

const whenWords = ({ at }: Evidence, now: Date, zone: string): string => shortDay(at, now, zone);
