import { cn } from "@/components/ui/cn";
import { signed } from "@/components/ui/format";
import { pairRows } from "@/lib/scoring/compare";
import type { ScoreRow } from "@/lib/scoring/score";

type Pair = { key: string; label: string; published: number | null; draft: number | null };

type ComparedScore = {
  total: number;
  rows: readonly (Pick<ScoreRow, "kind" | "part" | "label" | "points"> & {
    groupId?: string | undefined;
    ruleId?: string | undefined;
    adjustmentId?: string | undefined;
  })[];
};

type Compared = { name: string; published: ComparedScore; draft: ComparedScore };

const DRAFT = { now: "Now", other: "Draft", caption: "now and under the draft" };

/** A lead's explanation under the version in force and under another model, side by side; what differs stands out. */
export function ComparisonTable({ lead, words = DRAFT }: { lead: Compared; words?: typeof DRAFT }) {
  const pairs = pairsOf(lead);
  return (
    <table className="w-full border-separate border-spacing-0 text-xs">
      <caption className="sr-only">
        Points of {lead.name} {words.caption}
      </caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="pb-1 text-left font-medium">
            Rule
          </th>
          <th scope="col" className="w-14 pb-1 text-right font-medium">
            {words.now}
          </th>
          <th scope="col" className="w-14 pb-1 text-right font-medium">
            {words.other}
          </th>
        </tr>
      </thead>
      <tbody>
        {pairs.map(({ key, label, published, draft }) => {
          const differs = published !== draft;
          return (
            <tr key={key} className={cn("align-top", differs && "font-medium")}>
              <th
                scope="row"
                className={cn(
                  "rounded-l-sm py-0.5 pr-2 text-left",
                  differs ? "bg-accent-soft pl-1 font-medium" : "font-normal",
                )}
              >
                {label}
              </th>
              <Points value={published} differs={differs} />
              <Points value={draft} differs={differs} last />
            </tr>
          );
        })}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="border-t border-line-strong pt-1 text-left">
            Score
          </th>
          <td className="border-t border-line-strong pt-1 text-right tabular-nums">{lead.published.total}</td>
          <td className="border-t border-line-strong pt-1 text-right tabular-nums">{lead.draft.total}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function Points({
  value,
  differs,
  last = false,
}: {
  value: number | null;
  differs: boolean;
  last?: boolean;
}) {
  return (
    <td
      className={cn(
        "py-0.5 text-right tabular-nums",
        differs && "bg-accent-soft",
        last && "rounded-r-sm pr-1",
        value !== null && value < 0 && "text-bad",
        (value === null || value === 0) && "text-faint",
      )}
    >
      {value === null ? "–" : signed(value, Number.isInteger(value) ? 0 : 2)}
    </td>
  );
}

/** Rows that are nothing in both are left out. */
const pairsOf = ({ draft, published }: Compared): Pair[] =>
  pairRows(published.rows, draft.rows)
    .map(({ key, before, after }) => ({
      key,
      label: (after ?? before)!.label,
      published: before?.points ?? null,
      draft: after?.points ?? null,
    }))
    .filter((pair) => Boolean(pair.published) || Boolean(pair.draft));
