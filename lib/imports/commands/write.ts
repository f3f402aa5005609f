import "server-only";
import { asCounted } from "@/lib/exclusions/exclusion";
import { KEEP_EXCLUSIONS } from "@/lib/exclusions/queries/lock";
import { patternsInForce } from "@/lib/exclusions/queries/patterns";
import type { LeadAttributes } from "@/lib/leads/attributes";
import { displayName, searchText } from "@/lib/leads/identity";
import { arrayOf, columnsOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { type HistoryRules, importHistory, type NewLive } from "@/lib/progression/commands/import-history";
import type { ScoreColumns } from "@/lib/scoring/columns";
import { scoreNewcomers } from "@/lib/scoring/commands/newcomers";
import type { Caller } from "@/lib/team/viewer";
import type { RowChange } from "../undo";
import { type ActivityRow, activityRows, insertActivities, scored } from "./activities";
import { type ChangeRow, changeRows, logChanges, loggedOf } from "./attribute-log";
import type { DecidedRow, DecidedWave } from "./batch";
import { writeCompanies } from "./companies";
import { historyBefore, journalOf } from "./journal";

/** Somebody else made one of the keys at the same moment: run the batch again, it will find it. */
export class BatchConflict extends Error {}

export type Written = {
  /** How many activities were new, by lead. */
  activities: Map<string, number>;
  /** What each row changed of what stood before, by line. */
  changes: Map<number, RowChange>;
  /** Companies that stood and were filled: the scores of all their leads may differ now. */
  filledCompanies: string[];
};

/** `score`: whether what is made and changed is scored too. */
export type WaveRules = HistoryRules & { score: boolean };

/**
 * Writes one decided wave, set-wise: companies, leads, their attribute history, stage history, activities. Throws
 * BatchConflict when a key was taken meanwhile.
 */
export async function writeWave(
  tx: Tx,
  caller: Caller,
  rules: WaveRules,
  wave: DecidedWave,
): Promise<Written> {
  const { decided, companies } = wave;
  // Nobody excludes what is being written before it can be seen.
  await tx.$executeRaw`select ${KEEP_EXCLUSIONS}`;
  const companyChanges = await writeCompanies(tx, companies, {
    now: caller.now,
    at: knownSince(decided, caller.now),
    actorId: caller.viewer.id,
  });
  const created = decided.filter(({ verdict }) => verdict === "created");
  const changed = decided.filter(
    ({ verdict, next }) => verdict === "updated" && (next.changes.length > 0 || next.ownerChanged),
  );
  const moving = decided.filter(({ standing, next }) => standing && next.history.transitions.length > 0);
  const before = await historyBefore(
    tx,
    moving.map(({ leadId }) => leadId),
  );
  await insertLeads(tx, caller, rules, created);
  await updateLeads(tx, caller.now, changed.map(leadRow));
  const changes = changeRows(caller.now, [...created, ...changed]);
  await logChanges(tx, caller, changes);
  const activities = activityRows(decided, caller.now);
  const live = await liveOf(tx, caller, rules, { created, changes, activities });
  await importHistory(
    tx,
    caller,
    rules,
    decided.map((row) => ({ ...historyOf(row), live: live.get(row.leadId) ?? null })),
  );
  return {
    activities: await insertActivities(tx, caller, rules.importId, activities),
    changes: journalOf(decided, { logged: loggedOf(changes), before, companies: companyChanges }),
    filledCompanies: companies.filled.map(({ company }) => company.id),
  };
}

/** When what the rows tell became known: the earliest capture, at the latest now. */
function knownSince(rows: readonly DecidedRow[], now: Date): Date {
  const times = rows.flatMap(({ row }) => row.capturedAt?.at.getTime() ?? []);
  return new Date(Math.min(now.getTime(), ...times));
}

/** The company the lead belongs to after the row. */
function belongsTo({ next, company, standing }: DecidedRow) {
  const id = next.attributes.companyId;
  return [company, standing?.company].find((candidate) => candidate?.id === id) ?? null;
}

/** A lead as its row says it; `company` is the name of the one it belongs to. */
export function leadColumns(lead: {
  id: string;
  emailKey: string | null;
  attributes: LeadAttributes;
  company: string | null;
  ownerId: string | null;
}) {
  const { attributes, company } = lead;
  const { email, externalId, firstName, lastName } = attributes;
  const named = { email, externalId, firstName, lastName, company };
  return {
    id: lead.id,
    email,
    email_key: lead.emailKey,
    external_id: externalId,
    first_name: firstName,
    last_name: lastName,
    name: displayName(named),
    title: attributes.title,
    phone: attributes.phone,
    country: attributes.country,
    company_id: attributes.companyId,
    source: attributes.source,
    channel: attributes.channel,
    campaign: attributes.campaign,
    asset: attributes.asset,
    owner_id: lead.ownerId,
    custom: attributes.custom,
    search_text: searchText(named),
  };
}

function leadRow(decided: DecidedRow) {
  const { leadId, next, standing } = decided;
  const { emailKey, attributes, ownerId } = next;
  const company = belongsTo(decided)?.name ?? null;
  return {
    ...leadColumns({ id: leadId, emailKey, attributes, company, ownerId }),
    has_open_pass: standing?.history.pass?.closedAt === null,
  };
}

async function insertLeads(
  tx: Tx,
  caller: Caller,
  rules: HistoryRules,
  rows: readonly DecidedRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const leads = rows.map((decided) => ({
    ...leadRow(decided),
    captured_at: decided.row.capturedAt?.at ?? decided.next.history.transitions[0]?.at ?? caller.now,
  }));
  const all = columnsOf(leads);
  // In order of the keys: two imports that make the same leads wait for each other instead of deadlocking.
  const count = await tx.$executeRaw`
    insert into lead (id, email, email_key, external_id, first_name, last_name, name, title, phone, country, company_id,
      source, channel, campaign, asset, owner_id, custom, search_text, import_id, captured_at, created_at, updated_at)
    select id, email, email_key, external_id, first_name, last_name, name, title, phone, country, company_id, source,
      channel, campaign, asset, owner_id, custom, search_text, ${rules.importId}::uuid, captured_at,
      ${caller.now}::timestamptz, ${caller.now}::timestamptz
    from unnest(${all("id")}::uuid[], ${all("email")}::text[], ${all("email_key")}::text[], ${all("external_id")}::text[],
      ${all("first_name")}::text[], ${all("last_name")}::text[], ${all("name")}::text[], ${all("title")}::text[],
      ${all("phone")}::text[], ${all("country")}::text[], ${all("company_id")}::uuid[], ${all("source")}::text[],
      ${all("channel")}::text[], ${all("campaign")}::text[], ${all("asset")}::text[], ${all("owner_id")}::uuid[],
      ${arrayOf(leads.map(({ custom }) => JSON.stringify(custom)))}::jsonb[], ${all("search_text")}::text[],
      ${all("captured_at")}::timestamptz[])
      as r(id, email, email_key, external_id, first_name, last_name, name, title, phone, country, company_id, source,
        channel, campaign, asset, owner_id, custom, search_text, captured_at)
    order by email_key collate "C" nulls last, external_id collate "C"
    on conflict do nothing`;
  if (count !== leads.length) throw new BatchConflict();
}

export type LeadColumns = ReturnType<typeof leadColumns> & { has_open_pass: boolean };

/** Brings standing leads to these columns, with what is copied of them. */
export async function updateLeads(tx: Tx, now: Date, leads: readonly LeadColumns[]): Promise<void> {
  if (leads.length === 0) return;
  const json = JSON.stringify(leads);
  await tx.$executeRaw`
    update lead l set email = r.email, email_key = r.email_key, external_id = r.external_id, first_name = r.first_name,
      last_name = r.last_name, title = r.title, phone = r.phone, country = r.country, company_id = r.company_id,
      source = r.source, channel = r.channel, campaign = r.campaign, asset = r.asset, owner_id = r.owner_id,
      custom = r.custom, version = l.version + 1, updated_at = ${now}::timestamptz,
      name = r.name, search_text = r.search_text
    from json_to_recordset(${json}::json) as r(id uuid, email text, email_key text, external_id text, first_name text,
      last_name text, name text, title text, phone text, country text, company_id uuid, source text, channel text,
      campaign text, asset text, owner_id uuid, custom jsonb, search_text text)
    where l.id = r.id`;
  await tx.$executeRaw`
    update lead_score s set owner_id = r.owner_id, source = r.source, channel = r.channel, campaign = r.campaign
    from json_to_recordset(${json}::json) as r(id uuid, owner_id uuid, source text, channel text, campaign text)
    where s.lead_id = r.id`;
  await tx.$executeRaw`
    update pass p set owner_id = r.owner_id
    from json_to_recordset(${json}::json) as r(id uuid, owner_id uuid, has_open_pass boolean)
    where r.has_open_pass and p.lead_id = r.id and p.closed_at is null and p.owner_id is distinct from r.owner_id`;
}

/** What is known at once of the live rows of new leads: their score, where one is wanted, and their last activity. */
async function liveOf(
  tx: Tx,
  caller: Caller,
  rules: WaveRules,
  told: { created: readonly DecidedRow[]; changes: readonly ChangeRow[]; activities: readonly ActivityRow[] },
): Promise<Map<string, NewLive>> {
  const changes = Map.groupBy(told.changes, ({ leadId }) => leadId);
  const activities = Map.groupBy(told.activities, ({ leadId }) => leadId);
  const patterns = rules.score ? await patternsInForce(tx) : [];
  const scores = rules.score
    ? await scoreNewcomers(
        tx,
        rules,
        told.created.map(({ leadId }) => ({
          leadId,
          createdAt: caller.now,
          changes: changes.get(leadId) ?? [],
          activities: (activities.get(leadId) ?? []).map((activity) => asCounted(scored(activity), patterns)),
        })),
      )
    : new Map<string, ScoreColumns>();
  return new Map(
    told.created.map(({ leadId }) => [
      leadId,
      { score: scores.get(leadId) ?? null, lastActivityAt: latest(activities.get(leadId) ?? []) },
    ]),
  );
}

const latest = (activities: readonly ActivityRow[]): Date | null =>
  activities.length === 0
    ? null
    : new Date(Math.max(...activities.map(({ occurredAt }) => occurredAt.getTime())));

function historyOf(decided: DecidedRow) {
  const { row, leadId, next, verdict } = decided;
  const company = belongsTo(decided);
  const { attributes, history, ownerId } = next;
  const { source, channel, campaign, asset } = attributes;
  return {
    leadId,
    isNew: verdict === "created",
    plan: history,
    ownerId,
    source,
    channel,
    campaign,
    asset,
    industry: company?.industry ?? null,
    deal:
      row.amount === null
        ? null
        : {
            name: company?.name ?? attributes.email ?? "Imported deal",
            amount: row.amount,
            expectedClose: row.expectedClose,
          },
  };
}
