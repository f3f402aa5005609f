import "server-only";
import type { HandoffCause, HandoffStatus } from "@/lib/handoffs/handoff";
import { arrayOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { PLANNED_ONCE } from "@/lib/platform/db/planned-once";
import type { Day } from "@/lib/shared/day";
import type { Milestone } from "@/lib/stages/stages";
import type { CloseKind, HandoffState, OpportunityState, PassState, PassTrigger } from "../snapshot";

// Passes and what hangs on them, as JSON brings them.

/** A pass as `leadColumns` selects it. */
export type PassRow = {
  id: string;
  lead_id: string;
  number: number;
  trigger: PassTrigger;
  mql_at: string;
  handed_at: string | null;
  sal_at: string | null;
  sql_at: string | null;
  opportunity_at: string | null;
  customer_at: string | null;
  closed_at: string | null;
  close_kind: CloseKind | null;
  close_reason: string | null;
  closed_from: Milestone | null;
  owner_id: string | null;
  amount: string | null;
  clock_started_at: string | null;
  first_attempt_at: string | null;
  first_contact_at: string | null;
  contact_due_at: string | null;
  wake_on: Day | null;
  wake_on_evidence: boolean;
};

type HandoffRow = {
  id: string;
  pass_id: string;
  status: HandoffStatus;
  cause: HandoffCause;
  assignee_id: string | null;
  assigned_at: string | null;
  opened_at: string;
  opened_by: string | null;
  due_at: string | null;
  seen_at: string | null;
  answered_at: string | null;
  answered_by: string | null;
  reason_code: string | null;
  answer_note: string | null;
  criteria: string[];
  version: number;
};

type OpportunityRow = {
  id: string;
  pass_id: string;
  name: string;
  amount: string;
  currency: string;
  status: OpportunityState["status"];
  expected_close: Day;
  actual_close: Day | null;
  lost_reason: string | null;
  owner_id: string | null;
  version: number;
};

type Passages = {
  handoffs: HandoffRow[] | null;
  declined: { lead_id: string; assignee_id: string }[] | null;
  answers: { pass_id: string; field: string; value: string }[] | null;
  opportunities: OpportunityRow[] | null;
};

const NO_PASSAGES: Passages = { handoffs: null, declined: null, answers: null, opportunities: null };

/** What hangs on the leads' passes, in one statement; many leads have no pass, then nothing is asked. */
export async function loadPassages(tx: Tx, passes: readonly PassRow[]): Promise<Passages> {
  if (passes.length === 0) return NO_PASSAGES;
  const passIds = arrayOf(passes.map(({ id }) => id));
  const leadIds = arrayOf(passes.map(({ lead_id }) => lead_id));
  const [row] = await tx.$queryRaw<Passages[]>`${PLANNED_ONCE}
    with asked as (select ${passIds}::uuid[] as passes, ${leadIds}::uuid[] as leads)
    select
      (select json_agg(r) from (
        select distinct on (pass_id) id, pass_id, status, cause, assignee_id, assigned_at, opened_at, opened_by, due_at,
          seen_at, answered_at, answered_by, reason_code, answer_note, criteria, version
        from handoff where pass_id = any((select passes from asked)::uuid[])
        order by pass_id, opened_at desc, id desc) r) as handoffs,
      (select json_agg(r) from (
        select lead_id, assignee_id from handoff
        where lead_id = any((select leads from asked)::uuid[]) and status in ('rejected', 'returned')
          and assignee_id is not null order by answered_at desc) r) as declined,
      (select json_agg(r) from (
        select pass_id, field, value from qualification_answer
        where pass_id = any((select passes from asked)::uuid[]) order by answered_at, id) r) as answers,
      (select json_agg(r) from (
        select id, pass_id, name, amount::text as amount, currency, status, expected_close, actual_close, lost_reason,
          owner_id, version
        from opportunity where pass_id = any((select passes from asked)::uuid[])) r) as opportunities`;
  return row!;
}

/** A time that may not be. */
export const instantOrNull = (time: string | null): Date | null => (time === null ? null : new Date(time));

export function passState(row: PassRow): PassState {
  return {
    id: row.id,
    number: row.number,
    trigger: row.trigger,
    mqlAt: new Date(row.mql_at),
    handedAt: instantOrNull(row.handed_at),
    salAt: instantOrNull(row.sal_at),
    sqlAt: instantOrNull(row.sql_at),
    opportunityAt: instantOrNull(row.opportunity_at),
    customerAt: instantOrNull(row.customer_at),
    closedAt: instantOrNull(row.closed_at),
    closeKind: row.close_kind,
    closeReason: row.close_reason,
    closedFrom: row.closed_from,
    ownerId: row.owner_id,
    amount: row.amount === null ? null : BigInt(row.amount),
    clockStartedAt: instantOrNull(row.clock_started_at),
    firstAttemptAt: instantOrNull(row.first_attempt_at),
    firstContactAt: instantOrNull(row.first_contact_at),
    contactDueAt: instantOrNull(row.contact_due_at),
    wakeOn: row.wake_on,
    wakeOnEvidence: row.wake_on_evidence,
  };
}

export function handoffState(row: HandoffRow): HandoffState {
  return {
    id: row.id,
    passId: row.pass_id,
    status: row.status,
    cause: row.cause,
    assigneeId: row.assignee_id,
    assignedAt: instantOrNull(row.assigned_at),
    openedAt: new Date(row.opened_at),
    openedBy: row.opened_by,
    dueAt: instantOrNull(row.due_at),
    seenAt: instantOrNull(row.seen_at),
    answeredAt: instantOrNull(row.answered_at),
    answeredBy: row.answered_by,
    reasonCode: row.reason_code,
    answerNote: row.answer_note,
    criteria: row.criteria,
    version: row.version,
  };
}

export function opportunityState(row: OpportunityRow): OpportunityState {
  return {
    id: row.id,
    passId: row.pass_id,
    name: row.name,
    amount: BigInt(row.amount),
    currency: row.currency,
    status: row.status,
    expectedClose: row.expected_close,
    actualClose: row.actual_close,
    lostReason: row.lost_reason,
    ownerId: row.owner_id,
    version: row.version,
  };
}
