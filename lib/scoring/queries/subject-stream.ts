import "server-only";
import { type BinaryRow, Dictionary } from "@/lib/platform/db/binary-rows";
import type { Connection, RowStream } from "@/lib/platform/db/connection";
import { dayFromNumber } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { Prisma } from "@/prisma/generated/client";
import type { ScoreColumns } from "../columns";
import type { Needs } from "../needs";
import type { Adjustment, ScoredActivity, ScoreSubject } from "../score";
import { attributesOf, type ChangeRow, COMPANY_ID, companyIn } from "./subjects";

/** What is stored of a lead, and the mark of that row: whatever writes the row leaves another. */
export type LiveScore = Omit<ScoreColumns, "near"> & {
  /** null until the lead is scored by a release that knows it. */
  near: boolean | null;
  mark: number;
};

const LEADS = `current_setting('baton.leads')::uuid[]`;
const listed = (setting: string) =>
  `array(select jsonb_array_elements_text(current_setting('${setting}')::jsonb))`;

const LIVE = `
  select s.lead_id, l.created_at, s.xmin, s.score, s.fit, s.engagement, s.adjustment, s.grade, s.near, s.reason, s.scored_on,
    s.model_version, s.changes_on
  from lead_score s join lead l on l.id = s.lead_id
  where s.lead_id = any(${LEADS}) and l.id = any(${LEADS}) order by s.lead_id`;

const activitiesOf = (leads: string) => `
  select lead_id, occurred_at, type, trust, initiated_by, channel, campaign,
    case when type = any(${listed("baton.described_types")}) then properties end
  from counted_activity where ${leads} order by lead_id, occurred_at`;

const ACTIVITIES = activitiesOf(`lead_id = any(${LEADS})`);
const ACTIVITIES_BETWEEN = activitiesOf(
  "lead_id between current_setting('baton.first')::uuid and current_setting('baton.last')::uuid",
);

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
 * asked, properties: a score without rows does not depend on them. They may be drawn from a stream that is under way
 * on another connection at the same moment. A subject is valid only until `visit` returns.
 */
export async function eachScoreSubject(
  connection: Connection,
  leadIds: readonly string[],
  needs: Needs,
  visit: (subject: ScoreSubject, live: LiveScore) => void,
  underWay?: ActivityStream,
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

  const activities = underWay ?? new ActivityStream(connection.stream(ACTIVITIES));
  for (const { id, createdAt, live } of leads) {
    const subject = {
      leadId: id,
      createdAt,
      attributes: attributesOf(changes.get(id) ?? [], companyChanges),
      activities: await activities.of(id),
      adjustments: adjustments.get(id) ?? [],
    };
    visit(subject, live);
  }
  if (!underWay) await activities.end();
}

/**
 * The activities of all leads from one id to another, as one stream inside the connection's transaction: many leads are
 * read faster in one go, in whatever order their activities lie, than one by one through an index.
 */
export async function activitiesBetween(
  connection: Connection,
  { first, last }: { first: string; last: string },
  { describedTypes }: Needs,
): Promise<ActivityStream> {
  await connection.rows(Prisma.sql`
    select set_config('baton.first', ${first}, true), set_config('baton.last', ${last}, true),
      set_config('baton.described_types', ${JSON.stringify(describedTypes)}, true),
      set_config('work_mem', ${SORT_MEMORY}, true)`);
  return new ActivityStream(connection.stream(ACTIVITIES_BETWEEN));
}

/** For putting the activities of many leads in order; more of them than fit go through temporary files. */
const SORT_MEMORY = "64MB";

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
    near: row.flag(),
    reason: row.word()!,
    scoredOn: dayFromNumber(row.dayNumber()!),
    modelVersion: row.int()!,
    changesOn: dayOrNull(row.dayNumber()),
  };
  return { id, createdAt, live };
}

/**
 * The activities of one lead after the other, in objects that serve the next lead again: nothing of millions of rows has to
 * be collected.
 */
export class ActivityStream {
  readonly #rows: RowStream;
  /** Drawn, its lead read, the rest of it not yet. */
  #row: BinaryRow | null = null;
  #leadId: string | null = null;
  readonly #pool: ScoredActivity[] = [];
  #shapes = new Dictionary<Shape>();

  constructor(rows: RowStream) {
    this.#rows = rows;
  }

  /** Those of a lead, valid until the next call. Ask in the order of ids: what lies between is passed over. */
  async of(leadId: string): Promise<readonly ScoredActivity[]> {
    const list: ScoredActivity[] = [];
    for (;;) {
      if (this.#row === null) {
        this.#row = this.#rows.next();
        if (this.#row === null) {
          if (await this.#rows.more()) continue;
          return list;
        }
        this.#leadId = this.#row.uuid(this.#leadId);
      }
      if (this.#leadId! > leadId) return list;
      if (this.#leadId === leadId) list.push(this.#read(this.#row, list.length));
      this.#row = null;
    }
  }

  end(): Promise<void> {
    return this.#rows.end();
  }

  #read(row: BinaryRow, place: number): ScoredActivity {
    if (place === this.#pool.length) this.#pool.push(blankActivity());
    const activity = this.#pool[place]!;
    activity.occurredAt.setTime(row.instant()!);
    if (this.#shapes.values.length > MOST_SHAPES) this.#shapes = new Dictionary();
    const shape = this.#shapes.values[row.alike(this.#shapes, SHAPE_FIELDS, readShape)]!;
    activity.type = shape.type;
    activity.trust = shape.trust;
    activity.initiatedBy = shape.initiatedBy;
    activity.channel = shape.channel;
    activity.campaign = shape.campaign;
    activity.properties = shape.properties;
    return activity;
  }
}

/** All of an activity but when it was: many are alike. */
type Shape = Omit<ScoredActivity, "id" | "occurredAt">;

const SHAPE_FIELDS = 6;
/** Kept at once. Properties may differ from row to row without end. */
const MOST_SHAPES = 20_000;

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

const readShape = (row: BinaryRow): Shape => ({
  type: row.word()!,
  trust: row.word() as Shape["trust"],
  initiatedBy: row.word() as Shape["initiatedBy"],
  channel: row.word(),
  campaign: row.word(),
  properties: (row.json() as JsonObject | null) ?? NOTHING,
});

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
