import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { type Day, dayFromColumn } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { type Agreement, agreementOf, type Rating, type Standing, spearman } from "../hand/agreement";
import { refuseUnlessReader } from "./models";

/** From so many leads on a person sees how it agrees with the machine; before, the numbers could still sway it. */
export const LEAST_RATED = 10;

export type HandSampleView = {
  sampleId: string;
  /** RFC 3339. */
  drawnAt: string;
  /** In the order of scoring, with what this viewer said: no score of the machine is among it. */
  leads: readonly { leadId: string; rating: Rating | null }[];
};

/** The sample in use as one viewer scores it; null before the first. */
export async function handSample(db: Db, viewer: Viewer): Promise<HandSampleView | null> {
  refuseUnlessReader(viewer);
  const sample = await latestSample(db);
  if (!sample) return null;
  const leads = await db.$queryRaw<{ leadId: string; rating: Rating | null }[]>`
    select l.lead_id as "leadId", s.rating from hand_sample_lead l
    left join hand_score s on s.sample_id = l.sample_id and s.lead_id = l.lead_id and s.user_id = ${viewer.id}::uuid
    where l.sample_id = ${sample.id}::uuid order by l.position`;
  return { sampleId: sample.id, drawnAt: sample.createdAt.toISOString(), leads };
}

export type HandScorer = {
  id: string;
  name: string;
  agreement: Agreement;
  /** Rank correlation with the mean of the others on the leads they share; null where it says nothing. */
  withOthers: number | null;
};

export type NamedDisagreement = Agreement["disagreements"][number] & {
  name: string;
  company: string | null;
  /** The day whose explanation says why the machine saw it so. */
  scoredOn: Day;
};

export type HandAgreement = { people: readonly HandScorer[]; disagreements: readonly NamedDisagreement[] };

/** How many of a person's disagreements are listed. */
const MOST_SHOWN = 10;

/**
 * How those who scored the sample agree with the machine, and one of them in detail (who scored most, unless `personId` is
 * named). Who takes part sees it after having scored ten leads, and of their own leads only those they scored: the rest
 * stays unseen. null for who may not see it yet.
 */
export async function handAgreement(
  db: Db,
  viewer: Viewer,
  personId?: string,
): Promise<(HandAgreement & { shown: HandScorer | null }) | null> {
  refuseUnlessReader(viewer);
  const sample = await latestSample(db);
  if (!sample) return null;
  const rows = await db.$queryRaw<Row[]>`
    select s.user_id as "userId", u.name, s.lead_id as "leadId", s.rating, s.score, s.standing, s.scored_on as "scoredOn"
    from hand_score s join app_user u on u.id = s.user_id
    where s.sample_id = ${sample.id}::uuid order by u.name, s.user_id, s.lead_id`;
  const own = rows.filter(({ userId }) => userId === viewer.id);
  if (may(viewer, "scoring.rate") && own.length < LEAST_RATED) return null;
  const isOpen = (row: Row) =>
    !may(viewer, "scoring.rate") || own.some(({ leadId }) => leadId === row.leadId);
  const visible = rows.filter(isOpen);
  const people = [...Map.groupBy(visible, ({ userId }) => userId)].map(([id, said]) => ({
    id,
    name: said[0]!.name,
    agreement: agreementOf(said),
    withOthers: agreementWithOthers(id, said, visible),
  }));
  const shown =
    people.find(({ id }) => id === (personId ?? viewer.id)) ??
    people.toSorted((a, b) => b.agreement.n - a.agreement.n)[0] ??
    null;
  return { people, shown, disagreements: shown ? await named(db, viewer, shown, visible) : [] };
}

type Row = {
  userId: string;
  name: string;
  leadId: string;
  rating: Rating;
  score: number;
  standing: Standing;
  scoredOn: Date;
};

const latestSample = (db: Db) =>
  db.handSample.findFirst({ orderBy: [{ createdAt: "desc" }, { id: "desc" }] });

function agreementWithOthers(id: string, said: readonly Row[], all: readonly Row[]): number | null {
  const pairs = said.flatMap(({ leadId, rating }) => {
    const others = all.filter((row) => row.leadId === leadId && row.userId !== id);
    if (others.length === 0) return [];
    return [[rating, others.reduce((sum, row) => sum + row.rating, 0) / others.length] as const];
  });
  return spearman(
    pairs.map(([own]) => own),
    pairs.map(([, mean]) => mean),
  );
}

async function named(
  db: Db,
  viewer: Viewer,
  { id, agreement }: HandScorer,
  rows: readonly Row[],
): Promise<NamedDisagreement[]> {
  if (!may(viewer, "lead.read")) return [];
  const shown = agreement.disagreements.slice(0, MOST_SHOWN);
  const leads = await db.lead.findMany({
    where: { id: { in: shown.map(({ leadId }) => leadId) } },
    select: { id: true, name: true, company: { select: { name: true } } },
  });
  return shown.flatMap((disagreement) => {
    const lead = leads.find((candidate) => candidate.id === disagreement.leadId);
    const row = rows.find(({ userId, leadId }) => userId === id && leadId === disagreement.leadId);
    return lead && row
      ? [
          {
            ...disagreement,
            name: lead.name,
            company: lead.company?.name ?? null,
            scoredOn: dayFromColumn(row.scoredOn),
          },
        ]
      : [];
  });
}
