import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { dayText, ofTotal } from "@/components/ui/format";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { BacktestView } from "./view";

type CapacityView = BacktestView["capacity"];

const SOURCE_WORDS = {
  set: "set",
  shown: "shown by the last 90 days",
  team: "as reps have shown together: own answers are too few",
} as const;

/** What each rep takes, where that is known from, and how much of the weeks ahead they are there. */
export function RepCapacities({ capacity, mayManage }: { capacity: CapacityView; mayManage: boolean }) {
  return (
    <details className="group/reps mt-3">
      <summary className="flex cursor-pointer list-none items-center gap-2 rounded-sm text-sm [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-3 shrink-0 text-faint transition-transform group-open/reps:rotate-90"
        />
        Rep by rep
      </summary>
      <Table frameClassName="mt-2 -mx-4 w-auto">
        <thead>
          <tr>
            <HeadCell>Rep</HeadCell>
            <HeadCell numeric>A working day</HeadCell>
            <HeadCell>Known from</HeadCell>
            <HeadCell numeric title="Of the working days of the next four weeks">
              Days there
            </HeadCell>
          </tr>
        </thead>
        <tbody>
          {capacity.people.map(({ id, name, perDay, source, shown, workingDays, absentUntil }) => (
            <Row key={id}>
              <RowHead>
                {mayManage ? (
                  <Link
                    href={`/settings/people/${id}`}
                    className="font-medium underline-offset-4 hover:underline"
                  >
                    <bdi>{name}</bdi>
                  </Link>
                ) : (
                  <bdi className="font-medium">{name}</bdi>
                )}
              </RowHead>
              <Cell numeric>{perDay ?? "?"}</Cell>
              <Cell className="min-w-40 text-muted">
                {source ? SOURCE_WORDS[source] : "not known yet"}
                {source === "set" && shown !== null && `; the last 90 days have shown ${shown}`}
              </Cell>
              <Cell numeric className="whitespace-nowrap">
                {ofTotal(workingDays, capacity.workingDays)}
                {absentUntil && (
                  <span className="block text-xs text-muted">away until {dayText(absentUntil)}</span>
                )}
              </Cell>
            </Row>
          ))}
        </tbody>
      </Table>
    </details>
  );
}
