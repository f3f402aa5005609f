"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock-provider";
import { count, dayText, plural, shortDay } from "@/components/ui/format";
import { GradeChip } from "@/components/ui/grade-chip";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { useAnswer } from "./use-answer";
import type { BacktestView, LeadsView } from "./view";

const LISTS = [
  { list: "entering", label: "Enter" },
  { list: "leaving", label: "Leave" },
  { list: "both", label: "In both" },
] as const;

type ListName = (typeof LISTS)[number]["list"];

type LeadListsProps = {
  document: ScoringModelDocument;
  view: BacktestView;
  list: ListName;
  week: number | null;
  onList: (list: ListName) => void;
  onWeek: (week: number | null) => void;
};

const PAGE = 25;
const MOST = 200;

/** Who is behind the numbers: each lead opens. */
export function LeadLists({ document, view, list, week, onList, onWeek }: LeadListsProps) {
  const [limit, setLimit] = useState(PAGE);
  const body = useMemo(
    () => JSON.stringify({ document, list, limit, ...(week === null ? {} : { week }) }),
    [document, list, limit, week],
  );
  const { view: found, state, problem } = useAnswer<LeadsView>(PATH, body);
  const choose = (next: ListName) => {
    setLimit(PAGE);
    onList(next);
  };
  return (
    <Panel title="Who they are" flush>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        {LISTS.map((each) => (
          <Button
            key={each.list}
            size="sm"
            look={each.list === list ? "secondary" : "ghost"}
            aria-pressed={each.list === list}
            onClick={() => choose(each.list)}
          >
            {each.label} {count(view.confusion[each.list].leads)}
          </Button>
        ))}
        <Select
          aria-label="Week"
          className="ml-auto w-44"
          value={week ?? ""}
          onChange={(event) => onWeek(event.target.value === "" ? null : Number(event.target.value))}
        >
          <option value="">All weeks</option>
          {view.weeks.map((monday, place) => (
            <option key={monday} value={place}>
              Week of {dayText(monday)}
            </option>
          ))}
        </Select>
      </div>
      {state === "failed" && <p className="px-4 py-3 text-sm text-bad">The list did not answer: {problem}</p>}
      {found && found.total === 0 && <p className="px-4 py-3 text-sm text-muted">{EMPTY[list]}</p>}
      {found && found.total > 0 && (
        <div className={state === "asking" ? "opacity-60" : ""} aria-busy={state === "asking"}>
          <LeadTable found={found} />
          <div className="flex items-center gap-3 px-4 py-2 text-xs text-muted">
            {found.data.length < found.total
              ? `The newest ${count(found.data.length)} of ${count(found.total)}`
              : plural(found.total, "lead")}
            {found.data.length < found.total && limit < MOST && (
              <Button size="sm" look="ghost" onClick={() => setLimit(MOST)}>
                Show {count(Math.min(MOST, found.total))}
              </Button>
            )}
          </div>
        </div>
      )}
    </Panel>
  );
}

const PATH = "/api/v1/scoring-models/draft/backtest/leads";

const EMPTY: Record<ListName, string> = {
  entering: "Nobody would become MQL who does not now.",
  leaving: "Nobody would be lost.",
  both: "Nobody is MQL under both.",
};

function LeadTable({ found }: { found: LeadsView }) {
  const clock = useClock();
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Lead</HeadCell>
          <HeadCell>Company</HeadCell>
          <HeadCell>Would cross</HeadCell>
          <HeadCell>Grade then</HeadCell>
          <HeadCell numeric>Score then</HeadCell>
          <HeadCell>What became of it</HeadCell>
        </tr>
      </thead>
      <tbody>
        {found.data.map(({ id, name, company, at, grade, total, byRequest, outcomes }) => (
          <Row key={id}>
            <RowHead className="max-w-56 truncate font-medium">
              <Link href={`/leads/${id}`} className="hover:underline">
                {name}
              </Link>
            </RowHead>
            <Cell className="max-w-56 truncate">{company ?? <span className="text-faint">–</span>}</Cell>
            <Cell className="whitespace-nowrap">
              {clock ? shortDay(new Date(at), clock.now, clock.zone) : dayText(at.slice(0, 10))}
              {byRequest && <span className="text-muted"> · asked</span>}
            </Cell>
            <Cell>
              <GradeChip grade={grade} />
            </Cell>
            <Cell numeric>{total}</Cell>
            <Cell className="whitespace-nowrap">{fateWords(outcomes)}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

/** The furthest it came. */
function fateWords({ accepted, sql, opportunity, customer }: LeadsView["data"][number]["outcomes"]): string {
  if (customer === "reached") return "Customer";
  if (opportunity === "reached") return "Opportunity";
  if (sql === "reached") return "SQL";
  if (accepted === "reached") return "Accepted";
  if (accepted === "open") return "In work";
  return accepted === "missed" ? "Not accepted" : "Never given to sales";
}
