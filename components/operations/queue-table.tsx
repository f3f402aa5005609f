import { count } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, EmptyRow, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { QueueView } from "@/lib/operations/queries/jobs";

/** Every kind of job with what waits, runs and failed. */
export function QueueTable({ queues }: { queues: readonly QueueView[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Job</HeadCell>
          <HeadCell numeric>Waiting</HeadCell>
          <HeadCell numeric>Later</HeadCell>
          <HeadCell numeric>Running</HeadCell>
          <HeadCell numeric>Failed</HeadCell>
          <HeadCell>Last done</HeadCell>
        </tr>
      </thead>
      <tbody>
        {queues.map((queue) => (
          <Row key={queue.name}>
            <RowHead className="min-w-56 py-1.5">
              <span className="block">{queue.work}</span>
              <span className="block font-mono text-xs text-muted">{queue.name}</span>
            </RowHead>
            <Cell numeric>
              {count(queue.waiting)}
              {queue.oldestWaitingAt && (
                <span className="block text-xs text-muted">
                  since <RelativeTime at={queue.oldestWaitingAt.toISOString()} />
                </span>
              )}
            </Cell>
            <Cell numeric>{count(queue.later)}</Cell>
            <Cell numeric>{count(queue.active)}</Cell>
            <Cell numeric className={queue.failed > 0 ? "text-bad" : undefined}>
              {count(queue.failed)}
            </Cell>
            <Cell className="whitespace-nowrap text-muted">
              {queue.lastDoneAt ? <RelativeTime at={queue.lastDoneAt.toISOString()} /> : "not lately"}
            </Cell>
          </Row>
        ))}
        {queues.length === 0 && (
          <EmptyRow columns={6}>
            <p className="px-4 py-3 text-muted">No worker has ever run here.</p>
          </EmptyRow>
        )}
      </tbody>
    </Table>
  );
}
