import { Check, Minus } from "lucide-react";
import Link from "next/link";
import { absoluteTime, count, fullMoney, plural } from "@/components/ui/format";
import { Pagination } from "@/components/ui/pagination";
import { Cell, EmptyRow, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { TabLinks } from "@/components/ui/tabs";
import { type Figure, LEFT_OUT_LABEL } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { Row as FunnelRow } from "@/lib/funnel/queries/rows";
import type { RowSet } from "@/lib/funnel/rows";
import type { Page } from "@/lib/shared/page";
import { isStage, STAGE_LABEL } from "@/lib/stages/stages";
import { lengthText } from "./figure-text";

/** How an address of the same rows with another set or page is made. */
type RowsAddress = (detail: { set: RowSet; cursor?: string }) => string;

type RowsListProps = {
  answer: Answer;
  rows: Page<FunnelRow>;
  set: RowSet;
  atStart: boolean;
  href: RowsAddress;
  timeZone: string;
  currency: string;
};

/** The rows behind a number: its sets as tabs, then one line for each pass, handoff or deal. */
export function RowsList({ answer, rows, set, atStart, href, timeZone, currency }: RowsListProps) {
  const { question } = answer;
  const isRate = kpi(question.kpi).unit === "rate";
  return (
    <>
      <TabLinks
        label="Which rows"
        className="px-2"
        tabs={setsOf(answer).map(({ name, label, n }) => ({
          href: href({ set: name }),
          label,
          count: count(n),
          current: name === set,
        }))}
      />
      <Table>
        <caption className="sr-only">Rows behind {kpi(question.kpi).label}</caption>
        <thead>
          <tr>
            {isRate && <HeadCell className="w-6">In</HeadCell>}
            <HeadCell>Lead</HeadCell>
            <HeadCell>Date</HeadCell>
            <HeadCell>Channel</HeadCell>
            <HeadCell>Owner</HeadCell>
            <HeadCell>What became of it</HeadCell>
          </tr>
        </thead>
        <tbody>
          {rows.data.map((row) => (
            <Row key={row.id}>
              {isRate && (
                <Cell>
                  <Verdict row={row} />
                </Cell>
              )}
              <RowHead className="max-w-56">
                <Link href={`/leads/${row.lead.id}`} className="block truncate font-medium hover:underline">
                  {row.lead.name}
                </Link>
                <span className="block truncate text-xs text-muted">{secondLine(row)}</span>
                {row.lead.score && (
                  <span className="block truncate text-xs text-muted" title={row.lead.score.why}>
                    <span className="tabular-nums">{row.lead.score.points}</span> · {row.lead.score.why}
                  </span>
                )}
              </RowHead>
              <Cell className="whitespace-nowrap text-muted" title={absoluteTime(row.at, timeZone)}>
                {dayOfRow(row.at, timeZone)}
              </Cell>
              <Cell className="max-w-28 truncate text-muted">{row.pass.channel ?? "–"}</Cell>
              <Cell className="max-w-28 truncate text-muted">{row.pass.owner?.name ?? "–"}</Cell>
              <Cell className="whitespace-nowrap text-muted">{outcomeText(row, currency)}</Cell>
            </Row>
          ))}
          {rows.data.length === 0 && (
            <EmptyRow columns={isRate ? 6 : 5}>
              <p className="px-4 py-10 text-center text-muted">No rows here.</p>
            </EmptyRow>
          )}
        </tbody>
      </Table>
      <div className="flex justify-end px-4 py-2">
        <Pagination
          firstHref={atStart ? null : href({ set })}
          nextHref={rows.nextCursor ? href({ set, cursor: rows.nextCursor }) : null}
        >
          {plural(rows.data.length, "row")} shown
        </Pagination>
      </div>
    </>
  );
}

/** The company, where it is not the name already, and which of the lead's passes it is. */
const secondLine = ({ lead, pass }: FunnelRow): string =>
  [lead.company !== lead.name && lead.company, pass.number > 1 && `pass ${pass.number}`]
    .filter(Boolean)
    .join(" · ");

/** The sets that have something to say for this number. */
function setsOf({ question, whole }: Answer): { name: RowSet; label: string; n: number }[] {
  const { unit } = kpi(question.kpi);
  const outside = Object.values(whole.leftOut).reduce((sum, n) => sum + n, 0);
  const measured = measuredOf(whole);
  const hasVerdict = unit === "rate" || (typeof whole.value === "object" && whole.value?.withinSla !== null);
  const all: { name: RowSet; label: string; n: number; shown: boolean }[] = [
    { name: "denominator", label: "All counted", n: whole.denominator, shown: true },
    {
      name: "numerator",
      label: unit === "rate" ? "In the numerator" : "In time",
      n: whole.numerator,
      shown: hasVerdict,
    },
    { name: "rest", label: "Not", n: whole.denominator - whole.numerator, shown: hasVerdict },
    { name: "pending", label: "May still", n: whole.pending, shown: whole.pending > 0 },
    { name: "imputed", label: "Imputed", n: whole.imputed, shown: whole.imputed > 0 },
    { name: "measured", label: "Timed", n: measured, shown: measured > 0 },
    { name: "left-out", label: "Left out", n: outside, shown: outside > 0 },
  ];
  return all.filter(({ shown }) => shown);
}

const measuredOf = (whole: Figure): number =>
  whole.unit === "seconds" || whole.unit === "days" ? whole.n : (whole.time?.n ?? 0);

function Verdict({ row }: { row: FunnelRow }) {
  return row.inNumerator ? (
    <Check role="img" aria-label="in the numerator" className="size-4 text-good" />
  ) : (
    <Minus role="img" aria-label="not in the numerator" className="size-4 text-faint" />
  );
}

const dayOfRow = (at: Date, timeZone: string): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, day: "numeric", month: "short", year: "numeric" }).format(at);

/** "accepted", "recycled out of SAL: not ready", "customer after 14 d", "left out: imported without clocks". */
function outcomeText(row: FunnelRow, currency: string): string {
  const words: string[] = [];
  if (row.leftOut) words.push(LEFT_OUT_LABEL[row.leftOut]);
  else if (row.handoff) words.push(withReason(row.handoff.status, row));
  else words.push(passText(row));
  if (row.pending) words.push("may still");
  if (row.duration) words.push(lengthText(row.duration.value, row.duration.unit));
  if (row.amount !== null) words.push(fullMoney({ minor: row.amount, currency }));
  if (row.pass.imputed.length > 0) words.push(`imputed: ${row.pass.imputed.join(", ")}`);
  return words.join(" · ");
}

const withReason = (what: string, { reason }: FunnelRow): string =>
  reason ? `${what}: ${reason.toLowerCase()}` : what;

function passText(row: FunnelRow): string {
  const { closeKind, closedFrom, ...pass } = row.pass;
  if (closeKind === "customer") return "customer";
  if (closeKind) {
    const from = closedFrom && isStage(closedFrom) ? ` out of ${STAGE_LABEL[closedFrom]}` : "";
    return withReason(`${closeKind}${from}`, row);
  }
  if (pass.opportunityAt) return "open, at opportunity";
  if (pass.sqlAt) return "open, at SQL";
  if (pass.salAt) return "open, at SAL";
  return pass.handedAt ? "open, handed to sales" : "open, with marketing";
}
