import "server-only";
import { storedDefinition } from "@/lib/definitions/queries";
import type { Db } from "@/lib/platform/db/client";
import { modelOfVersion } from "@/lib/scoring/queries/models";
import { dayOf } from "@/lib/shared/day";
import { workspace } from "@/lib/team/queries";
import type { Ground } from "../evidence";

// What it takes to ask again whether a lead becomes an MQL, at the moment at which it did.

/** The beginning of a pass. */
export type Crossing = {
  id: string;
  lead_id: string;
  mql_at: Date;
  model_version: number;
  definition_version: number;
};

/** Of each pass, the activities that occurred before it began and were written down after: nobody knew them then. */
export async function toldAfter(db: Db, passes: readonly Crossing[]): Promise<Map<string, Set<string>>> {
  const rows = await db.$queryRaw<{ pass_id: string; id: string }[]>`
    select m.pass_id, a.id from activity a
    join unnest(${passes.map(({ id }) => id)}::uuid[], ${passes.map(({ lead_id }) => lead_id)}::uuid[],
        ${passes.map(({ mql_at }) => mql_at)}::timestamptz[]) as m(pass_id, lead_id, moment) on m.lead_id = a.lead_id
    where a.import_id is null and a.occurred_at <= m.moment and a.received_at > m.moment`;
  const told = new Map<string, Set<string>>();
  for (const { pass_id, id } of rows) told.set(pass_id, (told.get(pass_id) ?? new Set()).add(id));
  return told;
}

/** What was in force when a pass began; versions are read once. */
export async function groundsThen(db: Db): Promise<(pass: Crossing) => Promise<Ground>> {
  const [{ timeZone: zone }, types, definitions] = await Promise.all([
    workspace(db),
    db.activityType.findMany(),
    db.definition.findMany({ select: { version: true, document: true } }),
  ]);
  const activityTypes = new Map(types.map((type) => [type.key, type]));
  const definitionOf = new Map(definitions.map((row) => [row.version, storedDefinition(row)]));
  return async (pass) => ({
    zone,
    today: dayOf(pass.mql_at, zone),
    model: await modelOfVersion(db, pass.model_version),
    definition: definitionOf.get(pass.definition_version)!,
    activityTypes,
  });
}
