import Link from "next/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, Table } from "@/components/ui/table";
import { eventOf } from "@/lib/audit/filter";
import type { AuditView } from "@/lib/audit/queries";
import type { Json } from "@/lib/shared/json";

/** Who did what to what, newest first. */
export function AuditTable({ entries }: { entries: readonly AuditView[] }) {
  return (
    <Table frameClassName="border-t border-line">
      <thead>
        <tr>
          <HeadCell className="md:first:pl-6">When</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>On</HeadCell>
          <HeadCell>Details</HeadCell>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id}>
            <Cell className="whitespace-nowrap text-muted md:first:pl-6">
              <RelativeTime at={entry.at.toISOString()} />
            </Cell>
            <Cell className="whitespace-nowrap">
              <bdi>{entry.actorName}</bdi>
              {entry.actorKind !== "user" && <span className="text-faint"> · {entry.actorKind}</span>}
            </Cell>
            <Cell className="whitespace-nowrap">{eventOf(entry.action)}</Cell>
            <Cell className="whitespace-nowrap">
              <Subject entry={entry} />
            </Cell>
            <Cell className="min-w-60 text-xs text-muted">
              <Details data={entry.data} />
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function Subject({ entry }: { entry: AuditView }) {
  const kind = entry.subjectKind.replaceAll("_", " ");
  if (!entry.subjectName) return <span className="text-muted">{kind}</span>;
  return (
    <>
      <span className="text-muted">{kind}</span>{" "}
      {entry.subjectKind === "lead" ? (
        <Link href={`/leads/${entry.subjectId}`} className="underline-offset-4 hover:underline">
          <bdi>{entry.subjectName}</bdi>
        </Link>
      ) : (
        <bdi>{entry.subjectName}</bdi>
      )}
    </>
  );
}

function Details({ data }: { data: AuditView["data"] }) {
  return Object.entries(data).map(([name, value], index) => (
    <span key={name}>
      {index > 0 && " · "}
      {name} <bdi className="text-text">{plain(value)}</bdi>
    </span>
  ));
}

function plain(value: Json): string {
  if (value === null || value === "") return "–";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
