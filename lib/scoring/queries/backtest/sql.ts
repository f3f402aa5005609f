import "server-only";
import { Prisma } from "@/prisma/generated/client";

// The reads of a backtest. COPY takes no parameters: what varies are settings of the transaction.

const listed = (setting: string) =>
  `array(select jsonb_array_elements_text(current_setting('${setting}')::jsonb))`;

const FROM = `current_setting('baton.from')::timestamptz`;

/**
 * Leads of which something new was known since an instant, numbered in the order of their ids. An activity
 * that arrived late is found by its id, which begins with the time: there is no index on when it was received.
 */
export const CHOOSE_LEADS = (from: Date, firstId: string): Prisma.Sql => Prisma.sql`
  create temp table backtest_lead on commit drop as
  select row_number() over (order by s.lead_id)::int - 1 as n, s.lead_id
  from lead_score s
  where not s.binned and s.lead_id in (
    select lead_id from activity where occurred_at >= ${from}
    union all
    select lead_id from activity where id >= ${firstId}::uuid and received_at >= ${from}
    union all
    select lead_id from lead_attribute_change where at >= ${from}
    union all
    select lead_id from pass where mql_at >= ${from})`;

export const LEADS = `
  select b.n, b.lead_id, l.created_at from backtest_lead b join lead l on l.id = b.lead_id order by b.n`;

export const STEPS = `
  select b.n, t.to_stage, t.at, t.trigger, p.mql_at, p.handed_at, coalesce(p.wake_on_evidence, false)::int
  from backtest_lead b
  left join stage_transition t on t.lead_id = b.lead_id and t.seq > 1
  left join pass p on p.id = t.pass_id
  order by b.n, t.seq`;

/** What became of a pass, in the bits of FATE; no time where it was not told but taken from a later stage. */
export const PASSES = `
  select b.n, case when 'mql' = any(p.imputed) then null else p.mql_at end,
    (p.sal_at is not null)::int + 2 * (p.sql_at is not null)::int + 4 * (p.opportunity_at is not null)::int
      + 8 * (p.customer_at is not null)::int + 16 + 32 * (p.closed_at is null)::int
  from backtest_lead b join pass p on p.lead_id = b.lead_id
  where p.mql_at >= ${FROM} order by b.n, p.number`;

/** The fields that are asked, and of all others that they were edited within the window. */
export const CHANGES = `
  select b.n, c.field, case when c.field = any(${listed("baton.lead_fields")}) then c.value end, c.at
  from backtest_lead b join lead_attribute_change c on c.lead_id = b.lead_id
  where c.field = any(${listed("baton.lead_fields")}) or c.at >= ${FROM}
  order by b.n, c.at, c.id`;

export const COMPANY_CHANGES = `
  select company_id, field, value, at from company_attribute_change
  where company_id = any(current_setting('baton.companies')::uuid[]) and field = any(${listed("baton.company_fields")})
  order by company_id, at, id`;

/** An import tells the past as another system knew it then; everything else was known when it arrived. */
export const ACTIVITIES = `
  select b.n, a.occurred_at, case when a.import_id is null then a.received_at else a.occurred_at end,
    a.type, a.trust, a.channel, a.campaign, a.initiated_by,
    case when a.type = any(${listed("baton.described_types")}) then a.properties end
  from backtest_lead b join counted_activity a on a.lead_id = b.lead_id
  order by b.n, a.occurred_at, a.id`;
