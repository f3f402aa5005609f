import "server-only";
import { columnsOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { ScoreColumns } from "@/lib/scoring/columns";
import type { Day } from "@/lib/shared/day";
import { dayOf } from "@/lib/shared/day";
import type { HistoryPlan } from "@/lib/stages/import-plan";
import type { Caller } from "@/lib/team/viewer";

/** The planned history of one lead, with what its passes carry. */
export type HistoryImport = {
  leadId: string;
  /** The lead was made in this transaction: it has no live row yet. */
  isNew: boolean;
  /** What is known at once of a new lead's live row. */
  live: NewLive | null;
  plan: HistoryPlan;
  ownerId: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  industry: string | null;
  deal: { name: string; amount: bigint; expectedClose: Day | null } | null;
};

/** `score` null: not scored yet. */
export type NewLive = { score: ScoreColumns | null; lastActivityAt: Date | null };

export type HistoryRules = {
  importId: string;
  zone: string;
  currency: string;
  modelVersion: number;
  definitionVersion: number;
  /** Day of the live rows that are made. */
  today: Day;
  /** Whether SLA, speed and coverage count the passes. */
  startClocks: boolean;
};

/**
 * The gate's door for imports: writes the planned transitions, passes, deals and live rows of many leads, set-wise, in the
 * caller's transaction, which holds the locks of the leads that stand. Needs are waived, the table of edges is not.
 */
export async function importHistory(
  tx: Tx,
  caller: Caller,
  rules: HistoryRules,
  rows: readonly HistoryImport[],
): Promise<void> {
  const moving = rows.filter(({ plan }) => plan.transitions.length > 0);
  if (moving.length === 0) return;
  const passIds = new Map(moving.map((row) => [row, row.plan.pass && (row.plan.pass.id ?? newId())]));
  const passOf = (row: HistoryImport) => passIds.get(row) ?? null;
  await writeTransitions(tx, caller, rules, moving, passOf);
  await writeLiveRows(tx, caller, rules, moving);
  const passing = moving.filter(({ plan }) => plan.pass !== null);
  await openPasses(
    tx,
    rules,
    passing.filter(({ plan }) => plan.pass!.id === null),
    passOf,
  );
  await advancePasses(
    tx,
    passing.filter(({ plan }) => plan.pass!.id !== null),
  );
  await withdrawHandoffs(
    tx,
    caller,
    passing.flatMap((row) => row.plan.pass!.id ?? []),
  );
  await writeDeals(tx, caller, rules, passing, passOf);
}

type PassOf = (row: HistoryImport) => string | null;

async function writeTransitions(
  tx: Tx,
  caller: Caller,
  rules: HistoryRules,
  rows: readonly HistoryImport[],
  passOf: PassOf,
): Promise<void> {
  const transitions = rows.flatMap((row) =>
    row.plan.transitions.map((step) => ({
      ...step,
      id: newId(),
      leadId: row.leadId,
      passId: step.kind === "create" ? null : passOf(row),
    })),
  );
  const all = columnsOf(transitions);
  // In order of lead and seq: the guard of the chain looks at the rows before. Recorded now, or with the row it follows.
  await tx.$executeRaw`
    insert into stage_transition (lead_id, seq, id, from_stage, to_stage, kind, at, recorded_at, actor_id, actor_kind,
      trigger, reason_code, pass_id, definition_version, model_version, score, imputed, out_of_order, import_id,
      correlation_id)
    select r.lead_id, r.seq, r.id, r.from_stage, r.to_stage, r.kind, r.at, greatest(${caller.now}::timestamptz, last.recorded_at),
      ${caller.viewer.id}::uuid, 'import', 'import', r.reason_code, r.pass_id, ${rules.definitionVersion},
      ${rules.modelVersion}, coalesce(s.score, 0), r.imputed, r.out_of_order, ${rules.importId}::uuid,
      ${caller.correlationId}::uuid
    from unnest(${all("leadId")}::uuid[], ${all("seq")}::int[], ${all("id")}::uuid[], ${all("from")}::text[],
        ${all("to")}::text[], ${all("kind")}::text[], ${all("at")}::timestamptz[], ${all("reason")}::text[],
        ${all("passId")}::uuid[], ${all("imputed")}::boolean[], ${all("outOfOrder")}::boolean[])
      as r(lead_id, seq, id, from_stage, to_stage, kind, at, reason_code, pass_id, imputed, out_of_order)
    left join lead_score s on s.lead_id = r.lead_id
    left join stage_transition last on last.lead_id = s.lead_id and last.seq = s.seq
    order by r.lead_id, r.seq`;
}

async function writeLiveRows(
  tx: Tx,
  caller: Caller,
  rules: HistoryRules,
  rows: readonly HistoryImport[],
): Promise<void> {
  const live = rows.map((row) => {
    const last = row.plan.transitions.at(-1)!;
    const { leadId, isNew, ownerId, source, channel, campaign } = row;
    const score = row.live?.score ?? notScored(rules);
    const lastActivityAt = row.live?.lastActivityAt ?? null;
    const stage = { stage: last.to, seq: last.seq, stageSince: last.at };
    return { leadId, isNew, ...stage, ownerId, source, channel, campaign, ...score, lastActivityAt };
  });
  const made = live.filter((row) => row.isNew);
  if (made.length > 0) {
    const all = columnsOf(made);
    await tx.$executeRaw`
      insert into lead_score (lead_id, stage, seq, stage_since, owner_id, source, channel, campaign, score, fit, engagement,
        adjustment, grade, near, reason, scored_on, model_version, changes_on, last_activity_at, created_at)
      select *, ${caller.now}::timestamptz from unnest(${all("leadId")}::uuid[], ${all("stage")}::text[],
        ${all("seq")}::int[], ${all("stageSince")}::timestamptz[], ${all("ownerId")}::uuid[], ${all("source")}::text[],
        ${all("channel")}::text[], ${all("campaign")}::text[], ${all("score")}::smallint[], ${all("fit")}::smallint[],
        ${all("engagement")}::smallint[], ${all("adjustment")}::smallint[], ${all("grade")}::text[],
        ${all("near")}::boolean[], ${all("reason")}::text[], ${all("scoredOn")}::date[], ${all("modelVersion")}::int[],
        ${all("changesOn")}::date[], ${all("lastActivityAt")}::timestamptz[])`;
  }
  const stood = live.filter((row) => !row.isNew);
  if (stood.length === 0) return;
  const all = columnsOf(stood);
  await tx.$executeRaw`
    update lead_score s set stage = r.stage, seq = r.seq, stage_since = r.stage_since, missing = null
    from unnest(${all("leadId")}::uuid[], ${all("stage")}::text[], ${all("seq")}::int[],
      ${all("stageSince")}::timestamptz[]) as r(lead_id, stage, seq, stage_since)
    where s.lead_id = r.lead_id`;
}

/** A live row as it is before anybody scored it. */
const notScored = ({ today, modelVersion }: HistoryRules): ScoreColumns => ({
  score: 0,
  fit: 0,
  engagement: 0,
  adjustment: 0,
  grade: "",
  near: false,
  reason: "",
  scoredOn: today,
  modelVersion,
  changesOn: null,
});

async function openPasses(
  tx: Tx,
  rules: HistoryRules,
  rows: readonly HistoryImport[],
  passOf: PassOf,
): Promise<void> {
  if (rows.length === 0) return;
  const passes = rows.map((row) => ({
    id: passOf(row),
    lead_id: row.leadId,
    number: row.plan.pass!.number,
    ...milestones(row),
    source: row.source,
    channel: row.channel,
    campaign: row.campaign,
    asset: row.asset,
    industry: row.industry,
    owner_id: row.ownerId,
    amount: row.deal?.amount.toString() ?? null,
  }));
  await tx.$executeRaw`
    insert into pass (id, lead_id, number, mql_at, sal_at, sql_at, opportunity_at, customer_at, closed_at, close_kind,
      close_reason, closed_from, imputed, date_only, out_of_order, trigger, source, channel, campaign, asset, industry,
      owner_id, model_version, definition_version, score_at_mql, amount, clocks, clock_started_at, wake_on_evidence,
      import_id)
    select id, lead_id, number, mql_at, sal_at, sql_at, opportunity_at, customer_at, closed_at, close_kind, close_reason,
      closed_from, imputed, date_only, out_of_order, 'import', source, channel, campaign, asset, industry, owner_id,
      ${rules.modelVersion}, ${rules.definitionVersion}, 0, amount, ${rules.startClocks},
      case when ${rules.startClocks} then mql_at end, coalesce(close_kind = 'recycled', false), ${rules.importId}::uuid
    from json_to_recordset(${JSON.stringify(passes)}::json) as r(id uuid, lead_id uuid, number int, mql_at timestamptz,
      sal_at timestamptz, sql_at timestamptz, opportunity_at timestamptz, customer_at timestamptz, closed_at timestamptz,
      close_kind text, close_reason text, closed_from text, imputed text[], date_only text[], out_of_order boolean,
      source text, channel text, campaign text, asset text, industry text, owner_id uuid, amount bigint)`;
}

/** What a pass did not know yet is added; what it knew stays. */
async function advancePasses(tx: Tx, rows: readonly HistoryImport[]): Promise<void> {
  if (rows.length === 0) return;
  const passes = rows.map((row) => ({
    id: row.plan.pass!.id,
    ...milestones(row),
    industry: row.industry,
    owner_id: row.ownerId,
    amount: row.deal?.amount.toString() ?? null,
  }));
  await tx.$executeRaw`
    update pass p set sal_at = coalesce(p.sal_at, r.sal_at), sql_at = coalesce(p.sql_at, r.sql_at),
      opportunity_at = coalesce(p.opportunity_at, r.opportunity_at), customer_at = coalesce(p.customer_at, r.customer_at),
      closed_at = r.closed_at, close_kind = r.close_kind, close_reason = r.close_reason, closed_from = r.closed_from,
      imputed = p.imputed || r.imputed, date_only = p.date_only || r.date_only,
      out_of_order = p.out_of_order or r.out_of_order, industry = coalesce(p.industry, r.industry),
      owner_id = coalesce(r.owner_id, p.owner_id), amount = coalesce(r.amount, p.amount),
      wake_on_evidence = coalesce(r.close_kind = 'recycled', false)
    from json_to_recordset(${JSON.stringify(passes)}::json) as r(id uuid, sal_at timestamptz, sql_at timestamptz,
      opportunity_at timestamptz, customer_at timestamptz, closed_at timestamptz, close_kind text, close_reason text,
      closed_from text, imputed text[], date_only text[], out_of_order boolean, industry text, owner_id uuid, amount bigint)
    where p.id = r.id`;
}

function milestones({ plan }: HistoryImport) {
  const pass = plan.pass!;
  return {
    mql_at: pass.times.mql,
    sal_at: pass.times.sal,
    sql_at: pass.times.sql,
    opportunity_at: pass.times.opportunity,
    customer_at: pass.times.customer,
    closed_at: pass.closedAt,
    close_kind: pass.closeKind,
    close_reason: pass.closeReason,
    closed_from: pass.closedFrom,
    imputed: pass.imputed,
    date_only: pass.dateOnly,
    out_of_order: pass.outOfOrder,
  };
}

/** A pass that went on elsewhere waits for no answer here. */
async function withdrawHandoffs(tx: Tx, caller: Caller, passIds: readonly string[]): Promise<void> {
  if (passIds.length === 0) return;
  await tx.$executeRaw`
    with withdrawn as (
      update handoff set status = 'withdrawn', answered_at = ${caller.now}::timestamptz, version = version + 1
      where pass_id = any(${[...passIds]}::uuid[]) and status = 'pending' returning id
    )
    insert into handoff_event (handoff_id, seq, kind, at, actor_id, data)
    select id, (select coalesce(max(e.seq), 0) + 1 from handoff_event e where e.handoff_id = withdrawn.id), 'withdrawn',
      ${caller.now}::timestamptz, ${caller.viewer.id}::uuid, '{"note": "An import moved the lead on"}'
    from withdrawn`;
}

/** Deals whose amount is told, and the end of deals that stand. A deal without an amount is a milestone only. */
async function writeDeals(
  tx: Tx,
  caller: Caller,
  rules: HistoryRules,
  rows: readonly HistoryImport[],
  passOf: PassOf,
): Promise<void> {
  const deals = rows.flatMap((row) => {
    const pass = row.plan.pass!;
    const openedAt = pass.times.opportunity ?? (pass.closedFrom === "opportunity" ? pass.closedAt : null);
    if (openedAt === null) return [];
    const closedOn = pass.closedAt && dayOf(pass.closedAt, rules.zone);
    const lost = closedOn !== null && pass.closeKind !== "customer";
    return {
      id: newId(),
      lead_id: row.leadId,
      pass_id: passOf(row),
      name: row.deal?.name ?? null,
      amount: row.deal?.amount.toString() ?? null,
      status: closedOn === null ? "open" : lost ? "lost" : "won",
      expected_close: row.deal?.expectedClose ?? closedOn ?? dayOf(openedAt, rules.zone),
      actual_close: closedOn,
      lost_reason: lost ? (pass.closeReason ?? "not told") : null,
      owner_id: row.ownerId,
    };
  });
  if (deals.length === 0) return;
  const json = JSON.stringify(deals);
  await tx.$executeRaw`
    update opportunity o set status = r.status, actual_close = r.actual_close, lost_reason = r.lost_reason,
      amount = coalesce(r.amount, o.amount), version = o.version + 1, updated_at = ${caller.now}::timestamptz
    from json_to_recordset(${json}::json) as r(pass_id uuid, status text, actual_close date, lost_reason text, amount bigint)
    where o.pass_id = r.pass_id and o.status = 'open'`;
  await tx.$executeRaw`
    insert into opportunity (id, lead_id, pass_id, name, amount, currency, status, expected_close, actual_close,
      lost_reason, owner_id, import_id, created_at, updated_at)
    select id, lead_id, pass_id, name, amount, ${rules.currency}, status, expected_close, actual_close, lost_reason,
      owner_id, ${rules.importId}::uuid, ${caller.now}::timestamptz, ${caller.now}::timestamptz
    from json_to_recordset(${json}::json) as r(id uuid, lead_id uuid, pass_id uuid, name text, amount bigint, status text,
      expected_close date, actual_close date, lost_reason text, owner_id uuid)
    where amount is not null
    on conflict (pass_id) do nothing`;
}
