import { cn } from "@/components/ui/cn";
import { count, plural, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { partOf } from "@/lib/funnel/address";
import { kpi } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { BarStage, FunnelStage } from "@/lib/funnel/queries/page";
import { type FunnelView, rowsHref } from "@/lib/funnel/view";
import { leftOutText, lengthText } from "./figure-text";
import { hatch } from "./hatch";
import { NumberLink } from "./number-link";

const LABEL: Record<BarStage, string> = {
  mql: "MQL",
  handed: "Handed to sales",
  sal: "SAL",
  sql: "SQL",
  opportunity: "Opportunity",
  customer: "Customer",
};

const FIRST = "var(--chart-1)";
const LATER = "color-mix(in oklch, var(--chart-1) 45%, var(--surface))";
const GHOST = "color-mix(in oklch, var(--line-strong) 55%, transparent)";

type StageBarsProps = {
  stages: readonly FunnelStage[];
  reasonLabels: Map<string | null, string>;
  view: FunnelView;
};

/** The funnel: how many passes reached each stage, what share and how fast, and what was lost on the way and why. */
export function StageBars({ stages, reasonLabels, view }: StageBarsProps) {
  const widest = Math.max(1, ...stages.map((each) => each.volume.whole.denominator));
  const [hasLater, hasImputed, hasPending] = [
    stages.some(({ volume }) => volume.parts.some(({ key }) => key === "later")),
    stages.some(({ volume }) => volume.whole.imputed > 0),
    stages.some(({ conversion }) => (conversion?.whole.pending ?? 0) > 0),
  ];
  const legend = <Legend {...{ hasLater, hasImputed, hasPending }} />;
  return (
    <Panel title={finding(stages)} actions={<div className="max-sm:hidden">{legend}</div>}>
      <div className="mb-2 sm:hidden">{legend}</div>
      <ol>
        {stages.map((each, index) => {
          const next = stages[index + 1];
          return (
            <li key={each.stage}>
              <Bar stage={each} widest={widest} view={view} />
              {next?.conversion && (
                <Between conversion={next.conversion} lost={each.lost} labels={reasonLabels} view={view} />
              )}
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

type Loss = NonNullable<FunnelStage["lost"]>;

const lossOf = ({ recycled, disqualified }: Loss): number =>
  recycled.whole.denominator + disqualified.whole.denominator;

const lostAt = ({ lost }: FunnelStage): number => (lost ? lossOf(lost) : 0);

/** Where most passes end, when some do. */
function finding(stages: readonly FunnelStage[]): string {
  const [worst] = stages.toSorted((a, b) => lostAt(b) - lostAt(a));
  const lost = worst ? lostAt(worst) : 0;
  return worst && lost > 0
    ? `Most is lost at ${LABEL[worst.stage]}: ${plural(lost, "pass", "passes")}`
    : "The funnel";
}

function Bar({ stage, widest, view }: { stage: FunnelStage; widest: number; view: FunnelView }) {
  const { volume, conversion } = stage;
  const share = (n: number) => `${(n / widest) * 100}%`;
  const pending = conversion?.whole.pending ?? 0;
  const label = LABEL[stage.stage];
  return (
    <div className="grid grid-cols-[1fr_auto] items-center gap-x-3 sm:grid-cols-[8rem_minmax(0,1fr)_5.5rem]">
      <span className="font-medium">{label}</span>
      <div className="order-last col-span-2 flex h-7 gap-px sm:order-none sm:col-span-1">
        {volume.parts.map((part) => {
          const colour = part.key === "later" ? LATER : FIRST;
          const words = part.key === "later" ? "later passes" : "first passes";
          const known = part.denominator - part.imputed;
          return [
            known > 0 && (
              <span
                key={`${part.key} known`}
                title={`${count(known)} ${words}`}
                className="h-full rounded-xs"
                style={{ width: share(known), background: colour }}
              />
            ),
            part.imputed > 0 && (
              <span
                key={`${part.key} imputed`}
                title={`${count(part.imputed)} ${words}, imputed`}
                className="h-full rounded-xs border"
                style={{ width: share(part.imputed), borderColor: colour, ...hatch(colour) }}
              />
            ),
          ];
        })}
        {pending > 0 && (
          <span
            title={`${count(pending)} may still get here`}
            className="h-full rounded-xs border border-dashed border-line-strong"
            style={{ width: share(pending), ...hatch(GHOST) }}
          />
        )}
      </div>
      <span className="text-right text-base font-semibold">
        <NumberLink
          href={rowsHref(view, { ...volume.question, groupBy: null })}
          empty={volume.whole.denominator === 0}
          title={`Open the passes that reached ${label}`}
        >
          {count(volume.whole.denominator)}
        </NumberLink>
      </span>
    </div>
  );
}

function Between({
  conversion,
  lost,
  labels,
  view,
}: {
  conversion: Answer;
  lost: FunnelStage["lost"];
  labels: Map<string | null, string>;
  view: FunnelView;
}) {
  const { question, whole } = conversion;
  const outside = leftOutText(whole.leftOut);
  return (
    <div
      className={cn(
        "grid gap-x-6 gap-y-0.5 py-1.5 text-xs text-muted sm:ml-[8.75rem]",
        lost && lossOf(lost) > 0 && "lg:grid-cols-2",
      )}
    >
      <p className="min-w-0">
        <span aria-hidden>↓ </span>
        <span className="sr-only">{kpi(question.kpi).label}: </span>
        <NumberLink
          href={rowsHref(view, question)}
          empty={whole.denominator === 0}
          className="font-semibold text-text"
        >
          {rate(typeof whole.value === "number" ? whole.value : null)}
        </NumberLink>{" "}
        {kpi(question.kpi).label} · {count(whole.numerator)} of {count(whole.denominator)}
        {whole.time && (
          <>
            {" · "}
            <NumberLink href={rowsHref(view, question, { set: "measured" })}>
              median {lengthText(whole.time.p50, whole.time.unit)}
            </NumberLink>
          </>
        )}
        {whole.pending > 0 && (
          <>
            {" · "}
            <NumberLink href={rowsHref(view, question, { set: "pending" })}>
              {count(whole.pending)} may still
            </NumberLink>
          </>
        )}
        {outside.length > 0 && (
          <>
            {" · "}
            <NumberLink href={rowsHref(view, question, { set: "left-out" })}>
              {outside.join(", ")}, left out
            </NumberLink>
          </>
        )}
        {question.kpi === "mql-to-handoff" && whole.denominator > whole.numerator && (
          <>
            {" · "}
            <NumberLink href={rowsHref(view, question, { set: "rest" })}>
              {count(whole.denominator - whole.numerator)} never handed
            </NumberLink>
          </>
        )}
      </p>
      {lost && <Lost lost={lost} labels={labels} view={view} />}
    </div>
  );
}

/** Reasons that are named before the rest is summed up. */
const NAMED = 3;

function Lost({ lost, labels, view }: { lost: Loss; labels: Map<string | null, string>; view: FunnelView }) {
  const kinds = [
    { words: "recycled", ...lost.recycled },
    { words: "disqualified", ...lost.disqualified },
  ].filter(({ whole }) => whole.denominator > 0);
  if (kinds.length === 0) return null;
  return (
    <ul className="min-w-0 lg:text-right">
      {kinds.map(({ words, question, whole, parts }) => (
        <li key={words}>
          <NumberLink href={rowsHref(view, { ...question, groupBy: null })} className="font-medium text-text">
            {count(whole.denominator)} {words}
          </NumberLink>
          {": "}
          {parts.slice(0, NAMED).map((part, index) => (
            <span key={part.key ?? ""}>
              {index > 0 && ", "}
              <NumberLink href={rowsHref(view, partOf(question, part.key))}>
                {(labels.get(part.key) ?? "").toLowerCase()} {count(part.denominator)}
              </NumberLink>
            </span>
          ))}
          {parts.length > NAMED && ` and ${plural(parts.length - NAMED, "other reason")}`}
        </li>
      ))}
    </ul>
  );
}

function Legend({
  hasLater,
  hasImputed,
  hasPending,
}: {
  hasLater: boolean;
  hasImputed: boolean;
  hasPending: boolean;
}) {
  const swatches = [
    { label: "first passes", style: { background: FIRST }, shown: true },
    { label: "later passes", style: { background: LATER }, shown: hasLater },
    {
      label: "imputed by an import",
      style: { borderColor: FIRST, ...hatch(FIRST) },
      shown: hasImputed,
      lined: true,
    },
    { label: "may still get here", style: hatch(GHOST), shown: hasPending, lined: true, dashed: true },
  ];
  return (
    <ul className="flex flex-wrap gap-x-3 text-xs text-muted sm:justify-end">
      {swatches
        .filter(({ shown }) => shown)
        .map(({ label, style, lined, dashed }) => (
          <li key={label} className="flex items-center gap-1.5">
            <span
              aria-hidden
              className={cn(
                "size-3 rounded-xs",
                lined && "border",
                dashed && "border-dashed border-line-strong",
              )}
              style={style}
            />
            {label}
          </li>
        ))}
    </ul>
  );
}
