import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Check } from "../check";

/** Each pass with one row for each milestone it has reached. */
const milestones = Prisma.sql`
  select pass.id as pass_id, pass.lead_id, reached.stage, reached.at
  from pass cross join lateral (values
    ('mql', pass.mql_at), ('sal', pass.sal_at), ('sql', pass.sql_at),
    ('opportunity', pass.opportunity_at), ('customer', pass.customer_at)
  ) as reached (stage, at)
  where reached.at is not null`;

export const passChecks: readonly Check[] = [
  {
    id: "open-pass-is-where-the-lead-is",
    promise: "A lead has an open pass exactly while it is MQL, SAL, SQL or opportunity.",
    violations: Prisma.sql`
      select live.lead_id, live.stage, pass.id as open_pass
      from lead_score live
      left join pass on pass.lead_id = live.lead_id and pass.closed_at is null
      where (pass.id is not null) <> (live.stage in ('mql', 'sal', 'sql', 'opportunity'))`,
  },
  {
    id: "wake-date-is-of-the-last-pass",
    promise: "The wake date of a lead is that of its last pass.",
    violations: Prisma.sql`
      select live.lead_id, live.wake_on, last.wake_on as of_last_pass
      from lead_score live
      left join lateral (
        select wake_on from pass where lead_id = live.lead_id order by number desc limit 1
      ) last on true
      where live.wake_on is distinct from last.wake_on`,
  },
  {
    id: "milestones-fit-the-stage",
    promise: "The milestones of an open pass end at the stage the lead is in.",
    violations: Prisma.sql`
      select pass.id as pass_id, live.lead_id, live.stage
      from pass join lead_score live using (lead_id)
      where pass.closed_at is null and live.stage <> case
        when opportunity_at is not null then 'opportunity'
        when sql_at is not null then 'sql'
        when sal_at is not null then 'sal'
        else 'mql' end`,
  },
  {
    id: "milestones-are-transitions",
    promise: "Every milestone of a pass is the time of a transition of that pass to that stage.",
    violations: Prisma.sql`
      select milestone.pass_id, milestone.lead_id, milestone.stage, milestone.at
      from (${milestones}) as milestone
      where not exists (
        select 1 from stage_transition move
        where move.lead_id = milestone.lead_id and move.pass_id = milestone.pass_id
          and move.to_stage = milestone.stage and move.at = milestone.at)`,
  },
  {
    id: "transitions-are-milestones",
    promise: "A transition to a milestone that was neither undone nor corrected is in its pass.",
    violations: Prisma.sql`
      select move.lead_id, move.seq, move.to_stage, move.pass_id
      from stage_transition move
      where move.to_stage in ('mql', 'sal', 'sql', 'opportunity', 'customer')
        and move.kind in ('move', 'import')
        and not exists (
          select 1 from stage_transition later
          where later.lead_id = move.lead_id and later.seq > move.seq
            and (later.undoes = move.seq
              or (later.kind = 'correction' and later.from_stage = move.to_stage and later.pass_id = move.pass_id)))
        and not exists (
          select 1 from (${milestones}) as milestone
          where milestone.pass_id = move.pass_id and milestone.stage = move.to_stage)`,
  },
  {
    id: "milestones-are-in-order",
    promise: "The milestones of a pass follow each other in time unless an import told them otherwise.",
    violations: Prisma.sql`
      select id as pass_id, lead_id, mql_at, sal_at, sql_at, opportunity_at, customer_at, closed_at
      from pass
      where not out_of_order and not (
        mql_at <= coalesce(sal_at, 'infinity')
        and coalesce(sal_at, mql_at) <= coalesce(sql_at, 'infinity')
        and coalesce(sql_at, sal_at, mql_at) <= coalesce(opportunity_at, 'infinity')
        and coalesce(opportunity_at, sql_at, sal_at, mql_at) <= coalesce(customer_at, 'infinity')
        and coalesce(customer_at, opportunity_at, sql_at, sal_at, mql_at) <= coalesce(closed_at, 'infinity'))`,
  },
  {
    id: "passes-are-numbered",
    promise: "The passes of a lead are numbered 1, 2, 3 … and only the last may be open.",
    violations: Prisma.sql`
      select id as pass_id, lead_id, number, place, closed_at
      from (
        select id, lead_id, number, closed_at,
               row_number() over (partition by lead_id order by number) as place,
               lead(id) over (partition by lead_id order by number) as next
        from pass
      ) as numbered
      where number <> place or (closed_at is null and next is not null)`,
  },
  {
    id: "opportunities-fit-their-pass",
    promise:
      "An open opportunity belongs to a lead at that stage, a won one to a customer's pass, a lost one to a closed pass.",
    violations: Prisma.sql`
      select deal.id as opportunity_id, deal.lead_id, deal.status, live.stage, pass.close_kind
      from opportunity deal
      left join pass on pass.id = deal.pass_id
      left join lead_score live on live.lead_id = deal.lead_id
      where pass.id is null or pass.lead_id <> deal.lead_id
         or (deal.status = 'won') <> (pass.customer_at is not null)
         or (deal.status = 'open' and (pass.closed_at is not null or live.stage <> 'opportunity'))
         or (deal.status = 'lost' and pass.closed_at is null)`,
  },
];
