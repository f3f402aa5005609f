import Link from "next/link";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { dayText, signed } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { ScorePanelView } from "@/lib/scoring/queries/scores";

type ScoreComparisonProps = {
  view: ScorePanelView;
  /** The page's address without the comparison, and what of it a form must keep. */
  back: string;
  action: string;
  keep: Readonly<Record<string, string>>;
};

/** The score beside that of another day or version: what differs, and what made it so. Works without JavaScript. */
export function ScoreComparison(props: ScoreComparisonProps) {
  const { view, back } = props;
  if (!view.comparison) return <Ask {...props} />;
  return (
    <section aria-label="Comparison" className="space-y-2 rounded-md border border-line p-3 text-sm">
      <header className="flex items-center justify-between gap-2">
        <h3 className="font-medium">What changed</h3>
        <Link href={back} scroll={false} className={buttonLook({ look: "ghost", size: "sm" })}>
          Close
        </Link>
      </header>
      <Differences view={view} comparison={view.comparison} />
      <Ask {...props} />
    </section>
  );
}

function Ask({ view, action, keep }: ScoreComparisonProps) {
  const { comparison, model, score, today, firstDay, versions } = view;
  return (
    <details className="group/compare">
      <summary className="inline-flex h-7 cursor-pointer list-none items-center rounded-md text-xs font-medium text-muted hover:text-text [&::-webkit-details-marker]:hidden">
        {comparison ? "Compare with something else …" : "Compare with another day or version …"}
      </summary>
      <form action={action} className="mt-1 flex flex-wrap items-center gap-2">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Input
          type="date"
          aria-label="Day to compare with"
          name="vs"
          min={firstDay}
          max={today}
          required
          defaultValue={comparison?.on ?? score.on}
          className="w-36"
        />
        <Select
          aria-label="Model to compare with"
          name="vsModel"
          defaultValue={String(comparison?.version ?? model.version)}
          className="w-40"
        >
          {versions.map((version) => (
            <option key={version} value={version}>
              version {version}
              {version === model.version ? ", in force" : ""}
            </option>
          ))}
        </Select>
        <Button type="submit">Compare</Button>
      </form>
    </details>
  );
}

function Differences({
  view: { score, model, today },
  comparison,
}: {
  view: ScorePanelView;
  comparison: NonNullable<ScorePanelView["comparison"]>;
}) {
  const changed = comparison.rows.filter(({ before, after }) => (before ?? 0) !== (after ?? 0));
  const same = comparison.rows.length - changed.length;
  const dayWords = (day: string) => (day === today ? "Today" : dayText(day));
  const sameDay = comparison.on === score.on;
  const name = (day: string, version: number) => (sameDay ? `Version ${version}` : dayWords(day));
  return (
    <table className="w-full border-separate border-spacing-0 text-xs">
      <caption className="pb-1 text-left text-muted">
        {comparison.version === model.version
          ? `${dayWords(comparison.on)} beside ${dayWords(score.on).replace("Today", "today")}, both under version ${model.version}`
          : sameDay
            ? `${dayWords(score.on)} under version ${comparison.version} beside version ${model.version}`
            : `${dayWords(comparison.on)} under version ${comparison.version} beside ${dayWords(score.on).replace("Today", "today")} under version ${model.version}`}
      </caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="pb-1 text-left font-medium">
            Row
          </th>
          <th scope="col" className="pb-1 pl-2 text-right font-medium whitespace-nowrap">
            {name(comparison.on, comparison.version)}
          </th>
          <th scope="col" className="pb-1 pl-2 text-right font-medium whitespace-nowrap">
            {name(score.on, model.version)}
          </th>
        </tr>
      </thead>
      <tbody>
        {changed.map(({ key, label, before, after, why }) => (
          <tr key={key} className="align-top">
            <th scope="row" className="py-0.5 pr-2 text-left font-normal">
              {label}
              {why && <span className="block text-muted">{why}</span>}
            </th>
            <Points value={before} />
            <Points value={after} />
          </tr>
        ))}
        {changed.length === 0 && (
          <tr>
            <td colSpan={3} className="py-0.5 text-muted">
              Nothing differs.
            </td>
          </tr>
        )}
        {same > 0 && changed.length > 0 && (
          <tr className="text-muted">
            <th scope="row" className="py-0.5 pr-2 text-left font-normal">
              {same === 1 ? "1 row gives the same" : `${same} rows give the same`}
            </th>
            <Points value={sumOf(comparison.rows.filter(({ before, after }) => before === after))} />
            <Points value={sumOf(comparison.rows.filter(({ before, after }) => before === after))} />
          </tr>
        )}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="border-t border-line-strong pt-1 text-left">
            Score
          </th>
          <td className="border-t border-line-strong pt-1 text-right tabular-nums">{comparison.total}</td>
          <td className="border-t border-line-strong pt-1 text-right tabular-nums">{score.total}</td>
        </tr>
      </tfoot>
    </table>
  );
}

const sumOf = (rows: readonly { after: number | null }[]): number =>
  rows.reduce((sum, { after }) => sum + Math.round((after ?? 0) * 100), 0) / 100;

function Points({ value }: { value: number | null }) {
  return (
    <td
      className={cn(
        "py-0.5 pl-2 text-right tabular-nums",
        value !== null && value < 0 && "text-bad",
        !value && "text-faint",
      )}
    >
      {value === null ? "–" : signed(value, Number.isInteger(value) ? 0 : 2)}
    </td>
  );
}
