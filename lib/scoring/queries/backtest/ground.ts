import "server-only";
import { definitionDocument } from "@/lib/definitions/schema";
import { type BinaryRow, Dictionary } from "@/lib/platform/db/binary-rows";
import type { Connection } from "@/lib/platform/db/connection";
import { AppError } from "@/lib/platform/errors";
import { addDays, dayOf, startOfDay } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import type { Stage } from "@/lib/stages/stages";
import { isHandRaise } from "@/lib/tracking/signals";
import { Prisma } from "@/prisma/generated/client";
import { GroundBuilder } from "../../backtest/builder";
import { floats, integers, places } from "../../backtest/columns";
import type { ActivityShape } from "../../backtest/ground";
import { type Step, spellsOf } from "../../backtest/spells";
import { Workbench } from "../../backtest/workbench";
import type { Needs } from "../../needs";
import type { AttributeValue, ScoredActivity } from "../../score";
import { attributesOf, type ChangeRow, COMPANY_ID, companyIn } from "../subjects";
import * as sql from "./sql";

/** How far back a backtest looks: whole days, today among them. */
export const WINDOW_DAYS = 90;

/** The first instant that a backtest looks at. */
export const windowStart = (now: Date, zone: string): Date =>
  startOfDay(addDays(dayOf(now, zone), 1 - WINDOW_DAYS), zone);

/** What was read so far, of what there is. */
export type LoadProgress = { done: number; total: number };

type OnProgress = (progress: LoadProgress) => void;

/**
 * Reads what a backtest of the last 90 days looks at: the whole past of every lead of which something new was known in
 * that time, in one snapshot. Leads in the bin are left out.
 */
export async function loadGround(
  connection: Connection,
  { needs, now, onProgress = () => {} }: { needs: Needs; now: Date; onProgress?: OnProgress },
): Promise<Workbench> {
  return connection.transaction(async () => {
    await connection.execute(Prisma.sql`set transaction isolation level repeatable read`);
    const house = await houseOf(connection);
    const from = windowStart(now, house.zone);
    const { leads, activities } = await chooseLeads(connection, from);
    const required = house.definition.mql.requiredFields;
    await connection.rows(Prisma.sql`
      select set_config('baton.lead_fields', ${JSON.stringify(loggedFields(needs, required))}, true),
        set_config('baton.company_fields', ${JSON.stringify(needs.companyFields)}, true),
        set_config('baton.described_types', ${JSON.stringify(needs.describedTypes)}, true)`);
    const builder = new GroundBuilder({
      zone: house.zone,
      from: from.getTime(),
      to: now.getTime(),
      leads,
      entry: house.definition.mql.entry,
      fields: [...needs.leadFields, ...needs.companyFields.map((field) => `company.${field}`)],
      required,
    });
    const read = { connection, builder, from: from.getTime() };
    const ids = await readLeads(read);
    await readHistories(read);
    await readAttributes(read);
    const shapes = await readActivities(read, house.handRaising, (done) =>
      onProgress({ done, total: activities }),
    );
    return new Workbench(builder.take(shapes), ids, needs);
  });
}

type Reading = { connection: Connection; builder: GroundBuilder; from: number };

async function houseOf(connection: Connection) {
  const [row] = await connection.rows<{ zone: string; definition: unknown; types: string[] }>(Prisma.sql`
    select time_zone as zone,
      (select document from definition order by version desc limit 1) as definition,
      array(select key from activity_type where hand_raise) as types
    from workspace where id = 1`);
  if (!row?.definition) throw new AppError("unavailable", "The workspace is not set up yet");
  return {
    zone: row.zone,
    definition: definitionDocument.parse(row.definition),
    handRaising: new Set(row.types),
  };
}

/** Numbers the leads of which something new was known since an instant. */
async function chooseLeads(
  connection: Connection,
  from: Date,
): Promise<{ leads: number; activities: number }> {
  await connection.rows(Prisma.sql`
    select set_config('baton.from', ${from.toISOString()}, true), set_config('work_mem', '128MB', true)`);
  await connection.execute(sql.CHOOSE_LEADS(from, firstIdAfter(from)));
  await connection.execute(Prisma.sql`analyze backtest_lead`);
  const [row] = await connection.rows<{ leads: number; activities: number }>(Prisma.sql`
    select count(*)::int as leads,
      (select greatest(1, reltuples)::float8 from pg_class where oid = 'activity'::regclass)
        * count(*) / greatest(1, (select count(*) from lead_score)) as activities
    from backtest_lead`);
  return { leads: row?.leads ?? 0, activities: Math.ceil(row?.activities ?? 0) };
}

const DAY_MS = 86_400_000;

/** Ids begin with the time they were made at; the clocks of two instances never differ by a day. */
function firstIdAfter(instant: Date): string {
  const hex = (instant.getTime() - DAY_MS).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

const loggedFields = ({ leadFields, companyFields }: Needs, required: readonly string[]): string[] => {
  const own = required.filter((field) => field !== "company");
  const asksCompany = companyFields.length > 0 || own.length < required.length;
  return [...new Set([...leadFields, ...own, ...(asksCompany ? [COMPANY_ID] : [])])];
};

async function readLeads({ connection, builder }: Reading): Promise<string[]> {
  const ids: string[] = [];
  await connection.copy(sql.LEADS, (row) => {
    const lead = row.int()!;
    ids.push(row.uuid()!);
    builder.created(lead, row.instant()!);
  });
  return ids;
}

async function readHistories({ connection, builder, from }: Reading): Promise<void> {
  const steps = byLead<Step>((lead, list) => builder.spells(lead, spellsOf(list, from)));
  await connection.copy(sql.STEPS, (row) => {
    const lead = row.int()!;
    // Every lead has a row; of one that never moved all else is null.
    const to = row.word() as Stage | null;
    const at = row.instant();
    const trigger = row.word();
    const mqlAt = row.instant();
    const handedAt = row.instant();
    const wakesOnEvidence = row.int() === 1;
    const pass = mqlAt === null ? null : { mqlAt, handedAt, wakesOnEvidence };
    steps.add(lead, to === null ? null : { at: at!, to, trigger: trigger!, pass });
  });
  steps.end();
  await connection.copy(sql.PASSES, (row) =>
    builder.pass(row.int()!, { at: row.instant(), fate: row.int()! }),
  );
}

async function readAttributes({ connection, builder, from }: Reading): Promise<void> {
  // Kept as numbers until it is known which companies they name.
  const changes = { lead: integers(), field: places(), value: places(), at: floats() };
  const fields = new Dictionary<string>();
  const values = new Dictionary<Json>();
  await connection.copy(sql.CHANGES, (row) => {
    changes.lead.push(row.int()!);
    changes.field.push(row.alike(fields, 1, (each) => each.text()!));
    changes.value.push(row.alike(values, 1, (each) => each.json()));
    changes.at.push(row.instant()!);
  });
  const [leads, fieldOf, valueCodes, atOf] = [
    changes.lead.take(),
    changes.field.take(),
    changes.value.take(),
    changes.at.take(),
  ];
  const companies = await readCompanies(connection, fields.values.indexOf(COMPANY_ID), fieldOf, (index) => {
    const value = values.values[valueCodes[index]!];
    return typeof value === "string" ? value : null;
  });
  for (let index = 0; index < leads.length; ) {
    const lead = leads[index]!;
    const list: ChangeRow[] = [];
    const edits: number[] = [];
    for (; index < leads.length && leads[index] === lead; index++) {
      const field = fields.values[fieldOf[index]!]!;
      const value = values.values[valueCodes[index]!]!;
      const at = atOf[index]!;
      list.push({ subject_id: "", field, value, at: new Date(at) });
      if (at >= from) edits.push(at);
    }
    builder.attributes(lead, withLinks(list, companies));
    builder.edits(lead, edits);
  }
}

/** The lead's and its companies' log, and with it whether it had a company. */
function withLinks(
  list: readonly ChangeRow[],
  companies: ReadonlyMap<string, ChangeRow[]>,
): AttributeValue[] {
  const told = attributesOf(list, companies);
  const links = list.flatMap((row): AttributeValue[] =>
    row.field === COMPANY_ID ? [{ field: "company", value: companyIn(row), at: row.at }] : [],
  );
  return links.length === 0 ? told : [...told, ...links].sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function readCompanies(
  connection: Connection,
  companyField: number,
  fieldOf: Uint32Array,
  valueAt: (index: number) => string | null,
): Promise<Map<string, ChangeRow[]>> {
  const ids = new Set<string>();
  for (let index = 0; index < fieldOf.length; index++) {
    const id = fieldOf[index] === companyField ? valueAt(index) : null;
    if (id !== null) ids.add(id);
  }
  const companies = new Map<string, ChangeRow[]>();
  if (ids.size === 0) return companies;
  await connection.rows(Prisma.sql`select set_config('baton.companies', ${`{${[...ids].join()}}`}, true)`);
  await connection.copy(sql.COMPANY_CHANGES, (row) => {
    const id = row.uuid()!;
    const change = { subject_id: id, field: row.word()!, value: row.json(), at: new Date(row.instant()!) };
    const known = companies.get(id);
    if (known) known.push(change);
    else companies.set(id, [change]);
  });
  return companies;
}

/** Of the activities between two words of progress. */
const PROGRESS_EVERY = 50_000;

async function readActivities(
  { connection, builder }: Reading,
  handRaising: ReadonlySet<string>,
  onProgress: (done: number) => void,
): Promise<ActivityShape[]> {
  const shapes = new Dictionary<ActivityShape>();
  const readShape = (row: BinaryRow): ActivityShape => {
    const activity: ScoredActivity = {
      id: "",
      occurredAt: NO_TIME,
      type: row.word()!,
      trust: row.word() as ScoredActivity["trust"],
      channel: row.word(),
      campaign: row.word(),
      initiatedBy: row.word() as ScoredActivity["initiatedBy"],
      properties: (row.json() as JsonObject | null) ?? {},
    };
    return { activity, asks: isHandRaise(activity, { handRaise: handRaising.has(activity.type) }) };
  };
  let done = 0;
  await connection.copy(sql.ACTIVITIES, (row) => {
    const lead = row.int()!;
    const at = row.instant()!;
    const known = row.instant()!;
    builder.activity(lead, { at, known, shape: row.alike(shapes, SHAPE_FIELDS, readShape) });
    if (++done % PROGRESS_EVERY === 0) onProgress(done);
  });
  return shapes.values;
}

const SHAPE_FIELDS = 6;
const NO_TIME = new Date(0);

/** Gathers the rows of each lead; they come lead by lead. */
function byLead<T>(take: (lead: number, list: T[]) => void) {
  let lead = -1;
  let list: T[] = [];
  return {
    add(of: number, row: T | null) {
      if (of !== lead) {
        if (lead >= 0) take(lead, list);
        lead = of;
        list = [];
      }
      if (row !== null) list.push(row);
    },
    end() {
      if (lead >= 0) take(lead, list);
    },
  };
}
