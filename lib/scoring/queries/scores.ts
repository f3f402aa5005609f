import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { type Day, dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { type ComparedRow, compareScores } from "../compare";
import { forecastMql, scoreLead } from "../evaluate";
import type { ScoringModelDocument } from "../model";
import { type PathToMql, pathToMql } from "../path-to-mql";
import type { Score, ScoreSubject } from "../score";
import { spark } from "../spark";
import { modelInForce, modelOfVersion, publishedVersions } from "./models";
import { loadScoreSubjects } from "./subjects";

/** What is asked: today under the model in force unless told otherwise. `now` decides which day today is. */
export type ScoreAsk = { on?: Day | undefined; version?: number | undefined; now: Date };

export type VersionedScore = Score & { model: number };

/** The score of a lead on any day under any published version, replayed from what was known then. `not_found` for either. */
export async function scoreOfLead(
  db: Db,
  viewer: Viewer,
  leadId: string,
  { on, version, now }: ScoreAsk,
): Promise<VersionedScore> {
  const [{ timeZone, currency }, subject, model] = await Promise.all([
    workspace(db),
    subjectOf(db, viewer, leadId),
    modelOfVersion(db, version),
  ]);
  const score = scoreLead(subject, model.document, on ?? dayOf(now, timeZone), timeZone, currency);
  return { ...score, model: model.version };
}

export type ScorePanelView = {
  leadId: string;
  today: Day;
  /** The first day of which there is anything to replay. */
  firstDay: Day;
  model: { version: number; name: string; range: { min: number; max: number } };
  /** Lowest points of the bands, best first; null when the model has no fit rules. */
  bands: { fit: readonly number[] | null; engagement: readonly number[] };
  score: Score;
  path: PathToMql;
  /** When it begins or ceases to be MQL by itself; only asked of today. */
  forecast: { on: Day; meetsMql: boolean } | null;
  adjustments: readonly {
    id: string;
    points: number;
    reason: string;
    expiresOn: Day | null;
    by: string | null;
  }[];
  /** Totals of the 90 days up to the asked one. */
  history: readonly { on: Day; total: number }[];
  /** Every published version, newest first: what the score may be compared with. */
  versions: readonly number[];
  /** Another day's score, or another version's, beside this one; null unless asked for. */
  comparison: ScoreComparison | null;
};

export type ScoreComparison = {
  on: Day;
  version: number;
  total: number;
  grade: string;
  /** From the compared score to the one of the panel. */
  rows: readonly ComparedRow[];
};

/** What to compare with: what is left out stays as in the panel. */
export type Versus = { on?: Day | undefined; version?: number | undefined };

const HISTORY_DAYS = 90;

/**
 * All that the score panel of a lead shows. A day outside the lead's life is taken as its nearest day; a version to compare
 * with that was never published as the one in force.
 */
export async function scorePanel(
  db: Db,
  viewer: Viewer,
  leadId: string,
  { on, now, versus = null }: Omit<ScoreAsk, "version"> & { versus?: Versus | null },
): Promise<ScorePanelView> {
  const [{ timeZone, currency }, subject, { version, document }, versions] = await Promise.all([
    workspace(db),
    subjectOf(db, viewer, leadId),
    modelInForce(db),
    publishedVersions(db),
  ]);
  const today = dayOf(now, timeZone);
  const firstDay = firstDayOf(subject, timeZone);
  const within = (asked: Day | undefined, otherwise: Day): Day =>
    asked === undefined ? otherwise : asked > today ? today : asked < firstDay ? firstDay : asked;
  const day = within(on, today);
  const score = scoreLead(subject, document, day, timeZone, currency);
  const { fit, engagement } = document.bands;
  return {
    leadId,
    today,
    firstDay,
    model: { version, name: document.name, range: document.range },
    bands: {
      fit: fit && [fit.A, fit.B, fit.C],
      engagement: [engagement[1], engagement[2], engagement[3]],
    },
    score,
    path: pathToMql(score, document),
    forecast: day === today ? forecastMql(subject, document, day, timeZone) : null,
    adjustments: await adjustmentsOn(db, subject, day),
    history: spark(subject, document, day, HISTORY_DAYS, timeZone),
    versions,
    comparison:
      versus &&
      (await comparisonOf(db, {
        subject,
        timeZone,
        currency,
        shown: { score, document, version },
        on: within(versus.on, day),
        version: versions.find((published) => published === versus.version) ?? version,
      })),
  };
}

async function comparisonOf(
  db: Db,
  {
    subject,
    timeZone,
    currency,
    shown,
    on,
    version,
  }: {
    subject: ScoreSubject;
    timeZone: string;
    currency: string;
    shown: { score: Score; document: ScoringModelDocument; version: number };
    on: Day;
    version: number;
  },
): Promise<ScoreComparison> {
  const [{ document }, types] = await Promise.all([
    modelOfVersion(db, version),
    db.activityType.findMany({ select: { key: true, label: true } }),
  ]);
  const score = scoreLead(subject, document, on, timeZone, currency);
  const vocabulary = {
    typeLabel: (key: string) => types.find((type) => type.key === key)?.label ?? key,
    currency,
  };
  return {
    on,
    version,
    total: score.total,
    grade: score.grade,
    rows: compareScores({ score, document, version }, shown, vocabulary),
  };
}

/** The totals of many leads over the days up to `on`, oldest first: what lists draw small. */
export async function sparksOf(
  db: Db,
  leadIds: readonly string[],
  { on, days, timeZone }: { on: Day; days: number; timeZone: string },
): Promise<Map<string, number[]>> {
  if (leadIds.length === 0) return new Map();
  const [{ document }, subjects] = await Promise.all([modelInForce(db), loadScoreSubjects(db, leadIds)]);
  return new Map(
    [...subjects].map(([id, subject]) => [
      id,
      spark(subject, document, on, days, timeZone).map(({ total }) => total),
    ]),
  );
}

async function subjectOf(db: Db, viewer: Viewer, leadId: string): Promise<ScoreSubject> {
  const subjects =
    may(viewer, "lead.read") && isId(leadId) ? await loadScoreSubjects(db, [leadId]) : new Map();
  const subject: ScoreSubject | undefined = subjects.get(leadId.toLowerCase());
  if (!subject) throw new AppError("not_found", "There is no such lead");
  return subject;
}

/** The lead's creation, or its first activity when an import told an older one. */
function firstDayOf(subject: ScoreSubject, zone: string): Day {
  const [first] = subject.activities;
  return dayOf(first && first.occurredAt < subject.createdAt ? first.occurredAt : subject.createdAt, zone);
}

async function adjustmentsOn(
  db: Db,
  subject: ScoreSubject,
  day: Day,
): Promise<ScorePanelView["adjustments"]> {
  const counting = subject.adjustments.filter(
    ({ startsOn, expiresOn }) => startsOn <= day && (expiresOn === null || day <= expiresOn),
  );
  if (counting.length === 0) return [];
  const rows = await db.$queryRaw<{ id: string; name: string | null }[]>`
    select a.id, u.name from score_adjustment a left join app_user u on u.id = a.created_by
    where a.id = any(${counting.map(({ id }) => id)}::uuid[])`;
  const nameOf = new Map(rows.map((row) => [row.id, row.name]));
  return counting.map(({ id, points, reason, expiresOn }) => ({
    id,
    points,
    reason,
    expiresOn,
    by: nameOf.get(id) ?? null,
  }));
}
