import type { ReactNode } from "react";
import { ChartFrame } from "@/components/charts/chart-frame";
import { CohortPlot } from "@/components/charts/plots";
import { cn } from "@/components/ui/cn";
import { count, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { SegmentLinks } from "@/components/ui/tabs";
import { partOf } from "@/lib/funnel/address";
import type { Figure } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import { marksIn, marksWithNotes, type VersionMark } from "@/lib/funnel/marks";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { Comparison } from "@/lib/funnel/queries/page";
import { type CohortStep, type FunnelView, rowsHref, viewHref } from "@/lib/funnel/view";
import { lengthText, partText } from "./figure-text";
import { hatch } from "./hatch";
import { NumberLink } from "./number-link";

type CohortsProps = {
  comparison: Comparison;
  step: CohortStep;
  view: FunnelView;
  /** When versions of the model and the definition came into force. */
  marks: readonly VersionMark[];
};

/** Fewer passes than this say little about a rate: they are shown, but never called the best. */
const ENOUGH = 20;

const figureAt = (column: Answer | undefined, key: string | null): Figure | undefined =>
  column?.parts.find((part) => part.key === key);

const rateOf = (figure: Figure | undefined): number | null =>
  typeof figure?.value === "number" ? figure.value : null;

/** Cohort sizes and their conversion over time; young cohorts are drawn open. */
export function CohortChart({ comparison, step, marks }: Omit<CohortsProps, "view">) {
  const [volume, ...rates] = comparison.columns;
  const customer = rates.at(-1);
  if (!volume || !customer || volume.parts.length < 2) return null;
  const points = volume.parts.map((part) => {
    const won = figureAt(customer, part.key);
    return {
      label: partText(step, part.key, comparison.labels),
      volume: part.denominator,
      rate: rateOf(won),
      reached: won?.numerator ?? 0,
      young: (won?.pending ?? 0) > 0,
      changed: marksIn(marks, step, part.key),
      why: marksWithNotes(marks, step, part.key),
    };
  });
  const settled = points.filter((point) => !point.young && point.volume >= ENOUGH && point.rate !== null);
  const best = settled.toSorted((a, b) => (b.rate ?? 0) - (a.rate ?? 0))[0];
  const young = points.filter((point) => point.young).length;
  const small = points.filter((point) => !point.young && point.volume < ENOUGH).length;
  const title =
    best && settled.length > 1
      ? `${best.label} converted best: ${rate(best.rate)} of its MQLs became customers`
      : `MQLs by ${step} and the share that became customers`;
  const changes = points.filter(({ changed }) => changed).length;
  const summary = `${points.length} ${step}s, ${count(volume.whole.denominator)} MQLs, ${rate(rateOf(customer.whole))} became customers${
    young > 0 ? `; the last ${young === 1 ? `${step} is` : `${young} ${step}s are`} still open (hollow)` : ""
  }.${small > 0 ? ` Those with fewer than ${ENOUGH} MQLs are not ranked.` : ""}${
    changes > 0 ? " Dashed lines: another version of the model or the definition came into force." : ""
  }`;
  return (
    <ChartFrame
      title={title}
      summary={summary}
      file={`funnel-by-${step}`}
      table={{
        columns: [
          { label: step === "month" ? "Month" : "Week" },
          { label: "MQLs", numeric: true },
          { label: "Customers", numeric: true },
          { label: "Share", numeric: true },
          { label: "Came into force" },
        ],
        rows: points.map((point) => [
          point.label,
          point.volume,
          point.reached,
          point.rate === null ? null : Number(point.rate.toFixed(4)),
          point.why,
        ]),
      }}
    >
      <CohortPlot
        points={points}
        title={title}
        description={summary}
        rateLabel={kpi("mql-to-customer").label}
      />
    </ChartFrame>
  );
}

/** Each cohort's conversion to every stage, as a heat map of links. */
export function CohortTable({ comparison, step, view, marks }: CohortsProps) {
  const { columns, labels } = comparison;
  const [volume, ...rates] = columns;
  if (!volume || volume.parts.length === 0) return null;
  return (
    <Panel
      title={step === "month" ? "By month" : "By week"}
      flush
      actions={
        <SegmentLinks
          label="Length of a cohort"
          tabs={[
            { href: viewHref(view, { cohorts: "month" }), label: "Months", current: step === "month" },
            { href: viewHref(view, { cohorts: "week" }), label: "Weeks", current: step === "week" },
          ]}
        />
      }
    >
      <Table frameClassName="max-h-[44rem] overflow-y-auto">
        <caption className="sr-only">Conversion of each {step}'s passes</caption>
        <thead className="sticky top-0 z-10 bg-surface">
          <tr>
            <HeadCell className="sticky left-0 bg-surface">{step === "month" ? "Month" : "Week"}</HeadCell>
            <HeadCell numeric>MQLs</HeadCell>
            {rates.map(({ question }) => (
              <HeadCell key={question.kpi} numeric>
                {kpi(question.kpi).label}
              </HeadCell>
            ))}
            <HeadCell numeric>Median to customer</HeadCell>
          </tr>
        </thead>
        <tbody>
          {volume.parts.map((part) => (
            <Row key={part.key}>
              <RowHead className="sticky left-0 bg-surface whitespace-nowrap">
                {partText(step, part.key, labels)}
                <Changed words={marksIn(marks, step, part.key)} why={marksWithNotes(marks, step, part.key)} />
              </RowHead>
              <Cell numeric>
                <NumberLink href={rowsHref(view, partOf(volume.question, part.key))}>
                  {count(part.denominator)}
                </NumberLink>
              </Cell>
              {rates.map((column) => (
                <HeatCell
                  key={column.question.kpi}
                  figure={figureAt(column, part.key)}
                  highest={Math.max(...column.parts.map((each) => rateOf(each) ?? 0))}
                  href={rowsHref(view, partOf(column.question, part.key))}
                />
              ))}
              <Cell numeric className="text-muted">
                {timeOf(figureAt(rates.at(-1), part.key))}
              </Cell>
            </Row>
          ))}
        </tbody>
        <tfoot>
          <Row>
            <RowHead className="sticky left-0 bg-surface font-medium">All</RowHead>
            <Cell numeric>{count(volume.whole.denominator)}</Cell>
            {rates.map(({ question, whole }) => (
              <Cell key={question.kpi} numeric>
                {rate(rateOf(whole))}
              </Cell>
            ))}
            <Cell numeric className="text-muted">
              {timeOf(rates.at(-1)?.whole)}
            </Cell>
          </Row>
        </tfoot>
      </Table>
    </Panel>
  );
}

function Changed({ words, why }: { words: string; why: string }) {
  if (!words) return null;
  return (
    <span className="ml-1.5 text-xs text-accent-text" title={`Came into force: ${why}`}>
      {words}
    </span>
  );
}

const timeOf = (figure: Figure | undefined): ReactNode =>
  figure?.time ? lengthText(figure.time.p50, figure.time.unit) : "–";

/** Deepest tint of a cell: text stays readable on it in both themes. */
const DEEPEST = 42;

function HeatCell({ figure, highest, href }: { figure: Figure | undefined; highest: number; href: string }) {
  const value = rateOf(figure);
  if (!figure || value === null)
    return (
      <Cell numeric className="text-faint">
        –
      </Cell>
    );
  const depth = highest > 0 ? Math.round((value / highest) * DEEPEST) : 0;
  const tint = `color-mix(in oklch, var(--chart-1) ${depth}%, transparent)`;
  const young = figure.pending > 0;
  return (
    <Cell numeric className="p-0">
      <span
        className={cn(
          "relative flex h-9 items-center justify-end px-2 pointer-coarse:h-11",
          young && "italic",
        )}
        style={
          young
            ? hatch("color-mix(in oklch, var(--line-strong) 35%, transparent)", tint)
            : { background: tint }
        }
      >
        <NumberLink
          href={href}
          className="after:absolute after:inset-0"
          title={`${count(figure.numerator)} of ${count(figure.denominator)}${
            young ? `; ${count(figure.pending)} may still` : ""
          }`}
        >
          {rate(value)}
        </NumberLink>
      </span>
    </Cell>
  );
}
