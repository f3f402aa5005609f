import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { type Day, dayFromColumn, dayOf } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { scoreLead } from "../evaluate";
import { parseStoredModel } from "../schema";
import type { Score } from "../score";
import { modelInForce, refuseUnlessReader } from "./models";
import { loadScoreSubjects } from "./subjects";

/** What the two disagree about. */
export const DISPUTES = ["mql", "hot", "grade"] as const;
export type Dispute = (typeof DISPUTES)[number];

export type AgreementDay = {
  on: Day;
  leads: number;
  bothMql: number;
  championMql: number;
  challengerMql: number;
  sameHot: number;
  sameGrade: number;
};

/** What became of MQLs: of those both would have made, of those only the champion did, of those only the challenger would. */
export type OutcomeRow = {
  side: "both" | "champion" | "challenger";
  n: number;
  accepted: number;
  sql: number;
  opportunity: number;
  customer: number;
};

export type ChallengerView = {
  id: string;
  name: string;
  version: number | null;
  startedAt: Date;
  startedBy: string | null;
  caughtUpAt: Date | null;
  /** Leads it has scored today, of all. */
  scored: number;
  of: number;
  disputes: Record<Dispute, number>;
  days: readonly AgreementDay[];
  outcomes: readonly OutcomeRow[];
};

/** The challenger at work and how it compares; null while none is. */
export async function challengerAtWork(db: Db, viewer: Viewer): Promise<ChallengerView | null> {
  refuseUnlessReader(viewer);
  const row = await db.challenger.findFirst({ where: { endedAt: null }, omit: { document: true } });
  if (!row) return null;
  const [starter, counts, days, outcomes] = await Promise.all([
    row.startedBy ? db.user.findUnique({ where: { id: row.startedBy }, select: { name: true } }) : null,
    countsOf(db, row.id),
    db.shadowDay.findMany({ where: { challengerId: row.id }, orderBy: { day: "asc" } }),
    outcomesOf(db, row.id, row.startedAt),
  ]);
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    startedAt: row.startedAt,
    startedBy: starter?.name ?? null,
    caughtUpAt: row.caughtUpAt,
    ...counts,
    days: days.map(({ day, challengerId: _, ...rest }) => ({ on: dayFromColumn(day), ...rest })),
    outcomes,
  };
}

async function countsOf(
  db: Db,
  challengerId: string,
): Promise<Pick<ChallengerView, "scored" | "of" | "disputes">> {
  const [row] = await db.$queryRaw<{ scored: number; of: number; mql: number; hot: number; grade: number }[]>`
    select (select count(*)::int from lead_score where not binned) as of, count(*)::int as scored,
      (count(*) filter (where ${IN_DISPUTE.mql}))::int as mql, (count(*) filter (where ${IN_DISPUTE.hot}))::int as hot,
      (count(*) filter (where ${IN_DISPUTE.grade}))::int as grade
    from shadow_score h join lead_score s on s.lead_id = h.lead_id and not s.binned
    where h.challenger_id = ${challengerId}::uuid`;
  const { scored = 0, of = 0, mql = 0, hot = 0, grade = 0 } = row ?? {};
  return { scored, of, disputes: { mql, hot, grade } };
}

const IN_DISPUTE: Record<Dispute, Prisma.Sql> = {
  mql: Prisma.sql`h.meets_mql <> h.champion_meets_mql`,
  hot: Prisma.sql`h.is_hot <> h.champion_is_hot`,
  grade: Prisma.sql`h.grade <> h.champion_grade`,
};

/**
 * Of the first two sides, the passes that began since the challenger did; of the third, the leads that the challenger has
 * called MQL while the champion did not, and what became of them by another way since.
 */
async function outcomesOf(db: Db, challengerId: string, startedAt: Date): Promise<OutcomeRow[]> {
  const rows = await db.$queryRaw<OutcomeRow[]>`
    with judged as (
      select case when d.qualifies then 'both' else 'champion' end as side, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at
      from shadow_decision d join pass p on p.id = d.pass_id join lead_score s on s.lead_id = p.lead_id and not s.binned
      where d.challenger_id = ${challengerId}::uuid
      union all
      select 'challenger', p.sal_at, p.sql_at, p.opportunity_at, p.customer_at
      from shadow_score h join lead_score s on s.lead_id = h.lead_id and not s.binned
      left join lateral (
        select * from pass p where p.lead_id = h.lead_id and p.mql_at >= ${startedAt} order by p.number desc limit 1
      ) p on true
      where h.challenger_id = ${challengerId}::uuid and h.meets_mql and not h.champion_meets_mql
    )
    select side, count(*)::int as n, count(sal_at)::int as accepted, count(sql_at)::int as sql,
      count(opportunity_at)::int as opportunity, count(customer_at)::int as customer
    from judged group by side`;
  return (["both", "champion", "challenger"] as const).map(
    (side) =>
      rows.find((row) => row.side === side) ?? {
        side,
        n: 0,
        accepted: 0,
        sql: 0,
        opportunity: 0,
        customer: 0,
      },
  );
}

type SideOfLead = { score: number; grade: string; reason: string; meetsMql: boolean; isHot: boolean };

export type DisputedLead = {
  id: string;
  name: string;
  company: string | null;
  stage: Stage;
  champion: SideOfLead;
  challenger: SideOfLead;
};

const MOST_SHOWN = 100;

/** Leads about which the two disagree, greatest difference of points first; at most a hundred. */
export async function disputedLeads(db: Db, viewer: Viewer, dispute: Dispute): Promise<DisputedLead[]> {
  refuseUnlessReader(viewer);
  if (!may(viewer, "lead.read")) return [];
  return db.$queryRaw<DisputedLead[]>`
    select l.id, l.name, c.name as company, s.stage,
      json_build_object('score', h.champion_score, 'grade', h.champion_grade, 'reason', h.champion_reason,
        'meetsMql', h.champion_meets_mql, 'isHot', h.champion_is_hot) as champion,
      json_build_object('score', h.score, 'grade', h.grade, 'reason', h.reason, 'meetsMql', h.meets_mql,
        'isHot', h.is_hot) as challenger
    from shadow_score h
    join challenger k on k.id = h.challenger_id and k.ended_at is null
    join lead_score s on s.lead_id = h.lead_id and not s.binned
    join lead l on l.id = h.lead_id left join company c on c.id = l.company_id
    where ${IN_DISPUTE[dispute]}
    order by abs(h.score - h.champion_score) desc, h.lead_id limit ${MOST_SHOWN}`;
}

export type BothScores = { id: string; name: string; champion: Score; challenger: Score; version: number };

/** One lead explained by both, as of now. `not_found` without a challenger or such a lead. */
export async function explainedByBoth(
  db: Db,
  viewer: Viewer,
  leadId: string,
  now: Date,
): Promise<BothScores> {
  refuseUnlessReader(viewer);
  const [{ timeZone, currency }, inForce, challenger, lead] = await Promise.all([
    workspace(db),
    modelInForce(db),
    db.challenger.findFirst({ where: { endedAt: null }, select: { document: true } }),
    isId(leadId) && may(viewer, "lead.read")
      ? db.lead.findUnique({ where: { id: leadId }, select: { id: true, name: true } })
      : null,
  ]);
  const subject = lead ? (await loadScoreSubjects(db, [lead.id])).get(lead.id) : undefined;
  if (!challenger || !lead || !subject) throw new AppError("not_found", "There is no such lead");
  const under = (document: Parameters<typeof scoreLead>[1]) =>
    scoreLead(subject, document, dayOf(now, timeZone), timeZone, currency);
  return {
    ...lead,
    version: inForce.version,
    champion: under(inForce.document),
    challenger: under(parseStoredModel(challenger.document)),
  };
}
