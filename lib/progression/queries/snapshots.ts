import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import type { ScoreSubject } from "@/lib/scoring/score";
import type { Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import { Prisma } from "@/prisma/generated/client";
import { decodeBefore } from "../schema";
import type { LeadSnapshot } from "../snapshot";
import {
  handoffState,
  instantOrNull,
  loadPassages,
  opportunityState,
  type PassRow,
  passState,
} from "./passages";

/** What `leadColumns` selects: rows as JSON, times as text. */
export type LeadColumns = { leads: LeadRow[] | null; passes: PassRow[] | null };

/**
 * The part of a statement that reads the leads in `asked (ids)` as they live now, those in the bin left out. Only an undo
 * asks when something arrived last.
 */
export const leadColumns = ({ forUndo }: { forUndo: boolean }): Prisma.Sql => Prisma.sql`
  (select json_agg(r) from (
    select l.id, l.name, l.email, l.first_name, l.last_name, l.title, l.phone, l.country, c.name as company, l.source,
      l.channel, l.campaign, l.asset, c.industry, l.owner_id, l.sample, l.captured_at, s.stage, s.stage_since,
      s.last_activity_at, s.missing, s.seq, last.from_stage, last.to_stage, last.kind, last.recorded_at, last.actor_id,
      last.trigger, last.pass_id, last.correlation_id, last.before,
      ${forUndo ? Prisma.sql`(select max(a.received_at) from activity a where a.lead_id = l.id)` : Prisma.sql`null`}
        as last_received_at
    from lead l join lead_score s on s.lead_id = l.id left join company c on c.id = l.company_id
    join stage_transition last on last.lead_id = s.lead_id and last.seq = s.seq
    where l.id = any((select ids from asked)::uuid[]) and l.binned_at is null) r) as leads,
  (select json_agg(r) from (
    select distinct on (lead_id) id, lead_id, number, trigger, mql_at, handed_at, sal_at, sql_at, opportunity_at,
      customer_at, closed_at, close_kind, close_reason, closed_from, owner_id, amount::text as amount, clock_started_at,
      first_attempt_at, first_contact_at, contact_due_at, wake_on, wake_on_evidence
    from pass where lead_id = any((select ids from asked)::uuid[]) order by lead_id, number desc) r) as passes`;

/** The leads of such a row, with what hangs on their passes. */
export async function snapshotsIn(
  tx: Tx,
  row: LeadColumns,
  subjects: ReadonlyMap<string, ScoreSubject>,
): Promise<Map<string, LeadSnapshot>> {
  const passes = row.passes ?? [];
  const { handoffs, declined, answers, opportunities } = await loadPassages(tx, passes);
  const passOf = byKey(passes, (pass) => pass.lead_id);
  const handoffOf = byKey(handoffs ?? [], (handoff) => handoff.pass_id);
  const opportunityOf = byKey(opportunities ?? [], (opportunity) => opportunity.pass_id);
  const declinedOf = Map.groupBy(declined ?? [], ({ lead_id }) => lead_id);
  const answersOf = Map.groupBy(answers ?? [], ({ pass_id }) => pass_id);

  const snapshots = new Map<string, LeadSnapshot>();
  for (const lead of row.leads ?? []) {
    const subject = subjects.get(lead.id);
    if (!subject) continue;
    const pass = passOf.get(lead.id);
    const handoff = pass && handoffOf.get(pass.id);
    const opportunity = pass && opportunityOf.get(pass.id);
    snapshots.set(lead.id, {
      id: lead.id,
      name: lead.name,
      attributes: {
        email: lead.email,
        firstName: lead.first_name,
        lastName: lead.last_name,
        title: lead.title,
        phone: lead.phone,
        country: lead.country,
        company: lead.company,
      },
      origin: {
        source: lead.source,
        channel: lead.channel,
        campaign: lead.campaign,
        asset: lead.asset,
        industry: lead.industry,
      },
      ownerId: lead.owner_id,
      sample: lead.sample,
      capturedAt: new Date(lead.captured_at),
      stage: lead.stage,
      seq: lead.seq,
      stageSince: new Date(lead.stage_since),
      subject,
      lastActivityAt: instantOrNull(lead.last_activity_at),
      lastReceivedAt: instantOrNull(lead.last_received_at),
      missing: lead.missing,
      lastTransition: {
        seq: lead.seq,
        from: lead.from_stage,
        to: lead.to_stage,
        kind: lead.kind,
        recordedAt: new Date(lead.recorded_at),
        actorId: lead.actor_id,
        trigger: lead.trigger,
        passId: lead.pass_id,
        correlationId: lead.correlation_id,
        before: lead.before === null ? null : decodeBefore(lead.before),
      },
      pass: pass ? passState(pass) : null,
      handoff: handoff ? handoffState(handoff) : null,
      declinedBy: (declinedOf.get(lead.id) ?? []).map(({ assignee_id }) => assignee_id),
      answers: Object.fromEntries(
        ((pass && answersOf.get(pass.id)) ?? []).map(({ field, value }) => [field, { value }]),
      ),
      opportunity: opportunity ? opportunityState(opportunity) : null,
    });
  }
  return snapshots;
}

/** A lead with its live row, its company and its last transition. */
type LeadRow = {
  id: string;
  name: string;
  email: string | null;
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  phone: string | null;
  country: string | null;
  company: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  industry: string | null;
  owner_id: string | null;
  sample: boolean;
  captured_at: string;
  stage: Stage;
  stage_since: string;
  last_activity_at: string | null;
  last_received_at: string | null;
  missing: string | null;
  seq: number;
  from_stage: Stage | null;
  to_stage: Stage;
  kind: TransitionKind;
  recorded_at: string;
  actor_id: string | null;
  trigger: string;
  pass_id: string | null;
  correlation_id: string;
  before: unknown;
};

function byKey<T>(rows: readonly T[], keyOf: (row: T) => string): Map<string, T> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}
