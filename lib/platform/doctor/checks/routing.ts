import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Check } from "../check";

/** Whom routing chose by itself, what it looked at, and when. Where a person named the rep, no capacity was asked. */
const chosen = Prisma.sql`
  select handoff.id as handoff_id, handoff.lead_id, handoff.opened_at, handoff.routing -> 'considered' as considered,
    one ->> 'id' as rep_id, (one ->> 'open')::int as open, (one ->> 'capacity')::int as capacity
  from handoff cross join jsonb_array_elements(handoff.routing -> 'considered') as one
  where one ->> 'verdict' = 'chosen' and one ? 'capacity'`;

export const routingChecks: readonly Check[] = [
  {
    id: "routing-keeps-to-capacity",
    promise: "Routing gave nobody a handoff who already held as many as they take.",
    violations: Prisma.sql`
      select handoff_id, lead_id, rep_id, open, capacity from (${chosen}) as chosen where open >= capacity`,
  },
  {
    id: "routing-passes-over-who-is-away",
    promise:
      "Routing gave nothing to anybody who was away or shut out at that moment, as the audit tells it.",
    violations: Prisma.sql`
      select handoff_id, lead_id, rep_id, opened_at, absence.until, access.action
      from (${chosen}) as chosen cross join workspace
      left join lateral (
        select data ->> 'absentUntil' as until from audit_entry
        where subject_kind = 'user' and subject_id = rep_id and at <= opened_at
          and action in ('user.absence_set', 'user.workload_set')
        order by at desc, id desc limit 1
      ) absence on true
      left join lateral (
        select action from audit_entry
        where subject_kind = 'user' and subject_id = rep_id and at <= opened_at
          and action in ('user.deactivated', 'user.reactivated')
        order by at desc, id desc limit 1
      ) access on true
      where access.action = 'user.deactivated'
        or absence.until::date >= (opened_at at time zone workspace.time_zone)::date`,
  },
  {
    id: "routing-does-not-go-back",
    promise: "Routing gave a lead back to whose offer had been sent away only when nobody else was left.",
    violations: Prisma.sql`
      with away as (
        select handoff_id, rep_id, earlier.assignee_id
        from (${chosen}) as chosen
        join handoff earlier on earlier.lead_id = chosen.lead_id and earlier.answered_at < chosen.opened_at
          and earlier.status in ('rejected', 'returned') and earlier.assignee_id is not null
      )
      select handoff_id, lead_id, rep_id
      from (${chosen}) as chosen
      where exists (select 1 from away where away.handoff_id = chosen.handoff_id and assignee_id::text = chosen.rep_id)
        and exists (
          select 1 from jsonb_array_elements(considered) as other
          where other ->> 'verdict' = 'busier' and not exists (
            select 1 from away where away.handoff_id = chosen.handoff_id and assignee_id::text = other ->> 'id'))`,
  },
];
