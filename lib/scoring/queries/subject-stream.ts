import "server-only";
import type { BinaryRow } from "@/lib/platform/db/binary-rows";
import type { Connection } from "@/lib/platform/db/connection";
import { dayFromNumber } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { Prisma } from "@/prisma/generated/client";
import type { ScoreColumns } from "../columns";
import type { Needs } from "../needs";
import type { Adjustment, ScoredActivity, ScoreSubject } from "../score";
import { attributesOf, type ChangeRow, COMPANY_ID, companyIn } from "./subjects";

/** What is stored of a lead, and the mark of that row: whatever writes the row leaves another. */
export type LiveScore = ScoreColumns & { mark: number };

const LEADS = `current_setting('baton.leads')::uuid[]`;
const listed = (setting: string) =>
  `array(select jsonb_array_elements_text(current_setting('${setting}')::jsonb))`;

const LIVE = `
  select s.lead_id, l.created_at, s.xmin, s.score, s.fit, s.engagement, s.adjustment, s.grade, s.reason, s.scored_on,
    s.model_version, s.changes_on
  from lead_score s join lead l on l.id = s.lead_id
  where s.lead_id = any(${LEADS}) and l.id = any(${LEADS}) order by s.lead_id`;

const ACTIVITIES = `
  select lead_id, type, occurred_at, trust, initiated_by, channel, campaign,
    case when type = any(${listed("baton.described_types")}) then properties end
  from counted_activity where lead_id = any(${LEADS}) order by lead_id, occurred_at`;

const CHANGES = `
  select lead_id, field, value, at from lead_attribute_change
  where lead_id = any(${LEADS}) and field = any(${listed("baton.fields")}) order by lead_id, at, id`;

const COMPANY_CHANGES = `
  select company_id, field, value, at from company_attribute_change
  where company_id = any(current_setting('baton.companies')::uuid[]) and field = any(${listed("baton.fields")})
  order by company_id, at, id`;

const ADJUSTMENTS = `
  select lead_id, id, points, reason, starts_on, expires_on from score_adjustment
  where lead_id = any(${LEADS}) order by lead_id, starts_on, id`;

/**
 * What `loadScoreSubjects` gives, for runs over all leads: one lead after the other in the order of ids, read as streams
 * inside the connection's transaction, and only what the model looks at. Activities come without their ids and, unless
 * asked, properties: a score without rows does not depend on them. A subject is valid only until `visit` returns.
 */
export async function eachScoreSubject(
  connection: Connection,
  leadIds: readonly string[],
  needs: Needs,
  visit: (subject: ScoreSubject, live: LiveScore) => void,
): Promise<void> {
  const { leadFields, companyFields, describedTypes } = needs;
  const fields = companyFields.length > 0 ? [...leadFields, COMPANY_ID] : leadFields;
  await connection.rows(Prisma.sql`
    select set_config('baton.leads', ${uuids(leadIds)}, true),
      set_config('baton.fields', ${JSON.stringify(fields)}, true),
      set_config('baton.described_types', ${JSON.stringify(describedTypes)}, true)`);
  const leads: Lead[] = [];
  await connection.copy(LIVE, (row) => leads.push(readLead(row)));
  const changes = await readByKey(connection, CHANGES, readChange);
  const adjustments = await readByKey(connection, ADJUSTMENTS, readAdjustment);
  const companyChanges = await readCompanies(connection, changes, companyFields);

  const activities = new Activities();
  let next = 0;
  const finish = () => {
    const { id, createdAt, live } = leads[next++]!;
    const subject = {
      leadId: id,
      createdAt,
      attributes: attributesOf(changes.get(id) ?? [], companyChanges),
      activities: activities.of(id),
      adjustments: adjustments.get(id) ?? [],
    };
    visit(subject, live);
  };
  await connection.copy(ACTIVITIES, (row) => {
    const id = row.uuid(activities.leadId)!;
    if (id !== activities.leadId) {
      while (next < leads.length && leads[next]!.id < id) finish();
      activities.begin(id);
    }
    readActivity(row, activities.add());
  });
  while (next < leads.length) finish();
}

type Lead = { id: string; createdAt: Date; live: LiveScore };

function readLead(row: BinaryRow): Lead {
  const [id, createdAt, mark] = [row.uuid()!, readInstant(row), row.int()!];
  const live = {
    mark,
    score: row.small()!,
    fit: row.small()!,
    engagement: row.small()!,
    adjustment: row.small()!,
    grade: row.word()!,
    reason: row.word()!,
    scoredOn: dayFromNumber(row.dayNumber()!),
    modelVersion: row.int()!,
    changesOn: dayOrNull(row.dayNumber()),
  };
  return { id, createdAt, live };
}

/** The activities of one lead, in objects that serve the next lead again: nothing of millions of rows has to be collected. */
class Activities {
  leadId: string | null = null;
  readonly #pool: ScoredActivity[] = [];
  #list: ScoredActivity[] = [];

  begin(leadId: string): void {
    this.leadId = leadId;
    this.#list = [];
  }

  /** One more, to be filled. */
  add(): ScoredActivity {
    const at = this.#list.length;
    if (at === this.#pool.length) this.#pool.push(blankActivity());
    const activity = this.#pool[at]!;
    this.#list.push(activity);
    return activity;
  }

  of(leadId: string): readonly ScoredActivity[] {
    return leadId === this.leadId ? this.#list : [];
  }
}

async function readCompanies(
  connection: Connection,
  leadChanges: ReadonlyMap<string, ChangeRow[]>,
  fields: readonly string[],
): Promise<Map<string, ChangeRow[]>> {
  const ids = new Set<string>();
  for (const changes of leadChanges.values())
    for (const change of changes) {
      const id = companyIn(change);
      if (id !== null) ids.add(id);
    }
  if (ids.size === 0) return new Map();
  await connection.rows(Prisma.sql`
    select set_config('baton.companies', ${uuids([...ids])}, true),
      set_config('baton.fields', ${JSON.stringify(fields)}, true)`);
  return readByKey(connection, COMPANY_CHANGES, readChange);
}

/** A list of ids as PostgreSQL writes it; ids need no quotes. */
const uuids = (ids: readonly string[]): string => `{${ids.join()}}`;

/** Rows by their first column. They come in its order: a new key opens a new list. */
async function readByKey<T>(
  connection: Connection,
  query: string,
  read: (row: BinaryRow, key: string) => T,
): Promise<Map<string, T[]>> {
  const lists = new Map<string, T[]>();
  let key: string | null = null;
  let list: T[] = [];
  await connection.copy(query, (row) => {
    const own = row.uuid(key)!;
    if (own !== key) {
      key = own;
      list = [];
      lists.set(own, list);
    }
    list.push(read(row, own));
  });
  return lists;
}

const readInstant = (row: BinaryRow): Date => new Date(row.instant()!);

const NOTHING: JsonObject = {};

const blankActivity = (): ScoredActivity => ({
  id: "",
  type: "",
  occurredAt: new Date(0),
  trust: "human",
  channel: null,
  campaign: null,
  initiatedBy: null,
  properties: NOTHING,
});

function readActivity(row: BinaryRow, activity: ScoredActivity): void {
  activity.type = row.word()!;
  activity.occurredAt.setTime(row.instant()!);
  activity.trust = row.word() as ScoredActivity["trust"];
  activity.initiatedBy = row.word() as ScoredActivity["initiatedBy"];
  activity.channel = row.word();
  activity.campaign = row.word();
  activity.properties = (row.json() as JsonObject | null) ?? NOTHING;
}

function readChange(row: BinaryRow, key: string): ChangeRow {
  return { subject_id: key, field: row.word()!, value: row.json(), at: readInstant(row) };
}

function readAdjustment(row: BinaryRow): Adjustment {
  return {
    id: row.uuid()!,
    points: row.int()!,
    reason: row.text()!,
    startsOn: dayFromNumber(row.dayNumber()!),
    expiresOn: dayOrNull(row.dayNumber()),
  };
}

const dayOrNull = (number: number | null) => (number === null ? null : dayFromNumber(number));
