import "server-only";
import { type Db, db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import { KEPT_FOR, type KeptFor } from "../undo";
import { importView } from "./imports";

type WorkedOn = { id: string; name: string; because: KeptFor[] };

/**
 * Of leads that an import made, those that somebody has worked on since, with what was left on them: anything of a lead
 * that this import did not bring, and that the system did not do by itself.
 */
export async function workedOnSince(
  db: Db,
  { importId, startedAt }: { importId: string; startedAt: Date },
  leadIds: readonly string[],
): Promise<Map<string, WorkedOn>> {
  if (leadIds.length === 0) return new Map();
  const rows = await db.$queryRaw<({ id: string; name: string } & Record<KeptFor, boolean>)[]>`
    select * from (
      select l.id, l.name,
        exists (
          select from activity a where a.lead_id = l.id and a.import_id is distinct from ${importId}::uuid) as activity,
        exists (
          select from stage_transition t where t.lead_id = l.id and t.import_id is distinct from ${importId}::uuid
            and t.actor_kind <> 'system') as stage,
        exists (
          select from handoff h where h.lead_id = l.id and (h.import_id is distinct from ${importId}::uuid
            or exists (select from handoff_event e where e.handoff_id = h.id
              and e.kind in ('accepted', 'rejected', 'returned', 'reassigned', 'undone')))) as handoff,
        exists (
          select from lead_attribute_change c where c.lead_id = l.id and c.at > ${startedAt}::timestamptz)
          or exists (
            select from audit_entry e where e.subject_kind = 'lead' and e.subject_id = l.id::text
              and e.action = 'lead.edited') as edited,
        exists (select from score_adjustment p where p.lead_id = l.id) as adjusted,
        exists (select from qualification_answer q where q.lead_id = l.id) as answered
      from lead l where l.id = any(${[...leadIds]}::uuid[])
    ) as traces
    where activity or stage or handoff or edited or adjusted or answered`;
  const kinds = Object.keys(KEPT_FOR) as KeptFor[];
  return new Map(
    rows.map((row) => [row.id, { id: row.id, name: row.name, because: kinds.filter((kind) => row[kind]) }]),
  );
}

/** What an undo would do now. */
export type UndoForecast = {
  /** Leads that the import made. */
  made: number;
  /** Of those, the ones somebody has worked on since: they stay. null when there are too many to look at each. */
  worked: number | null;
  /** Leads that stood before and get back what it changed. */
  changed: number;
};

/** Leads that are looked at one by one before the undo; of larger imports only the totals are told. */
const MOST_LOOKED_AT = 20_000;

/** What undoing an import would do. Throws `not_found`, `forbidden`. */
export async function undoForecast(viewer: Viewer, importId: string): Promise<UndoForecast> {
  const { startedAt } = await importView(db(), viewer, importId);
  const [counts] = await db().$queryRaw<{ made: number; changed: number }[]>`
    select (select count(*)::int from lead where import_id = ${importId}::uuid) as made,
      (select count(distinct r.lead_id)::int from import_row r join lead l on l.id = r.lead_id
        where r.import_id = ${importId}::uuid and r.verdict = 'updated'
          and l.import_id is distinct from r.import_id) as changed`;
  const { made, changed } = counts!;
  if (startedAt === null || made > MOST_LOOKED_AT) return { made, worked: null, changed };
  const leads = await db().lead.findMany({ where: { importId }, select: { id: true } });
  const worked = await workedOnSince(
    db(),
    { importId, startedAt: new Date(startedAt) },
    leads.map(({ id }) => id),
  );
  return { made, worked: worked.size, changed };
}
