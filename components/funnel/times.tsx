import { count, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { SPEED_LEG_LABEL } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { TimesView } from "@/lib/funnel/queries/page";
import { type FunnelView, rowsHref } from "@/lib/funnel/view";
import { STAGE_LABEL } from "@/lib/stages/stages";
import { leftOutText, lengthText } from "./figure-text";
import { NumberLink } from "./number-link";

type TimesProps = { times: TimesView; view: FunnelView };

/** How fast leads are answered and contacted, leg by leg, in wall time. */
export function SpeedPanel({ times: { legs, slaAnswer, slaContact }, view }: TimesProps) {
  const outside = leftOutText(legs[0]?.whole.leftOut ?? {});
  return (
    <Panel title="Speed to lead">
      <div className="mb-3 grid grid-cols-2 gap-4">
        <InTime label="Answered in time" answer={slaAnswer} view={view} />
        <InTime label="Contacted in time" answer={slaContact} view={view} />
      </div>
      <Lengths
        rows={legs.map((answer) => ({ label: SPEED_LEG_LABEL[answer.question.speedLeg], answer }))}
        view={view}
      />
      <p className="mt-3 text-xs text-muted">
        Wall time, median to 90th percentile of the passes that finished a leg. Untouched leads count as late.
        {outside.length > 0 && (
          <>
            {" Outside: "}
            <NumberLink href={rowsHref(view, legs[0]!.question, { set: "left-out" })}>
              {outside.join(", ")}
            </NumberLink>
            .
          </>
        )}
      </p>
    </Panel>
  );
}

function InTime({
  label,
  answer: { whole, question },
  view,
}: {
  label: string;
  answer: Answer;
  view: FunnelView;
}) {
  return (
    <div>
      <div className="text-xs text-muted">{label}</div>
      <div className="text-lg font-semibold">
        <NumberLink href={rowsHref(view, question)} empty={whole.denominator === 0}>
          {rate(typeof whole.value === "number" ? whole.value : null)}
        </NumberLink>
      </div>
      <div className="text-xs text-muted">
        {count(whole.numerator)} of {count(whole.denominator)} due
      </div>
    </div>
  );
}

/** How long passes stay in each stage. */
export function StaysPanel({ times: { stays }, view }: TimesProps) {
  const outside = leftOutText(stays[0]?.whole.leftOut ?? {});
  return (
    <Panel title="Time in stage">
      <Lengths
        rows={stays.map((answer) => ({ label: STAGE_LABEL[answer.question.stayStage], answer }))}
        view={view}
      />
      <p className="mt-3 text-xs text-muted">
        Median to 90th percentile of the stays that ended, by moving on or closing.
        {outside.length > 0 && ` Left out: ${outside.join(", ")}.`}
      </p>
    </Panel>
  );
}

const SECONDS = { seconds: 1, days: 86_400 };
const TICKS = [
  { label: "1 min", at: 60 },
  { label: "1 h", at: 3_600 },
  { label: "1 d", at: 86_400 },
  { label: "1 w", at: 7 * 86_400 },
  { label: "3 mo", at: 91 * 86_400 },
  { label: "1 y", at: 365 * 86_400 },
];

type Length = { label: string; answer: Answer };

/** Median and 90th percentile as one bar each, on a logarithmic scale: minutes and weeks fit on one line. */
function Lengths({ rows, view }: { rows: readonly Length[]; view: FunnelView }) {
  if (rows.every(({ answer }) => answer.whole.n === 0))
    return <p className="py-3 text-muted">Nothing was measured in these days.</p>;
  const known = rows.map(({ label, answer }) => {
    const { value, unit, n } = answer.whole;
    const scale: "days" | "seconds" = unit === "days" ? "days" : "seconds";
    const { p50 = null, p90 = null } = typeof value === "object" && value ? value : {};
    return { label, answer, n, scale, p50, p90 };
  });
  const longest = Math.max(3_600, ...known.map(({ p90, scale }) => (p90 ?? 0) * SECONDS[scale]));
  const place = (seconds: number) => (Math.log1p(Math.max(0, seconds)) / Math.log1p(longest)) * 100;
  const ticks = TICKS.filter(({ at }) => at < longest * 0.9);
  return (
    <table className="w-full text-sm">
      <thead className="sr-only">
        <tr>
          <th scope="col">What</th>
          <td />
          <th scope="col">Median</th>
          <th scope="col">90th percentile</th>
          <th scope="col">Passes</th>
        </tr>
      </thead>
      <tbody>
        {known.map(({ label, answer, n, scale, p50, p90 }) => (
          <tr key={label} className="h-8">
            <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap max-sm:whitespace-normal">
              {label}
            </th>
            <td className="relative w-full min-w-10 max-sm:hidden" aria-hidden>
              {ticks.map((tick) => (
                <span
                  key={tick.label}
                  className="absolute inset-y-0 w-px bg-line"
                  style={{ left: `${place(tick.at)}%` }}
                />
              ))}
              {p50 !== null && p90 !== null && (
                <Spread from={place(p50 * SECONDS[scale])} to={place(p90 * SECONDS[scale])} />
              )}
            </td>
            <td className="pl-3 text-right font-medium whitespace-nowrap">
              <NumberLink href={rowsHref(view, answer.question, { set: "measured" })} empty={n === 0}>
                {lengthText(p50, scale)}
              </NumberLink>
            </td>
            <td className="pl-3 text-right whitespace-nowrap text-muted" title="90th percentile">
              {lengthText(p90, scale)}
            </td>
            <td className="pl-3 text-right whitespace-nowrap text-faint" title="Passes measured">
              n {count(n)}
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot className="max-sm:hidden" aria-hidden>
        <tr className="h-4 text-2xs text-faint">
          <td />
          <td className="relative">
            {ticks.map((tick) => (
              <span
                key={tick.label}
                className="absolute top-0 -translate-x-1/2 whitespace-nowrap"
                style={{ left: `${place(tick.at)}%` }}
              >
                {tick.label}
              </span>
            ))}
          </td>
          <td className="pl-3 text-right">median</td>
          <td className="pl-3 text-right">P90</td>
          <td />
        </tr>
      </tfoot>
    </table>
  );
}

function Spread({ from, to }: { from: number; to: number }) {
  return (
    <span className="relative block h-2">
      <span
        className="absolute inset-y-0 rounded-full bg-chart-2/40"
        style={{ left: `${from}%`, width: `${Math.max(0, to - from)}%` }}
      />
      <span
        className="absolute -inset-y-0.5 w-1 -translate-x-1/2 rounded-full bg-chart-2"
        style={{ left: `${from}%` }}
      />
    </span>
  );
}
