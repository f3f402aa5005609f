import "server-only";
import { arrayOf } from "@/lib/platform/db/arrays";
import { uuidOf } from "@/lib/platform/db/binary-values";
import type { Db } from "@/lib/platform/db/client";
import { PackedRows } from "@/lib/platform/db/packed";
import type { Day } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import { INITIATORS, type Initiator, TRUSTS, type Trust } from "@/lib/tracking/activity";
import { Prisma } from "@/prisma/generated/client";
import { type CompanyChange, type CompanyLink, companyAttributes } from "../company-history";
import type { Needs } from "../needs";
import type { Adjustment, AttributeValue, ScoredActivity, ScoreSubject } from "../score";
import { placeAmong } from "../tally";

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
  return subjectsIn(row!, needs);
}

/** What `subjectColumns` selects: column by column, because a list of plain values costs least to write and to read. */
export type SubjectColumns = {
  creation: { id: string[] | null; at: number[] };
  changes: ChangeColumns;
  company_changes: ChangeColumns | null;
} & DeedColumns;

/** What `deedColumns` selects. */
type DeedColumns = {
  activities: {
    /** By lead and time: lead, id and time of each. */
    packed: string | null;
    /** Two letters of each: its trust and who began it. */
    marks: string;
    type: string[];
    channel: (string | null)[] | null;
    campaign: (string | null)[] | null;
    /** Of those that are to be described, in the same order. */
    properties: JsonObject[] | null;
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

/** Of a column: milliseconds since 1970. */
export const millis = (at: Prisma.Sql): Prisma.Sql => Prisma.sql`date_part('epoch', ${at}) * 1000`;

/** The database counts in fractions of a second; what it stores are whole milliseconds. */
export const instant = (ms: number): Date => new Date(Math.round(ms));

/** The part of a statement that reads subjects of the leads in `asked (ids)`. */
export const subjectColumns = (needs: Needs | null): Prisma.Sql => Prisma.sql`
  (select row_to_json(c) from (
    select array_agg(id) as id, array_agg(${millis(Prisma.sql`created_at`)}) as at
    from lead where id = any((select ids from asked)::uuid[])) c) as creation,
  (select row_to_json(c) from (
    select array_agg(lead_id) as subject_id, array_agg(field) as field, array_agg(value) as value,
      array_agg(${millis(Prisma.sql`at`)}) as at
    from (select * from lead_attribute_change
      where lead_id = any((select ids from asked)::uuid[]) and ${oneOf(needs && [...needs.leadFields, COMPANY_ID])}
      order by lead_id, at, id) r) c) as changes,
  ${needs?.companyFields.length === 0 ? Prisma.sql`null` : companyChanges(needs)} as company_changes,
  ${deedColumns(needs)}`;

const oneOf = (fields: readonly string[] | null): Prisma.Sql =>
  fields === null ? Prisma.sql`true` : Prisma.sql`field = any(${arrayOf(fields)}::text[])`;

/** The logs of the companies that the leads' logs name. */
const companyChanges = (needs: Needs | null): Prisma.Sql => Prisma.sql`
  (select row_to_json(c) from (
    select array_agg(company_id) as subject_id, array_agg(field) as field, array_agg(value) as value,
      array_agg(${millis(Prisma.sql`at`)}) as at
    from (select * from company_attribute_change
      where company_id = any(array(select (value #>> '{}')::uuid from lead_attribute_change
          where lead_id = any((select ids from asked)::uuid[]) and field = ${COMPANY_ID} and jsonb_typeof(value) = 'string'))
        and ${oneOf(needs?.companyFields ?? null)}
      order by company_id, at, id) r) c)`;

/** The part of a statement that reads what the leads in `asked (ids)` did, and the adjustments of their scores. */
function deedColumns(needs: Needs | null): Prisma.Sql {
  const asked = (field: string): Prisma.Sql =>
    needs && !needs.activityFields.includes(field)
      ? Prisma.sql`null`
      : Prisma.sql`array_agg(${Prisma.raw(field)})`;
  const described = needs
    ? Prisma.sql`filter (where type = any(${arrayOf(needs.describedTypes)}::text[]))`
    : Prisma.empty;
  // In the order of their index: those of one instant are put in order where they are read.
  return Prisma.sql`
    (select row_to_json(c) from (
      select encode(string_agg(uuid_send(lead_id) || uuid_send(id) || timestamptz_send(occurred_at), ''), 'hex') as packed,
        string_agg(left(trust, 1) || coalesce(left(initiated_by, 1), '-'), '') as marks, array_agg(type) as type,
        ${asked("channel")} as channel, ${asked("campaign")} as campaign,
        array_agg(properties) ${described} as properties
      from (select * from counted_activity where lead_id = any((select ids from asked)::uuid[])
        order by lead_id, occurred_at) r) c) as activities,
    (select json_agg(r) from (
      select id, lead_id, points, reason, starts_on, expires_on from score_adjustment
      where lead_id = any((select ids from asked)::uuid[]) order by lead_id, starts_on, id) r) as adjustments`;
}

/** The subjects in such a row. */
export function subjectsIn(row: SubjectColumns, needs: Needs | null): Map<string, ScoreSubject> {
  const changes = changesIn(row.changes);
  const companies = row.company_changes ? changesIn(row.company_changes) : new Map<string, ChangeRow[]>();
  const deedsOf = deedsIn(row, needs);
  const { id: ids, at } = row.creation;
  return new Map(
    ids?.map((id, index) => [
      id,
      {
        leadId: id,
        createdAt: instant(at[index]!),
        attributes: attributesOf(changes.get(id) ?? [], companies),
        ...deedsOf(id),
      },
    ]),
  );
}

function changesIn({ subject_id, field, value, at }: ChangeColumns): Map<string, ChangeRow[]> {
  const lists = new Map<string, ChangeRow[]>();
  for (const [index, id] of (subject_id ?? []).entries()) {
    const change = {
      subject_id: id,
      field: field[index]!,
      value: value[index]!,
      at: instant(at[index]!),
    };
    const list = lists.get(id);
    if (list) list.push(change);
    else lists.set(id, [change]);
  }
  return lists;
}

type Deeds = Pick<ScoreSubject, "activities" | "adjustments">;

/** What each lead of such a row did; `needs` as they were when it was read. */
function deedsIn(row: DeedColumns, needs: Needs | null): (leadId: string) => Deeds {
  const activities = activitiesIn(row.activities, needs);
  const adjustments = Map.groupBy(row.adjustments ?? [], ({ lead_id }) => lead_id);
  return (leadId) => ({
    activities: activities.get(leadId) ?? [],
    adjustments: (adjustments.get(leadId) ?? []).map(toAdjustment),
  });
}

const NOTHING: JsonObject = {};

/** By their first letters, which are all different. */
const TRUST_OF: Readonly<Record<string, Trust>> = Object.fromEntries(
  TRUSTS.map((trust) => [trust[0], trust]),
);
const INITIATOR_OF: Readonly<Record<string, Initiator>> = Object.fromEntries(
  INITIATORS.map((initiator) => [initiator[0], initiator]),
);

function activitiesIn(
  columns: DeedColumns["activities"],
  needs: Needs | null,
): Map<string, ScoredActivity[]> {
  const { marks, type: types, channel, campaign, properties } = columns;
  const described = needs && new Set(needs.describedTypes);
  const rows = new PackedRows(columns.packed);
  const lists = new Map<string, ScoredActivity[]>();
  let lead = "";
  let list: ScoredActivity[] = [];
  let told = 0;
  for (let index = 0; rows.more; index++) {
    const digits = rows.digits();
    if (digits !== lead) {
      lead = digits;
      list = [];
      lists.set(uuidOf(digits), list);
    }
    const type = types[index]!;
    const activity = {
      id: rows.uuid(),
      type,
      occurredAt: new Date(rows.instant()),
      trust: TRUST_OF[marks[2 * index]!]!,
      channel: channel?.[index] ?? null,
      campaign: campaign?.[index] ?? null,
      initiatedBy: INITIATOR_OF[marks[2 * index + 1]!] ?? null,
      properties: !described || described.has(type) ? properties![told++]! : NOTHING,
    };
    const place = placeAmong(list, activity);
    if (place === list.length) list.push(activity);
    else list.splice(place, 0, activity);
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
