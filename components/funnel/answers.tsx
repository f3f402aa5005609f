import { count, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { partOf } from "@/lib/funnel/address";
import { KEY_LABEL } from "@/lib/funnel/dimensions";
import { LEFT_OUT_LABEL, type LeftOut } from "@/lib/funnel/figure";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { AnswersView } from "@/lib/funnel/queries/page";
import { type FunnelView, rowsHref } from "@/lib/funnel/view";
import { NumberLink } from "./number-link";

type AnswersProps = { answers: AnswersView; view: FunnelView };

const rateText = ({ whole }: Answer) => rate(typeof whole.value === "number" ? whole.value : null);

/** How sales answers what it is offered. */
export function AcceptancePanel({
  answers: { acceptance, coverage, recycle, recycledYield },
  view,
}: AnswersProps) {
  const apart = Object.entries(acceptance.whole.leftOut) as [LeftOut, number][];
  return (
    <Panel title="Answers and what comes back">
      <dl className="space-y-3">
        <Line label="Acceptance" answer={acceptance} view={view} noun="decided">
          {apart.length > 0 && (
            <>
              Not decided:{" "}
              <NumberLink href={rowsHref(view, acceptance.question, { set: "left-out" })}>
                {apart.map(([why, n]) => `${count(n)} ${LEFT_OUT_LABEL[why]}`).join(", ")}
              </NumberLink>
            </>
          )}
        </Line>
        <Line label="Coverage" answer={coverage} view={view} noun="handoffs opened">
          {coverage.whole.pending > 0 && (
            <NumberLink href={rowsHref(view, coverage.question, { set: "pending" })}>
              {count(coverage.whole.pending)} wait for an answer
            </NumberLink>
          )}
        </Line>
        <Line label="Recycle rate" answer={recycle} view={view} noun="passes closed">
          {recycle.parts
            .filter((part) => part.numerator > 0)
            .map((part, index) => (
              <span key={part.key ?? ""}>
                {index > 0 && ", "}
                <NumberLink href={rowsHref(view, partOf(recycle.question, part.key), { set: "numerator" })}>
                  {count(part.numerator)} out of {(part.key && KEY_LABEL.left?.[part.key]) ?? "no stage"}
                </NumberLink>
              </span>
            ))}
        </Line>
        <Line
          label="Recycled yield"
          answer={recycledYield}
          view={view}
          noun="recycled passes reached SQL later"
        />
      </dl>
    </Panel>
  );
}

function Line({
  label,
  answer,
  view,
  noun,
  children,
}: {
  label: string;
  answer: Answer;
  view: FunnelView;
  noun: string;
  children?: React.ReactNode;
}) {
  const { whole, question } = answer;
  return (
    <div>
      <dt className="text-xs text-muted">{label}</dt>
      <dd>
        <span className="text-lg font-semibold">
          <NumberLink href={rowsHref(view, { ...question, groupBy: null })} empty={whole.denominator === 0}>
            {rateText(answer)}
          </NumberLink>
        </span>{" "}
        <span className="text-muted">
          {count(whole.numerator)} of {count(whole.denominator)} {noun}
        </span>
        {children && <p className="text-xs leading-6 text-muted">{children}</p>}
      </dd>
    </div>
  );
}

const DEEPEST = 42;
/** Channels that get a column; the smaller ones are in the rows of their reason. */
const COLUMNS = 6;

/** Why sales rejects, and from which channel: reason × channel. */
export function ReasonsPanel({ answers: { rejected, byChannel, labels }, view }: AnswersProps) {
  const totals = new Map<string | null, number>();
  for (const { answer } of byChannel)
    for (const part of answer.parts) totals.set(part.key, (totals.get(part.key) ?? 0) + part.denominator);
  const channels = [...totals].sort((a, b) => b[1] - a[1]).slice(0, COLUMNS);
  const cells = byChannel.flatMap(({ answer }) => answer.parts.map((part) => part.denominator));
  const highest = Math.max(1, ...cells);
  const total = rejected.whole.denominator;
  return (
    <Panel title={total === 0 ? "Nothing was rejected" : "Why sales rejects, by channel"} flush>
      {total === 0 ? (
        <p className="px-4 py-6 text-muted">
          Reasons appear here as soon as a rep rejects a handoff with a coded reason.
        </p>
      ) : (
        <Table>
          <caption className="sr-only">Rejections by reason and channel</caption>
          <thead>
            <tr>
              <HeadCell className="sticky left-0 bg-surface">Reason</HeadCell>
              <HeadCell numeric>All</HeadCell>
              {channels.map(([key]) => (
                <HeadCell key={key ?? ""} numeric>
                  {labels.channel.get(key)}
                </HeadCell>
              ))}
            </tr>
          </thead>
          <tbody>
            {byChannel.map(({ reason, answer }) => (
              <Row key={reason ?? ""}>
                <RowHead className="sticky left-0 bg-surface whitespace-nowrap">
                  {labels.reason.get(reason)}
                </RowHead>
                <Cell numeric>
                  <NumberLink href={rowsHref(view, { ...answer.question, groupBy: null })}>
                    {count(answer.whole.denominator)}
                  </NumberLink>{" "}
                  <span className="text-muted">{rate(answer.whole.denominator / total, 0)}</span>
                </Cell>
                {channels.map(([key]) => {
                  const n = answer.parts.find((part) => part.key === key)?.denominator ?? 0;
                  const depth = Math.round((n / highest) * DEEPEST);
                  return (
                    <Cell
                      key={key ?? ""}
                      numeric
                      style={{ background: `color-mix(in oklch, var(--chart-2) ${depth}%, transparent)` }}
                    >
                      {n > 0 ? (
                        <NumberLink href={rowsHref(view, partOf(answer.question, key))}>
                          {count(n)}
                        </NumberLink>
                      ) : (
                        <span className="text-faint">·</span>
                      )}
                    </Cell>
                  );
                })}
              </Row>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
