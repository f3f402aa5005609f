import "server-only";
import { arrayOf } from "@/lib/platform/db/arrays";
import type { Db } from "@/lib/platform/db/client";
import type { Day } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import { Prisma } from "@/prisma/generated/client";
import { type CompanyChange, type CompanyLink, companyAttributes } from "../company-history";
import type { Needs } from "../needs";
import type { Adjustment, AttributeValue, ScoredActivity, ScoreSubject } from "../score";

/** An entry of a lead's or a company's attribute log. */
export type ChangeRow = { subject_id: string; field: string; value: Json; at: Date };

/**
 * All that the evaluator may look at, for many leads at once, in one statement. A lead that does not exist is absent from
 * the map. With `needs`, only what a score under that model, explained or not, depends on.
 */
export async function loadScoreSubjects(
  db: Db,
  leadIds: readonly string[],
  needs: Needs | null = null,
): Promise<Map<string, ScoreSubject>> {
  const [row] = await db.$queryRaw<SubjectColumns[]>`
    with asked as (select ${arrayOf(leadIds)}::uuid[] as ids) select ${subjectColumns(needs)}`;
  return subjectsIn(row!);
}

/** What `subjectColumns` selects: column by column, because a list of plain values costs least to write and to read. */
export type SubjectColumns = {
  creation: { id: string[] | null; at: number[] };
  changes: ChangeColumns;
  company_changes: ChangeColumns | null;
  activities: {
    id: string[] | null;
    lead_id: string[];
    type: string[];
    at: number[];
    trust: ScoredActivity["trust"][];
    channel: (string | null)[];
    campaign: (string | null)[];
    initiated_by: ScoredActivity["initiatedBy"][];
    properties: (JsonObject | null)[];
  };
  adjustments: AdjustmentRow[] | null;
};

type ChangeColumns = { subject_id: string[] | null; field: string[]; value: Json[]; at: number[] };
type AdjustmentRow = {
  id: string;
  lead_id: string;
  points: number;
  reason: string;
  starts_on: Day;
  expires_on: Day | null;
};

/** The part of a statement that reads subjects of the leads in `asked (ids)`; times are milliseconds since 1970. */
export function subjectColumns(needs: Needs | null): Prisma.Sql {
  const described = needs && arrayOf(needs.describedTypes);
  return Prisma.sql`
    (select row_to_json(c) from (
      select array_agg(id) as id, array_agg(date_part('epoch', created_at) * 1000) as at
      from lead where id = any((select ids from asked)::uuid[])) c) as creation,
    (select row_to_json(c) from (
      select array_agg(lead_id) as subject_id, array_agg(field) as field, array_agg(value) as value,
        array_agg(date_part('epoch', at) * 1000) as at
      from (select * from lead_attribute_change
        where lead_id = any((select ids from asked)::uuid[]) and ${oneOf(needs && [...needs.leadFields, COMPANY_ID])}
        order by lead_id, at, id) r) c) as changes,
    ${needs?.companyFields.length === 0 ? Prisma.sql`null` : companyChanges(needs)} as company_changes,
    (select row_to_json(c) from (
      select array_agg(id) as id, array_agg(lead_id) as lead_id, array_agg(type) as type,
        array_agg(date_part('epoch', occurred_at) * 1000) as at, array_agg(trust) as trust,
        array_agg(channel) as channel, array_agg(campaign) as campaign, array_agg(initiated_by) as initiated_by,
        array_agg(case when ${described}::text[] is null or type = any(${described}::text[]) then properties end)
          as properties
      from (select * from counted_activity where lead_id = any((select ids from asked)::uuid[])
        order by lead_id, occurred_at, id) r) c) as activities,
    (select json_agg(r) from (
      select id, lead_id, points, reason, starts_on, expires_on from score_adjustment
      where lead_id = any((select ids from asked)::uuid[]) order by lead_id, starts_on, id) r) as adjustments`;
}

const oneOf = (fields: readonly string[] | null): Prisma.Sql =>
  fields === null ? Prisma.sql`true` : Prisma.sql`field = any(${arrayOf(fields)}::text[])`;

/** The logs of the companies that the leads' logs name. */
const companyChanges = (needs: Needs | null): Prisma.Sql => Prisma.sql`
  (select row_to_json(c) from (
    select array_agg(company_id) as subject_id, array_agg(field) as field, array_agg(value) as value,
      array_agg(date_part('epoch', at) * 1000) as at
    from (select * from company_attribute_change
      where company_id = any(array(select (value #>> '{}')::uuid from lead_attribute_change
          where lead_id = any((select ids from asked)::uuid[]) and field = ${COMPANY_ID} and jsonb_typeof(value) = 'string'))
        and ${oneOf(needs?.companyFields ?? null)}
      order by company_id, at, id) r) c)`;

/** The subjects in such a row. */
export function subjectsIn(row: SubjectColumns): Map<string, ScoreSubject> {
  const changes = changesIn(row.changes);
  const companies = row.company_changes ? changesIn(row.company_changes) : new Map<string, ChangeRow[]>();
  const activities = activitiesIn(row.activities);
  const adjustments = Map.groupBy(row.adjustments ?? [], ({ lead_id }) => lead_id);
  const { id: ids, at } = row.creation;
  return new Map(
    ids?.map((id, index) => [
      id,
      {
        leadId: id,
        createdAt: instant(at[index]!),
        attributes: attributesOf(changes.get(id) ?? [], companies),
        activities: activities.get(id) ?? [],
        adjustments: (adjustments.get(id) ?? []).map(toAdjustment),
      },
    ]),
  );
}

/** The database counts in fractions of a second; what it stores are whole milliseconds. */
const instant = (ms: number): Date => new Date(Math.round(ms));

function changesIn({ subject_id, field, value, at }: ChangeColumns): Map<string, ChangeRow[]> {
  return grouped(subject_id, (id, index) => ({
    subject_id: id,
    field: field[index]!,
    value: value[index]!,
    at: instant(at[index]!),
  }));
}

const NOTHING: JsonObject = {};

function activitiesIn(columns: SubjectColumns["activities"]): Map<string, ScoredActivity[]> {
  const { id, lead_id, type, at, trust, channel, campaign, initiated_by, properties } = columns;
  return grouped(id && lead_id, (_, index) => ({
    id: id![index]!,
    type: type[index]!,
    occurredAt: instant(at[index]!),
    trust: trust[index]!,
    channel: channel[index]!,
    campaign: campaign[index]!,
    initiatedBy: initiated_by[index]!,
    properties: properties[index] ?? NOTHING,
  }));
}

/** Rows by their key; they come in its order. */
function grouped<T>(
  keys: readonly string[] | null,
  rowAt: (key: string, index: number) => T,
): Map<string, T[]> {
  const lists = new Map<string, T[]>();
  let key: string | null = null;
  let list: T[] = [];
  for (const [index, own] of (keys ?? []).entries()) {
    if (own !== key) {
      key = own;
      list = [];
      lists.set(own, list);
    }
    list.push(rowAt(own, index));
  }
  return lists;
}

function toAdjustment({ id, points, reason, starts_on, expires_on }: AdjustmentRow): Adjustment {
  return { id, points, reason, startsOn: starts_on, expiresOn: expires_on };
}

/** The logs of companies, by company: what the model looks at. */
export async function loadCompanyChanges(
  db: Db,
  companyIds: readonly string[],
  { companyFields }: Needs,
): Promise<Map<string, ChangeRow[]>> {
  if (companyIds.length === 0 || companyFields.length === 0) return new Map();
  const rows = await db.$queryRaw<ChangeRow[]>`
    select company_id as subject_id, field, value, at from company_attribute_change
    where company_id = any(${arrayOf(companyIds)}::uuid[]) and ${oneOf(companyFields)}
    order by company_id, at, id`;
  return Map.groupBy(rows, ({ subject_id }) => subject_id);
}

export const COMPANY_ID = "companyId";

/** The company that an entry of a lead's log names. */
export const companyIn = (row: ChangeRow): string | null =>
  row.field === COMPANY_ID && typeof row.value === "string" ? row.value : null;

/** A lead's own log and its companies' as one, oldest first. */
export function attributesOf(
  changes: readonly ChangeRow[],
  companyChanges: ReadonlyMap<string, CompanyChange[]>,
): AttributeValue[] {
  const own: AttributeValue[] = [];
  const links: CompanyLink[] = [];
  for (const row of changes) {
    if (row.field === COMPANY_ID) links.push({ companyId: companyIn(row), at: row.at });
    else own.push({ field: row.field, value: row.value, at: row.at });
  }
  const company = companyAttributes(links, (id) => companyChanges.get(id) ?? []);
  // Stable: entries of one instant keep the order of their log.
  return [...own, ...company].sort((a, b) => a.at.getTime() - b.at.getTime());
}
