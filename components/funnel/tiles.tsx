import { count, rate } from "@/components/ui/format";
import { StatTile, StatTiles } from "@/components/ui/stat-tile";
import type { Figure } from "@/lib/funnel/figure";
import { type Basis, basisSentence, formulaOf, type KpiName, kpi } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { Tile } from "@/lib/funnel/queries/page";
import { periodDays } from "@/lib/funnel/question";
import { type FunnelView, rowsHref } from "@/lib/funnel/view";
import { changeOf, exactText, groundText, leftOutText, valueText } from "./figure-text";

/** Tiles that say more than the registry's label. */
const LABEL: Partial<Record<KpiName, string>> = { volume: "New MQLs" };

type TilesProps = { tiles: readonly Tile[]; coverage: Answer; view: FunnelView; currency: string };

/** The eight numbers on top; each opens its rows. */
export function FunnelTiles({ tiles, coverage, view, currency }: TilesProps) {
  return (
    <StatTiles>
      {tiles.map(({ now, before }) => {
        const { question, whole } = now;
        const definition = kpi(question.kpi);
        const change = changeOf(whole, before.whole, definition.better);
        const days = periodDays(question.period);
        const set = definition.unit === "duration" && whole.n > 0 ? "measured" : "denominator";
        return (
          <StatTile
            key={question.kpi}
            label={LABEL[question.kpi] ?? definition.label}
            value={<span title={exactText(whole) ?? undefined}>{valueText(whole, currency)}</span>}
            basis={groundText(whole)}
            {...(change ? { change: { ...change, text: `${change.text} on the ${days} days before` } } : {})}
            target={beside(now, coverage.whole, view.basis)}
            explanation={<Explanation answer={now} />}
            href={rowsHref(view, question, { set })}
          />
        );
      })}
    </StatTiles>
  );
}

/** What must be read together with the number: its twin, what is open still, and its own dates when they are not the page's. */
function beside({ question, whole }: Answer, coverage: Figure, pageBasis: Basis): string | null {
  const said: string[] = [];
  if (question.kpi === "acceptance" && typeof coverage.value === "number")
    said.push(`coverage ${rate(coverage.value, 0)}`);
  if (typeof whole.value === "object" && whole.value && whole.value.withinSla !== null)
    said.push(`${rate(whole.value.withinSla)} of ${count(whole.denominator)} due in time`);
  if (whole.pending > 0) said.push(`${count(whole.pending)} may still get there`);
  const outside = leftOutText(whole.leftOut, ["not-due", "expired", "returned", "withdrawn"]);
  if (outside.length > 0) said.push(`${outside.join(", ")} left out`);
  if (question.basis !== pageBasis) said.push(kpi(question.kpi).stageBasis);
  return said.length > 0 ? said.join(" · ") : null;
}

function Explanation({ answer: { question, whole } }: { answer: Answer }) {
  const { meaning } = kpi(question.kpi);
  const outside = leftOutText(whole.leftOut);
  return (
    <span className="block space-y-1 py-0.5">
      <span className="block">{meaning}</span>
      <span className="block opacity-80">= {formulaOf(question.kpi)}</span>
      <span className="block opacity-80">{basisSentence(question.kpi, question.basis)}</span>
      {outside.length > 0 && <span className="block opacity-80">Outside: {outside.join(", ")}.</span>}
    </span>
  );
}
