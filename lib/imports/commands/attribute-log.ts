import "server-only";
import { arrayOf, columnsOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { Json } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";
import type { DecidedRow } from "./batch";
import type { LoggedChanges } from "./journal";

/** An entry of the attribute history that a row makes; `isNew` when the row makes the lead too. */
export type ChangeRow = {
  id: string;
  leadId: string;
  line: number;
  isNew: boolean;
  field: string;
  value: Json;
  at: Date;
};

/** The entries of rows that make or change a lead, in the order of the file. */
export function changeRows(now: Date, rows: readonly DecidedRow[]): ChangeRow[] {
  return rows.flatMap(({ leadId, row, verdict, next }) => {
    const isNew = verdict === "created";
    // What a new lead is told to be, it was from its capture on.
    const at = isNew ? knownAt(row.capturedAt?.at, now) : now;
    return next.changes.map(({ field, value }) => ({
      id: newId(),
      leadId,
      line: row.line,
      isNew,
      field,
      value,
      at,
    }));
  });
}

/** Stores them. */
export async function logChanges(tx: Tx, caller: Caller, changes: readonly ChangeRow[]): Promise<void> {
  if (changes.length === 0) return;
  const all = columnsOf(changes);
  await tx.$executeRaw`
    insert into lead_attribute_change (id, lead_id, field, value, at, actor_id)
    select id, lead_id, field, value, at, ${caller.viewer.id}::uuid
    from unnest(${all("id")}::uuid[], ${all("leadId")}::uuid[], ${all("field")}::text[],
      ${arrayOf(changes.map(({ value }) => JSON.stringify(value)))}::jsonb[], ${all("at")}::timestamptz[])
      as r(id, lead_id, field, value, at)`;
}

/** The entries of leads that stood before, by line and field: what an undo takes back. */
export function loggedOf(changes: readonly ChangeRow[]): LoggedChanges {
  const logged: LoggedChanges = new Map();
  for (const { line, field, id, isNew } of changes) {
    if (isNew) continue;
    const fields = logged.get(line) ?? new Map<string, string>();
    logged.set(line, fields.set(field, id));
  }
  return logged;
}

const knownAt = (capturedAt: Date | undefined, now: Date): Date =>
  capturedAt && capturedAt < now ? capturedAt : now;
