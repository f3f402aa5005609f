import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { instant, millis } from "@/lib/scoring/queries/subjects";
import type { ScoreSubject } from "@/lib/scoring/score";
import type { Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import { Prisma } from "@/prisma/generated/client";
import { decodeBefore } from "../schema";
import type { LeadSnapshot, TransitionState } from "../snapshot";
import {
  handoffState,
  instantOrNull,
  loadPassages,
  opportunityState,
  type PassRow,
  passState,
} from "./passages";

/** What `leadColumns` selects: the leads column by column, the others as rows. */
export type LeadColumns = { leads: LeadLists; undoable: UndoableRow[] | null; passes: PassRow[] | null };

/**
 * The part of a statement that reads the leads in `asked (ids)` as they live now, those in the bin left out. Only an undo looks at the last transition, and at when something arrived last.
 */
export const leadColumns = ({ forUndo }: { forUndo: boolean }): Prisma.Sql => Prisma.sql`
  (select row_to_json(r) from (
    select array_agg(l.id) as id, array_agg(l.name) as name, array_agg(l.email) as email,
      array_agg(l.first_name) as first_name, array_agg(l.last_name) as last_name, array_agg(l.title) as title,
      array_agg(l.phone) as phone, array_agg(l.country) as country, array_agg(c.name) as company,
      array_agg(l.source) as source, array_agg(l.channel) as channel, array_agg(l.campaign) as campaign,
      array_agg(l.asset) as asset, array_agg(c.industry) as industry, array_agg(l.owner_id) as owner_id,
      array_agg(l.sample) as sample, array_agg(s.stage) as stage, array_agg(s.missing) as missing, array_agg(s.seq) as seq,
      array_agg(${millis(Prisma.sql`l.captured_at`)}) as captured_at,
      array_agg(${millis(Prisma.sql`s.stage_since`)}) as stage_since,
      array_agg(${millis(Prisma.sql`s.last_activity_at`)}) as last_activity_at,
      array_agg(${millis(Prisma.sql`last.recorded_at`)}) as recorded_at
    from lead l join lead_score s on s.lead_id = l.id left join company c on c.id = l.company_id
    join stage_transition last on last.lead_id = s.lead_id and last.seq = s.seq
    where l.id = any((select ids from asked)::uuid[]) and l.binned_at is null) r) as leads,
  ${forUndo ? undoable : Prisma.sql`null`} as undoable,
  (select json_agg(r) from (
    select distinct on (lead_id) id, lead_id, number, trigger, mql_at, handed_at, sal_at, sql_at, opportunity_at,
      customer_at, closed_at, close_kind, close_reason, closed_from, owner_id, amount::text as amount, clock_started_at,
      first_attempt_at, first_contact_at, contact_due_at, wake_on, wake_on_evidence
    from pass where lead_id = any((select ids from asked)::uuid[]) order by lead_id, number desc) r) as passes`;

const undoable = Prisma.sql`
  (select json_agg(r) from (
    select last.lead_id, last.from_stage, last.to_stage, last.kind, last.actor_id, last.trigger, last.pass_id,
      last.correlation_id, last.before,
      (select max(a.received_at) from activity a where a.lead_id = last.lead_id) as last_received_at
    from lead_score s join stage_transition last on last.lead_id = s.lead_id and last.seq = s.seq
    where s.lead_id = any((select ids from asked)::uuid[])) r)`;

/** The leads of such a row, with what hangs on their passes. */
export async function snapshotsIn(
  tx: Tx,
  row: LeadColumns,
  subjects: ReadonlyMap<string, ScoreSubject>,
): Promise<Map<string, LeadSnapshot>> {
  const passes = row.passes ?? [];
  const { handoffs, declined, answers, opportunities } = await loadPassages(tx, passes);
  const undoableOf = byKey(row.undoable ?? [], (last) => last.lead_id);
  const passOf = byKey(passes, (pass) => pass.lead_id);
  const handoffOf = byKey(handoffs ?? [], (handoff) => handoff.pass_id);
  const opportunityOf = byKey(opportunities ?? [], (opportunity) => opportunity.pass_id);
  const declinedOf = Map.groupBy(declined ?? [], ({ lead_id }) => lead_id);
  const answersOf = Map.groupBy(answers ?? [], ({ pass_id }) => pass_id);

  const { leads } = row;
  const snapshots = new Map<string, LeadSnapshot>();
  for (const [index, id] of (leads.id ?? []).entries()) {
    const pass = passOf.get(id);
    const handoff = pass && handoffOf.get(pass.id);
    const opportunity = pass && opportunityOf.get(pass.id);
    const last = undoableOf.get(id);
    snapshots.set(id, {
      id,
      name: leads.name[index]!,
      attributes: {
        email: leads.email[index]!,
        firstName: leads.first_name[index]!,
        lastName: leads.last_name[index]!,
        title: leads.title[index]!,
        phone: leads.phone[index]!,
        country: leads.country[index]!,
        company: leads.company[index]!,
      },
      origin: {
        source: leads.source[index]!,
        channel: leads.channel[index]!,
        campaign: leads.campaign[index]!,
        asset: leads.asset[index]!,
        industry: leads.industry[index]!,
      },
      ownerId: leads.owner_id[index]!,
      sample: leads.sample[index]!,
      capturedAt: instant(leads.captured_at[index]!),
      stage: leads.stage[index]!,
      seq: leads.seq[index]!,
      stageSince: instant(leads.stage_since[index]!),
      subject: subjects.get(id)!,
      lastActivityAt: timeOrNull(leads.last_activity_at[index]!),
      lastReceivedAt: instantOrNull(last?.last_received_at ?? null),
      missing: leads.missing[index]!,
      recordedAt: instant(leads.recorded_at[index]!),
      lastTransition: last ? transitionState(last, leads.seq[index]!) : null,
      pass: pass ? passState(pass) : null,
      handoff: handoff ? handoffState(handoff) : null,
      declinedBy: (declinedOf.get(id) ?? []).map(({ assignee_id }) => assignee_id),
      answers: Object.fromEntries(
        ((pass && answersOf.get(pass.id)) ?? []).map(({ field, value }) => [field, { value }]),
      ),
      opportunity: opportunity ? opportunityState(opportunity) : null,
    });
  }
  return snapshots;
}

const transitionState = (row: UndoableRow, seq: number): TransitionState => ({
  seq,
  from: row.from_stage,
  to: row.to_stage,
  kind: row.kind,
  actorId: row.actor_id,
  trigger: row.trigger,
  passId: row.pass_id,
  correlationId: row.correlation_id,
  before: row.before === null ? null : decodeBefore(row.before),
});

const timeOrNull = (ms: number | null): Date | null => (ms === null ? null : instant(ms));

/** A column of as many leads as there are ids; times are milliseconds since 1970. */
type LeadLists = {
  id: string[] | null;
  name: string[];
  email: (string | null)[];
  first_name: (string | null)[];
  last_name: (string | null)[];
  title: (string | null)[];
  phone: (string | null)[];
  country: (string | null)[];
  company: (string | null)[];
  source: (string | null)[];
  channel: (string | null)[];
  campaign: (string | null)[];
  asset: (string | null)[];
  industry: (string | null)[];
  owner_id: (string | null)[];
  sample: boolean[];
  stage: Stage[];
  missing: (string | null)[];
  seq: number[];
  captured_at: number[];
  stage_since: number[];
  last_activity_at: (number | null)[];
  recorded_at: number[];
  /** A column for each field that was asked. */
};

/** The last transition of a lead. */
type UndoableRow = {
  lead_id: string;
  from_stage: Stage | null;
  to_stage: Stage;
  kind: TransitionKind;
  actor_id: string | null;
  trigger: string;
  pass_id: string | null;
  correlation_id: string;
  before: unknown;
  last_received_at: string | null;
};

function byKey<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
