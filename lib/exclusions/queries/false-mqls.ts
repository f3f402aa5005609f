import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { crosses, type Ground } from "@/lib/progression/evidence";
import { groundsThen, toldAfter } from "@/lib/progression/queries/crossings";
import type { PassTrigger } from "@/lib/progression/snapshot";
import { knownAt } from "@/lib/scoring/calibration/examples";
import { scoreBriefly } from "@/lib/scoring/evaluate";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import type { ScoreSubject } from "@/lib/scoring/score";
import type { Stage } from "@/lib/stages/stages";
import type { Trust } from "@/lib/tracking/activity";
import { MEANS, meantSql, type Target } from "./pattern";

/** A pass that would not have begun without what is excluded. */
export type FalseMql = {
  passId: string;
  leadId: string;
  name: string;
  company: string | null;
  stage: Stage;
  /** Its MQL is not decided yet: the pass is open. */
  open: boolean;
  handed: boolean;
  mqlAt: Date;
  trigger: PassTrigger;
  /** The score at the moment of the crossing, as it was and without what is excluded. */
  scoreThen: number;
  scoreWithout: number;
};

export type FalseMqls = {
  passes: readonly FalseMql[];
  /** Passes that the excluded activities could have begun, and how many of them were replayed (open ones first, newest first). */
  candidates: number;
  replayed: number;
  /** Of these, how many do not begin in the replay even with everything: what was known then is not known any more. */
  unclear: number;
};

const MOST_REPLAYED = 1_000;
const CHUNK = 250;

type Candidate = {
  id: string;
  lead_id: string;
  name: string;
  company: string | null;
  stage: Stage;
  open: boolean;
  handed: boolean;
  mql_at: Date;
  trigger: PassTrigger;
  model_version: number;
  definition_version: number;
  /** When the pass before it closed. */
  since: Date | null;
};

/**
 * Which MQLs were false: passes that began by themselves and would not have, had the activities that an exclusion means
 * not counted. Each is replayed at the moment of its crossing, under the model and the definition of then, with what was
 * known then. `exceptId` is the exclusion itself when it is in force already. Stores nothing.
 */
export async function falseMqls(db: Db, target: Target, exceptId: string | null): Promise<FalseMqls> {
  const { candidates, found } = await candidatesOf(db, target);
  const grounds = await groundsThen(db);
  const answer = { passes: [] as FalseMql[], candidates: found, replayed: candidates.length, unclear: 0 };
  for (let first = 0; first < candidates.length; first += CHUNK) {
    const chunk = candidates.slice(first, first + CHUNK);
    const leadIds = [...new Set(chunk.map(({ lead_id }) => lead_id))];
    const [subjects, turned, toldLater] = await Promise.all([
      loadScoreSubjects(db, leadIds),
      turnedBy(db, target, leadIds, exceptId),
      toldAfter(db, chunk),
    ]);
    for (const pass of chunk) {
      const subject = subjects.get(pass.lead_id);
      if (!subject) continue;
      const then = knownAt(subject, pass.mql_at, toldLater.get(pass.id) ?? new Set());
      const [counted, without] = [withTrust(then, turned, null), withTrust(then, turned, "suspect")];
      const ground = await grounds(pass);
      if (!crosses(ground, counted, pass.since)) answer.unclear++;
      else if (!crosses(ground, without, pass.since))
        answer.passes.push(falseMql(pass, totalOf(ground, counted), totalOf(ground, without)));
    }
  }
  return answer;
}

const totalOf = ({ model, today, zone }: Ground, subject: ScoreSubject): number =>
  scoreBriefly(subject, model.document, today, zone).total;

function falseMql(pass: Candidate, scoreThen: number, scoreWithout: number): FalseMql {
  const { id, lead_id, name, company, stage, open, handed, mql_at, trigger } = pass;
  const lead = { leadId: lead_id, name, company, stage };
  return { passId: id, ...lead, open, handed, mqlAt: mql_at, trigger, scoreThen, scoreWithout };
}

/** The subject with the activities that an exclusion turns as they were told (null), or as they are without it. */
function withTrust(
  subject: ScoreSubject,
  turned: ReadonlyMap<string, Trust>,
  trust: Trust | null,
): ScoreSubject {
  const activities = subject.activities.map((activity) => {
    const told = turned.get(activity.id);
    return told === undefined ? activity : { ...activity, trust: trust ?? told };
  });
  return { ...subject, activities };
}

async function candidatesOf(db: Db, target: Target): Promise<{ candidates: Candidate[]; found: number }> {
  const rows = await db.$queryRaw<(Candidate & { found: number })[]>`
    select p.id, p.lead_id, l.name, c.name as company, s.stage, p.closed_at is null as open,
      p.handed_at is not null as handed, p.mql_at, p.trigger, p.model_version, p.definition_version,
      (select max(before.closed_at) from pass before where before.lead_id = p.lead_id and before.number < p.number) as since,
      count(*) over ()::int as found
    from pass p join lead l on l.id = p.lead_id join lead_score s on s.lead_id = p.lead_id
    left join company c on c.id = l.company_id
    where p.trigger in ('score', 'hand_raise', 'pql') and l.binned_at is null and exists (
      select from activity a where a.lead_id = p.lead_id and a.occurred_at <= p.mql_at and ${meantSql(target)})
    order by p.closed_at is not null, p.mql_at desc, p.id limit ${MOST_REPLAYED}`;
  return { candidates: rows, found: rows[0]?.found ?? 0 };
}

/** The activities that this exclusion alone makes suspect, with what was told of them. */
async function turnedBy(
  db: Db,
  target: Target,
  leadIds: readonly string[],
  exceptId: string | null,
): Promise<Map<string, Trust>> {
  const rows = await db.$queryRaw<{ id: string; trust: Trust }[]>`
    select a.id, a.trust from activity a
    where a.lead_id = any(${[...leadIds]}::uuid[]) and a.trust <> 'suspect' and ${meantSql(target)}
      and not exists (select from exclusion e where e.id is distinct from ${exceptId}::uuid and ${MEANS})`;
  return new Map(rows.map(({ id, trust }) => [id, trust]));
}
