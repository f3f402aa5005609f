import Link from "next/link";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { dayText, ofTotal } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import type { Day } from "@/lib/shared/day";
import type { UserView } from "@/lib/team/queries";
import { ROLE_LABEL } from "@/lib/team/roles";

/** Everybody with what routing knows of them. `today` is the workspace's day. */
export function PeopleTable({
  people,
  today,
  mayEdit,
}: {
  people: readonly UserView[];
  today: Day;
  mayEdit: boolean;
}) {
  return (
    <Table>
      <thead>
        <tr>
          <HeadCell>Person</HeadCell>
          <HeadCell>Role</HeadCell>
          <HeadCell className="max-md:hidden">Team</HeadCell>
          <HeadCell numeric title="Handoffs that wait for an answer, of those routing may give">
            Waiting
          </HeadCell>
          <HeadCell numeric className="max-md:hidden" title="Handoffs they can take on a working day, as set">
            A day
          </HeadCell>
          <HeadCell className="max-md:hidden">Last seen</HeadCell>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <Row key={person.id} className="relative">
            <RowHead>
              <PersonName
                person={person}
                today={today}
                href={mayEdit ? `/settings/people/${person.id}` : null}
              />
            </RowHead>
            <Cell className="whitespace-nowrap">{ROLE_LABEL[person.role]}</Cell>
            <Cell className="text-muted max-md:hidden">{person.team ?? "–"}</Cell>
            <Cell numeric className="whitespace-nowrap">
              {person.role === "rep" ? ofTotal(person.openHandoffs, person.capacity) : "–"}
            </Cell>
            <Cell numeric className="whitespace-nowrap max-md:hidden">
              {person.role === "rep" ? (person.dailyCapacity ?? "–") : "–"}
            </Cell>
            <Cell className="whitespace-nowrap text-muted max-md:hidden">
              {person.lastSeenAt ? <RelativeTime at={person.lastSeenAt.toISOString()} /> : "never"}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

function PersonName({ person, today, href }: { person: UserView; today: Day; href: string | null }) {
  const away = person.absentUntil !== null && person.absentUntil >= today ? person.absentUntil : null;
  return (
    <span className="flex items-center gap-2 py-1.5">
      <Avatar name={person.name} size="md" />
      <span className="min-w-0">
        <span className="flex items-center gap-2 font-medium">
          {href ? (
            <Link href={href} className="underline-offset-4 after:absolute after:inset-0 hover:underline">
              <bdi>{person.name}</bdi>
            </Link>
          ) : (
            <bdi>{person.name}</bdi>
          )}
          {!person.active && <Badge>inactive</Badge>}
          {away && <Badge tone="warn">away until {dayText(away)}</Badge>}
          {person.sample && <Badge tone="info">sample</Badge>}
        </span>
        <span className="block text-xs text-muted">{person.email}</span>
      </span>
    </span>
  );
}
