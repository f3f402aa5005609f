import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import { db } from "@/lib/platform/db/client";
import { type Connection, openConnection } from "@/lib/platform/db/connection";
import { recordset } from "@/lib/platform/db/recordset";
import { crosses } from "@/lib/progression/evidence";
import { type Crossing, groundsThen, toldAfter } from "@/lib/progression/queries/crossings";
import { type Day, dayOf, dayToColumn } from "@/lib/shared/day";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { knownAt } from "../calibration/examples";
import { scoreColumns } from "../columns";
import { scoreBriefly } from "../evaluate";
import type { ScoringModelDocument } from "../model";
import { bothNeeds, needsOf } from "../needs";
import { type ModelInForce, modelInForce } from "../queries/models";
import { eachScoreSubject } from "../queries/subject-stream";
import { loadScoreSubjects } from "../queries/subjects";
import { parseStoredModel } from "../schema";
import type { ScoreSubject } from "../score";

/** Leads that are scored in one go. */
const CHUNK = 250;
const FIRST = "00000000-0000-0000-0000-000000000000";

type Challenger = { id: string; document: ScoringModelDocument; startedAt: Date };

/**
 * Brings what the challenger says up to date: of leads it has not seen today, and of those of which something else is stored
 * since. Locks nobody and writes nothing that events wait for. A run that is cut off goes on where it ended, as each chunk
 * is stored by itself. Then asks it about the MQLs that were decided meanwhile, and notes how far the two agree.
 */
export async function refreshShadow(caller: Caller, signal?: AbortSignal): Promise<{ scored: number }> {
  const row = await db().challenger.findFirst({ where: { endedAt: null } });
  if (!row) return { scored: 0 };
  const challenger = { id: row.id, document: parseStoredModel(row.document), startedAt: row.startedAt };
  const { timeZone } = await workspace(db());
  const at = { today: dayOf(caller.now, timeZone), timeZone, champion: await modelInForce(db()) };
  const scored = await scoreAll(challenger, at, signal);
  if (signal?.aborted) return { scored };
  await judgeDecisions(challenger, signal);
  await noteDay(challenger.id, at.today);
  await db().challenger.updateMany({
    where: { id: row.id, endedAt: null },
    data: { caughtUpAt: caller.now },
  });
  return { scored };
}

type At = { today: Day; timeZone: string; champion: ModelInForce };

async function scoreAll(challenger: Challenger, at: At, signal?: AbortSignal): Promise<number> {
  const connection = await openConnection();
  const needs = bothNeeds(needsOf(challenger.document), needsOf(at.champion.document));
  let scored = 0;
  try {
    for (let after = FIRST; !signal?.aborted; ) {
      const page = await stale(connection, challenger.id, at.today, after);
      if (page.length === 0) break;
      after = page.at(-1)!.lead_id;
      const ids = page.map(({ lead_id }) => lead_id);
      const seen = new Map(page.map((lead) => [lead.lead_id, lead.seen]));
      let rows: object[] = [];
      await connection.transaction(async () => {
        rows = [];
        await eachScoreSubject(connection, ids, needs, (subject) => {
          rows.push({ ...bothSides(subject, challenger, at), seen: seen.get(subject.leadId) });
        });
      });
      // A process that also answers requests answers them in between.
      await nextTurn();
      await connection.execute(storeShadow(rows));
      scored += rows.length;
    }
    return scored;
  } finally {
    await connection.close();
  }
}

/** Leads that the challenger has to look at, in the order of their ids, with what is stored of each. */
function stale(connection: Connection, challengerId: string, today: Day, after: string) {
  return connection.rows<{ lead_id: string; seen: string }>(Prisma.sql`
    select s.lead_id, s.seen from (
      select lead_id, concat_ws('|', score, fit, engagement, adjustment, model_version,
        extract(epoch from last_activity_at)) as seen
      from lead_score where not binned and lead_id > ${after}::uuid
    ) s left join shadow_score h on h.lead_id = s.lead_id and h.challenger_id = ${challengerId}::uuid
    where h.lead_id is null or h.scored_on < ${dayToColumn(today)}::date or h.seen <> s.seen
    order by s.lead_id limit ${CHUNK}`);
}

function bothSides(subject: ScoreSubject, challenger: Challenger, { today, timeZone, champion }: At) {
  const theirs = scoreBriefly(subject, challenger.document, today, timeZone);
  const ours = scoreBriefly(subject, champion.document, today, timeZone);
  return {
    leadId: subject.leadId,
    challengerId: challenger.id,
    scoredOn: today,
    score: scoreColumns(theirs, 0).score,
    grade: theirs.grade,
    reason: theirs.reason,
    meetsMql: theirs.meetsMql,
    isHot: theirs.isHot,
    mqlSince: theirs.meetsMql ? today : null,
    championVersion: champion.version,
    championScore: scoreColumns(ours, 0).score,
    championGrade: ours.grade,
    championReason: ours.reason,
    championMeetsMql: ours.meetsMql,
    championIsHot: ours.isHot,
  };
}

/** Leads that were erased, and a challenger that was ended meanwhile, are left out. */
const storeShadow = (rows: readonly object[]): Prisma.Sql => Prisma.sql`
  insert into shadow_score
  select n.* from jsonb_populate_recordset(null::shadow_score, ${recordset(rows)}::jsonb) n
  join lead l on l.id = n.lead_id
  join challenger c on c.id = n.challenger_id and c.ended_at is null
  order by n.lead_id
  on conflict (lead_id) do update set challenger_id = excluded.challenger_id, scored_on = excluded.scored_on,
    score = excluded.score, grade = excluded.grade, reason = excluded.reason, meets_mql = excluded.meets_mql,
    is_hot = excluded.is_hot, champion_version = excluded.champion_version, champion_score = excluded.champion_score,
    champion_grade = excluded.champion_grade, champion_reason = excluded.champion_reason,
    champion_meets_mql = excluded.champion_meets_mql, champion_is_hot = excluded.champion_is_hot, seen = excluded.seen,
    mql_since = case when excluded.meets_mql and shadow_score.challenger_id = excluded.challenger_id
      then coalesce(shadow_score.mql_since, excluded.mql_since) else excluded.mql_since end`;

type Decided = Crossing & { since: Date | null };

/** Asks the challenger about each MQL that was decided since it began, as of its moment. */
async function judgeDecisions(challenger: Challenger, signal?: AbortSignal): Promise<void> {
  const grounds = await groundsThen(db());
  while (!signal?.aborted) {
    const passes = await db().$queryRaw<Decided[]>`
      select p.id, p.lead_id, p.mql_at, p.model_version, p.definition_version,
        (select max(b.closed_at) from pass b where b.lead_id = p.lead_id and b.number < p.number) as since
      from pass p
      where p.mql_at >= ${challenger.startedAt} and p.trigger <> 'import' and not exists (
        select from shadow_decision d where d.pass_id = p.id and d.challenger_id = ${challenger.id}::uuid)
      order by p.mql_at, p.id limit ${CHUNK}`;
    if (passes.length === 0) return;
    const [subjects, toldLater] = await Promise.all([
      loadScoreSubjects(db(), [...new Set(passes.map(({ lead_id }) => lead_id))]),
      toldAfter(db(), passes),
    ]);
    const rows = [];
    for (const pass of passes) {
      const subject = subjects.get(pass.lead_id);
      if (!subject) continue;
      const then = knownAt(subject, pass.mql_at, toldLater.get(pass.id) ?? new Set());
      const known = await grounds(pass);
      const ground = { ...known, model: { version: 0, document: challenger.document } };
      const score = scoreBriefly(then, challenger.document, ground.today, ground.zone);
      rows.push({
        passId: pass.id,
        challengerId: challenger.id,
        at: pass.mql_at,
        score: scoreColumns(score, 0).score,
        grade: score.grade,
        qualifies: crosses(ground, then, pass.since),
        isHot: score.isHot,
      });
    }
    const stored = await db().$executeRaw`
      insert into shadow_decision
      select n.* from jsonb_populate_recordset(null::shadow_decision, ${recordset(rows)}::jsonb) n
      join pass p on p.id = n.pass_id on conflict do nothing`;
    if (stored === 0) return;
  }
}

async function noteDay(challengerId: string, today: Day): Promise<void> {
  await db().$executeRaw`
    insert into shadow_day (challenger_id, day, leads, both_mql, champion_mql, challenger_mql, same_hot, same_grade)
    select ${challengerId}::uuid, ${dayToColumn(today)}::date, count(*),
      count(*) filter (where h.meets_mql and h.champion_meets_mql), count(*) filter (where h.champion_meets_mql),
      count(*) filter (where h.meets_mql), count(*) filter (where h.is_hot = h.champion_is_hot),
      count(*) filter (where h.grade = h.champion_grade)
    from shadow_score h join lead_score s on s.lead_id = h.lead_id and not s.binned
    where h.challenger_id = ${challengerId}::uuid
    on conflict (challenger_id, day) do update set leads = excluded.leads, both_mql = excluded.both_mql,
      champion_mql = excluded.champion_mql, challenger_mql = excluded.challenger_mql, same_hot = excluded.same_hot,
      same_grade = excluded.same_grade`;
}
