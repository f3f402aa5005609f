"use client";

import Link from "next/link";
import { useActionState } from "react";
import { count, plural } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Cell, HeadCell, Row, RowHead, Table } from "@/components/ui/table";
import { giveToUser } from "@/lib/imports/actions";
import type { UnmatchedGroup } from "@/lib/imports/report";

type Person = { id: string; name: string };

type UnmatchedPeopleProps = {
  people: readonly UnmatchedGroup[];
  more: boolean;
  users: readonly Person[];
  /** Columns whose people own leads; the others are only kept. */
  owners: readonly string[];
  mayInvite: boolean;
  mayGive: boolean;
};

/** People the file names who are no users here: kept as text, and given their leads with one click. */
export function UnmatchedPeople({ people, more, users, owners, mayInvite, mayGive }: UnmatchedPeopleProps) {
  if (people.length === 0) return null;
  const rank = ({ keepAs, rows }: UnmatchedGroup) => (owners.includes(keepAs) ? 1e9 : 0) + rows;
  const listed = [...people].sort((a, b) => rank(b) - rank(a));
  return (
    <Panel
      flush
      title={`${plural(people.length, "person", "people")} in the file who ${people.length === 1 ? "is" : "are"} nobody here`}
    >
      <div className="max-h-96 overflow-y-auto">
        <Table>
          <thead>
            <tr>
              <HeadCell>In the file</HeadCell>
              <HeadCell className="max-md:hidden">Column</HeadCell>
              <HeadCell numeric>Rows</HeadCell>
              <HeadCell>Who it is</HeadCell>
            </tr>
          </thead>
          <tbody>
            {listed.map((person) => (
              <Row key={`${person.column} ${person.value}`}>
                <RowHead className="max-w-56 truncate max-md:max-w-24" title={person.value}>
                  {person.value}
                </RowHead>
                <Cell className="max-md:hidden">{person.column}</Cell>
                <Cell numeric>{count(person.rows)}</Cell>
                <Cell className="py-1">
                  {owners.includes(person.keepAs) && mayGive ? (
                    <GiveTo person={person} users={users} mayInvite={mayInvite} />
                  ) : (
                    <span className="text-muted">kept as text</span>
                  )}
                </Cell>
              </Row>
            ))}
          </tbody>
        </Table>
      </div>
      {more && (
        <p className="border-t border-line px-4 py-2 text-xs text-muted">
          There are more; the first 500 are listed.
        </p>
      )}
    </Panel>
  );
}

function GiveTo({
  person,
  users,
  mayInvite,
}: {
  person: UnmatchedGroup;
  users: readonly Person[];
  mayInvite: boolean;
}) {
  const [result, give] = useActionState(giveToUser, null);
  if (result?.ok) return <span className="text-good">{plural(result.value.leads, "lead")} given</span>;
  return (
    <form action={give} className="flex items-center gap-2 max-md:flex-col max-md:items-start">
      <input type="hidden" name="keepAs" value={person.keepAs} />
      <input type="hidden" name="value" value={person.value} />
      <Select
        name="userId"
        aria-label={`Who ${person.value} is`}
        className="w-40 max-md:w-36"
        required
        defaultValue=""
      >
        <option value="" disabled>
          Choose a user
        </option>
        {users.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <SubmitButton look="secondary" size="sm">
        Give leads
      </SubmitButton>
      {mayInvite && (
        <Link href="/settings/people" className="text-xs text-accent-text underline max-md:hidden">
          Invite
        </Link>
      )}
      {result?.ok === false && <span className="text-xs text-bad">{result.message}</span>}
    </form>
  );
}
