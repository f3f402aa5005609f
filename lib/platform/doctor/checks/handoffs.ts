import "server-only";
import { DEFAULT_SLA } from "@/lib/sla/policy";
import { Prisma } from "@/prisma/generated/client";
import { type Check, workerHasCaughtUp } from "../check";

const SILENCE_SECONDS = DEFAULT_SLA.silenceMinutes * 60;

export const handoffChecks: readonly Check[] = [
  {
    id: "pending-handoff-has-an-open-mql",
    promise: "A handoff waits for its answer only while its pass is open and the lead is MQL.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.lead_id, live.stage, pass.closed_at
      from handoff
      join pass on pass.id = handoff.pass_id
      join lead_score live on live.lead_id = handoff.lead_id
      where handoff.status = 'pending' and (pass.closed_at is not null or live.stage <> 'mql')`,
  },
  {
    id: "accepted-handoff-made-an-sal",
    promise: "An accepted handoff made its pass SAL, and a rejected one closed it.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.lead_id, handoff.status
      from handoff join pass on pass.id = handoff.pass_id
      where (handoff.status = 'accepted' and pass.sal_at is null)
         or (handoff.status = 'rejected' and pass.closed_at is null)
         or handoff.lead_id <> pass.lead_id`,
  },
  {
    id: "handoff-history-ends-in-its-status",
    promise: "The events of a handoff are numbered 1, 2, 3 …, start with its opening and hold its answer.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.status
      from handoff
      where not exists (
          select 1 from handoff_event where handoff_id = handoff.id and seq = 1 and kind = 'opened')
        or (select count(*) <> max(seq) from handoff_event where handoff_id = handoff.id)
        or (handoff.status <> 'pending' and not exists (
          select 1 from handoff_event where handoff_id = handoff.id and kind = handoff.status))`,
  },
  {
    id: "handoffs-go-to-people-who-can-answer",
    promise: "Nobody was given a handoff after they had left.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.lead_id, handoff.assignee_id, assigned_at, deactivated_at
      from handoff join app_user person on person.id = handoff.assignee_id
      where not person.active and assigned_at > deactivated_at`,
  },
  {
    id: "handoffs-expire-late-enough",
    promise: "No handoff was taken back for silence before it was due.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.lead_id, handoff.due_at, taken.at
      from handoff join handoff_event taken on taken.handoff_id = handoff.id and taken.kind = 'expired'
      where handoff.due_at is null or taken.at < handoff.due_at`,
  },
  {
    id: "silence-is-answered-in-time",
    promise:
      "While a worker runs, a handoff that nobody answered goes back within a minute after its day of silence, and once.",
    violations: Prisma.sql`
      select handoff.id as handoff_id, handoff.due_at, handoff.status
      from handoff
      where (handoff.status = 'pending' and ${workerHasCaughtUp}
          and handoff.due_at < now() - make_interval(secs => ${SILENCE_SECONDS}::int + 90))
        or (select count(*) filter (where kind = 'expired') - count(*) filter (where kind = 'undone')
          from handoff_event where handoff_id = handoff.id) > 1`,
  },
  {
    id: "answers-are-in-the-audit",
    promise: "Each answer that the audit tells of was given to its handoff, and is told once.",
    // Not the other way round: who answers by asking for a stage has the entry of that move, and what takes the sample
    // away has one of its own.
    violations: Prisma.sql`
      select told.handoff_id, told.kind, coalesce(given.times, 0) as given, told.times as told
      from (
        select handoff.id as handoff_id, substr(entry.action, 9) as kind, count(*) as times
        from audit_entry entry join handoff on handoff.id::text = entry.subject_id
        where entry.subject_kind = 'handoff'
          and entry.action in ('handoff.accepted', 'handoff.rejected', 'handoff.returned', 'handoff.reassigned')
        group by handoff.id, entry.action
      ) as told
      left join (
        select handoff_id, kind, count(*) as times from handoff_event group by handoff_id, kind
      ) as given using (handoff_id, kind)
      where told.times > coalesce(given.times, 0)`,
  },
  {
    id: "handoff-belongs-to-its-lead",
    promise: "A pass has at most one handoff waiting, and each handoff is of the lead of its pass.",
    violations: Prisma.sql`
      select pass.id as pass_id, pass.lead_id, count(*) filter (where handoff.status = 'pending') as waiting
      from handoff join pass on pass.id = handoff.pass_id
      group by pass.id, pass.lead_id
      having count(*) filter (where handoff.status = 'pending') > 1
         or bool_or(handoff.lead_id <> pass.lead_id)`,
  },
];
