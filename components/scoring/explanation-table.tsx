import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { dayText, signed } from "@/components/ui/format";
import type { Score, ScoreRow } from "@/lib/scoring/score";

/** The rows of a score, part by part, summing to the total. `anchored` links each activity to its entry in the timeline. */
export function ExplanationTable({ score, anchored = false }: { score: Score; anchored?: boolean }) {
  const parts = [
    { key: "fit", title: "Fit", sum: score.fit },
    { key: "engagement", title: "Engagement", sum: score.engagement },
    { key: "total", title: "Beyond the rules", sum: null },
  ] as const;
  return (
    <table className="w-full border-separate border-spacing-0 text-sm">
      <caption className="sr-only">
        What makes the score of {dayText(score.on)}; the points add up to {score.total}
      </caption>
      <tbody>
        {parts.map(({ key, title, sum }) => {
          const rows = score.rows.filter((row) => row.part === key);
          if (rows.length === 0 && key === "total") return null;
          return <PartRows key={key} title={title} sum={sum} rows={rows} anchored={anchored} />;
        })}
      </tbody>
      <tfoot>
        <tr className="font-semibold">
          <th scope="row" className="border-t border-line-strong pt-1.5 text-left">
            Score
          </th>
          <td className="border-t border-line-strong pt-1.5 text-right tabular-nums">{score.total}</td>
        </tr>
      </tfoot>
    </table>
  );
}

function PartRows({
  title,
  sum,
  rows,
  anchored,
}: {
  title: string;
  sum: number | null;
  rows: readonly ScoreRow[];
  anchored: boolean;
}) {
  return (
    <>
      <tr className="text-xs text-muted">
        <th scope="rowgroup" className="pt-2 pb-0.5 text-left font-medium">
          {title}
        </th>
        <td className="pt-2 pb-0.5 text-right font-medium tabular-nums">{sum}</td>
      </tr>
      {rows.length === 0 && (
        <tr>
          <td colSpan={2} className="py-0.5 text-faint">
            Nothing yet
          </td>
        </tr>
      )}
      {rows.map((row) => (
        <tr key={keyOf(row)} className="align-top">
          <th scope="row" className="min-w-0 py-0.5 pr-3 text-left font-normal">
            <RowLabel row={row} anchored={anchored} />
          </th>
          <td
            className={cn(
              "py-0.5 text-right tabular-nums",
              row.points < 0 ? "text-bad" : row.points === 0 && "text-faint",
            )}
          >
            {row.outcome === "unknown" ? "?" : signed(row.points, Number.isInteger(row.points) ? 0 : 2)}
          </td>
        </tr>
      ))}
    </>
  );
}

const keyOf = ({ kind, groupId, ruleId, adjustmentId, label }: ScoreRow): string =>
  [kind, groupId, ruleId ?? adjustmentId ?? label].join(" ");

const MOST_EVIDENCE = 20;

function RowLabel({ row, anchored }: { row: ScoreRow; anchored: boolean }) {
  const label = (
    <>
      <span className={cn("break-words", isFaint(row) && "text-muted")}>{row.label}</span>
      {row.detail && <span className="block text-xs text-muted">{row.detail}</span>}
      {row.profile && (
        <Link
          href={`/scoring/profiles/${row.profile.id}?version=${row.profile.version}`}
          className="block text-xs text-muted underline-offset-4 hover:underline"
        >
          Profile: {row.profile.name}, version {row.profile.version}
        </Link>
      )}
    </>
  );
  if (!row.evidence?.length || row.kind === "limit") return label;
  return (
    <details className="group/row">
      <summary className="-ml-4 flex cursor-pointer list-none rounded-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="mt-1 size-3 shrink-0 text-faint transition-transform group-open/row:rotate-90"
        />
        <span className="ml-1 min-w-0">{label}</span>
      </summary>
      <ul className="my-1 space-y-0.5 text-xs text-muted">
        {row.evidence.slice(0, MOST_EVIDENCE).map((item) => (
          <li key={item.activityId} className="flex justify-between gap-2">
            {anchored ? (
              <a href={`#entry-${item.activityId}`} className="underline-offset-2 hover:underline">
                {item.how}
              </a>
            ) : (
              <span>{item.how}</span>
            )}
            <span className="tabular-nums">{signed(item.points, 2)}</span>
          </li>
        ))}
        {row.evidence.length > MOST_EVIDENCE && <li>and {row.evidence.length - MOST_EVIDENCE} older ones</li>}
      </ul>
    </details>
  );
}

const isFaint = ({ kind, outcome }: ScoreRow): boolean =>
  outcome === "unknown" || kind === "rounding" || kind === "limit" || kind === "cap" || kind === "floor";
