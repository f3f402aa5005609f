import { count, rate } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { TabLinks } from "@/components/ui/tabs";
import { partOf } from "@/lib/funnel/address";
import { GROUPING_LABEL } from "@/lib/funnel/dimensions";
import type { Figure } from "@/lib/funnel/figure";
import { kpi } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { Comparison } from "@/lib/funnel/queries/page";
import { COMPARISONS, type FunnelView, rowsHref, viewHref } from "@/lib/funnel/view";
import { lengthText, partText } from "./figure-text";
import { NumberLink } from "./number-link";

type ComparisonTableProps = { comparison: Comparison; view: FunnelView };

/** Groups that are listed; a grouping with more (landing pages) says how many it leaves out. */
const LISTED = 50;

/** The same numbers for each channel, source, owner …, each with its n. */
export function ComparisonTable({ comparison, view }: ComparisonTableProps) {
  const { grouping, columns, labels } = comparison;
  const [volume, ...rates] = columns;
  if (!volume) return null;
  const wonColumn = rates.find(({ question }) => question.kpi === "mql-to-customer");
  const keys = [...new Set(columns.flatMap(({ parts }) => parts.map(({ key }) => key)))];
  const listed = keys.slice(0, LISTED);
  return (
    <Panel title="Side by side" flush className="[&>header]:border-b-0">
      <TabLinks
        label="Compare by"
        className="px-2"
        tabs={COMPARISONS.map((candidate) => ({
          href: viewHref(view, { compare: candidate }),
          label: GROUPING_LABEL[candidate],
          current: candidate === grouping,
        }))}
      />
      <Table>
        <caption className="sr-only">Rates by {GROUPING_LABEL[grouping].toLowerCase()}</caption>
        <thead>
          <tr>
            <HeadCell className="sticky left-0 bg-surface">{GROUPING_LABEL[grouping]}</HeadCell>
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
          {listed.map((key) => (
            <Row key={key ?? ""}>
              <RowHead className="sticky left-0 bg-surface max-w-60 truncate" title={key ?? ""}>
                <span className={key === null ? "text-muted italic" : ""}>
                  {partText(grouping, key, labels)}
                </span>
              </RowHead>
              <CountCell column={volume} partKey={key} view={view} />
              {rates.map((column) => (
                <RateCell key={column.question.kpi} column={column} partKey={key} view={view} />
              ))}
              <Cell numeric className="whitespace-nowrap text-muted">
                {timeText(wonColumn?.parts.find((part) => part.key === key))}
              </Cell>
            </Row>
          ))}
        </tbody>
        <tfoot className="font-medium">
          <Row>
            <RowHead className="sticky left-0 bg-surface font-medium">All</RowHead>
            <Cell numeric>{count(volume.whole.denominator)}</Cell>
            {rates.map(({ question, whole }) => (
              <Cell key={question.kpi} numeric className="whitespace-nowrap">
                {rate(typeof whole.value === "number" ? whole.value : null)}{" "}
                <span className="text-xs font-normal text-muted">
                  {count(whole.numerator)} of {count(whole.denominator)}
                </span>
              </Cell>
            ))}
            <Cell numeric className="whitespace-nowrap text-muted">
              {timeText(wonColumn?.whole)}
            </Cell>
          </Row>
        </tfoot>
      </Table>
      {keys.length > listed.length && (
        <p className="px-4 py-2 text-xs text-muted">
          The {count(LISTED)} largest of {count(keys.length)}. The API answers all of them.
        </p>
      )}
    </Panel>
  );
}

const timeText = (figure: Figure | undefined): string =>
  figure?.time ? lengthText(figure.time.p50, figure.time.unit) : "–";

type PartCell = { column: Answer; partKey: string | null; view: FunnelView };

function CountCell({ column, partKey, view }: PartCell) {
  const part = column.parts.find((each) => each.key === partKey);
  return (
    <Cell numeric>
      <NumberLink href={rowsHref(view, partOf(column.question, partKey))} empty={!part}>
        {count(part?.denominator ?? 0)}
      </NumberLink>
    </Cell>
  );
}

function RateCell({ column, partKey, view }: PartCell) {
  const part = column.parts.find((each) => each.key === partKey);
  if (!part || typeof part.value !== "number")
    return (
      <Cell numeric className="text-faint">
        –
      </Cell>
    );
  return (
    <Cell numeric className="whitespace-nowrap">
      <NumberLink
        href={rowsHref(view, partOf(column.question, partKey))}
        title={part.pending > 0 ? `${count(part.pending)} may still` : "Open the rows"}
      >
        {rate(part.value)}
      </NumberLink>{" "}
      <span className="text-xs text-muted">
        {count(part.numerator)} of {count(part.denominator)}
      </span>
    </Cell>
  );
}
