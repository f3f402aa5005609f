import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";
import type { Json } from "@/lib/shared/json";

/** The lead's history as it was before the import touched it. */
export type HistoryBefore = { leadId: string; before: Json };

/**
 * Takes back what an import did to the stage histories of leads that stood before: transitions, passes, deals, handoffs.
 * A history that somebody went on with stays; answers those leads. What the system did since (cooling, expiry) is no
 * obstacle: it followed from the import.
 */
export async function undoHistories(
  tx: Tx,
  { importId, startedAt }: { importId: string; startedAt: Date },
  histories: readonly HistoryBefore[],
): Promise<Set<string>> {
  if (histories.length === 0) return new Set();
  const continued = await continuedSince(tx, importId, startedAt, histories);
  const open = histories.filter(({ leadId }) => !continued.has(leadId));
  const json = JSON.stringify(open.map(({ leadId, before }) => ({ lead_id: leadId, before })));
  await whileErasing(tx, async () => {
    await takeBackTransitions(tx, json);
    await takeBackPasses(tx, json);
    await takeBackDeals(tx, importId, json);
    await takeBackHandoffs(tx, importId, json);
  });
  return continued;
}

/** Leads whose history has something since that neither this import nor the system did. */
async function continuedSince(
  tx: Tx,
  importId: string,
  startedAt: Date,
  histories: readonly HistoryBefore[],
): Promise<Set<string>> {
  const json = JSON.stringify(histories.map(({ leadId, before }) => ({ lead_id: leadId, before })));
  const rows = await tx.$queryRaw<{ lead_id: string }[]>`
    select r.lead_id from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    where exists (
        select from stage_transition t where t.lead_id = r.lead_id and t.seq > (r.before -> 'live' ->> 'seq')::int
          and t.import_id is distinct from ${importId}::uuid and t.actor_kind <> 'system')
      or exists (
        select from handoff h where h.lead_id = r.lead_id and h.opened_at >= ${startedAt}::timestamptz
          and h.import_id is distinct from ${importId}::uuid)
      or exists (
        select from handoff h join handoff_event e on e.handoff_id = h.id
        where h.lead_id = r.lead_id and h.import_id = ${importId}::uuid
          and e.kind in ('accepted', 'rejected', 'returned', 'reassigned', 'undone'))
      or exists (
        select from opportunity o where o.lead_id = r.lead_id and o.updated_at > ${startedAt}::timestamptz)
      or exists (
        select from qualification_answer a where a.lead_id = r.lead_id and a.answered_at > ${startedAt}::timestamptz)`;
  return new Set(rows.map(({ lead_id }) => lead_id));
}

/** The live row first: it must never name a transition that is gone. */
async function takeBackTransitions(tx: Tx, json: string): Promise<void> {
  await tx.$executeRaw`
    update lead_score s set stage = live.stage, seq = live.seq, stage_since = live.stage_since, missing = live.missing
    from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    cross join lateral jsonb_to_record(r.before -> 'live') as live(stage text, seq int, stage_since timestamptz,
      missing text)
    where s.lead_id = r.lead_id`;
  await tx.$executeRaw`
    delete from stage_transition t using json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    where t.lead_id = r.lead_id and t.seq > (r.before -> 'live' ->> 'seq')::int`;
}

async function takeBackPasses(tx: Tx, json: string): Promise<void> {
  await tx.$executeRaw`
    with opened as (
      select p.id from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
      join pass p on p.lead_id = r.lead_id and p.number > (r.before ->> 'passes')::int
    ), deals as (
      delete from opportunity o using opened where o.pass_id = opened.id
    ), rung as (
      delete from alert a using handoff h, opened where h.pass_id = opened.id and a.handoff_id = h.id
    ), letters as (
      delete from outbox_message m using handoff h, opened
      where h.pass_id = opened.id and m.lead_id = h.lead_id and m.payload ->> 'handoffId' = h.id::text
    )
    delete from pass using opened where pass.id = opened.id`;
  await tx.$executeRaw`
    update pass p set handed_at = was.handed_at, sal_at = was.sal_at, sql_at = was.sql_at,
      opportunity_at = was.opportunity_at, customer_at = was.customer_at, closed_at = was.closed_at,
      close_kind = was.close_kind, close_reason = was.close_reason, closed_from = was.closed_from,
      imputed = was.imputed, date_only = was.date_only, out_of_order = was.out_of_order, industry = was.industry,
      owner_id = was.owner_id, amount = was.amount, contact_due_at = was.contact_due_at, wake_on = was.wake_on,
      wake_on_evidence = was.wake_on_evidence
    from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    cross join lateral jsonb_populate_record(null::pass, nullif(r.before -> 'pass', 'null')) as was
    where p.id = was.id`;
}

async function takeBackDeals(tx: Tx, importId: string, json: string): Promise<void> {
  await tx.$executeRaw`
    delete from opportunity o using json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    where o.lead_id = r.lead_id and o.import_id = ${importId}::uuid and nullif(r.before -> 'deal', 'null') is null`;
  await tx.$executeRaw`
    update opportunity o set status = was.status, amount = was.amount, expected_close = was.expected_close,
      actual_close = was.actual_close, lost_reason = was.lost_reason, version = o.version + 1,
      updated_at = was.updated_at
    from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
    cross join lateral jsonb_populate_record(null::opportunity, nullif(r.before -> 'deal', 'null')) as was
    where o.id = was.id`;
}

/** What the import offered was never offered; what it withdrew waits again. */
async function takeBackHandoffs(tx: Tx, importId: string, json: string): Promise<void> {
  await tx.$executeRaw`
    with offered as (
      select h.id, h.lead_id from handoff h
      join json_to_recordset(${json}::json) as r(lead_id uuid) on r.lead_id = h.lead_id
      where h.import_id = ${importId}::uuid
    ), rung as (
      delete from alert a using offered where a.handoff_id = offered.id
    ), letters as (
      delete from outbox_message m using offered
      where m.lead_id = offered.lead_id and m.payload ->> 'handoffId' = offered.id::text
    )
    delete from handoff using offered where handoff.id = offered.id`;
  await tx.$executeRaw`
    with withdrawn as (
      select h.id, (r.before -> 'handoff' ->> 'events')::int as events
      from json_to_recordset(${json}::json) as r(lead_id uuid, before jsonb)
      join handoff h on h.id = (r.before -> 'handoff' ->> 'id')::uuid
      where h.status = 'withdrawn'
    ), events as (
      delete from handoff_event e using withdrawn where e.handoff_id = withdrawn.id and e.seq > withdrawn.events
    )
    update handoff h set status = 'pending', answered_at = null, answered_by = null, version = h.version + 1
    from withdrawn where h.id = withdrawn.id`;
}
