import "server-only";
import { citableProfiles } from "@/lib/buyer-profiles/queries/profiles";
import type { Db } from "@/lib/platform/db/client";
import { type Day, dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { scoreBriefly, scoreLead } from "../evaluate";
import { type Finding, lint } from "../lint";
import type { ScoringModelDocument } from "../model";
import type { Score, ScoreSubject } from "../score";
import { usageFindings, usageOf } from "../usage";
import { modelInForce, refuseUnlessReader } from "./models";
import { loadScoreSubjects } from "./subjects";

/** Rounded fit and engagement, and the clamped total: all that criteria look at. */
type SampledScore = readonly [fit: number, engagement: number, total: number];

type PreviewedLead = {
  id: string;
  name: string;
  company: string | null;
  draft: Score;
  published: Score;
};

export type DraftPreview = {
  /** The version the draft is compared with. */
  model: number;
  on: Day;
  leads: readonly PreviewedLead[];
  /** The same leads under both; all of them when `size` = `of`, else a fair sample by hash. */
  sample: {
    size: number;
    of: number;
    draft: readonly SampledScore[];
    published: readonly SampledScore[];
    /** What each group gives a lead of the sample under the document, on average. */
    groups: Readonly<Record<string, number>>;
  };
  findings: readonly Finding[];
};

/** Enough for a histogram; a call stays well under a second. */
const SAMPLE_SIZE = 1_000;

/** What a document would do today: to the named leads in full, and to a sample of all in numbers. Stores nothing. */
export async function previewDraft(
  db: Db,
  viewer: Viewer,
  document: ScoringModelDocument,
  { leadIds, now }: { leadIds: readonly string[]; now: Date },
): Promise<DraftPreview> {
  refuseUnlessReader(viewer);
  const [{ timeZone, currency }, inForce, types, profiles, sampled] = await Promise.all([
    workspace(db),
    modelInForce(db),
    db.activityType.findMany({ select: { key: true } }),
    citableProfiles(db, viewer),
    sampleOfLeads(db),
  ]);
  const on = dayOf(now, timeZone);
  const [named, subjects] = await Promise.all([
    namesOf(db, viewer, leadIds),
    loadScoreSubjects(db, [...new Set([...leadIds, ...sampled.ids])]),
  ]);
  const inSample = sampled.ids.flatMap((id) => subjects.get(id) ?? []);
  const pointsUnder = (model: ScoringModelDocument) =>
    inSample.map((subject) => points(subject, model, on, timeZone));
  const usage = usageOf(inSample, document, on, timeZone);
  return {
    model: inForce.version,
    on,
    leads: named.flatMap((lead) => {
      const subject = subjects.get(lead.id);
      if (!subject) return [];
      const under = (model: ScoringModelDocument) => scoreLead(subject, model, on, timeZone, currency);
      return { ...lead, draft: under(document), published: under(inForce.document) };
    }),
    sample: {
      size: inSample.length,
      of: sampled.of,
      draft: pointsUnder(document),
      published: pointsUnder(inForce.document),
      groups: Object.fromEntries(usage.groups),
    },
    findings: [
      ...lint(document, { types: new Set(types.map((type) => type.key)), profiles }),
      ...usageFindings(usage, document, sampled.of),
    ],
  };
}

function points(
  subject: ScoreSubject,
  document: ScoringModelDocument,
  on: Day,
  timeZone: string,
): SampledScore {
  const { fit, engagement, total } = scoreBriefly(subject, document, on, timeZone);
  return [fit, engagement, total];
}

/** All leads, or about as many as the sample holds, chosen by a hash of their id: the same ones each time. */
async function sampleOfLeads(db: Db): Promise<{ ids: string[]; of: number }> {
  const [row] = await db.$queryRaw<{ of: number }[]>`
    select count(*)::int as of from lead_score where not binned`;
  const of = row?.of ?? 0;
  const every = Math.ceil(of / SAMPLE_SIZE);
  const rows = await db.$queryRaw<{ lead_id: string }[]>`
    select lead_id from lead_score
    where not binned and (${every} <= 1 or abs(hashtextextended(lead_id::text, 0) % ${Math.max(1, every)}) = 0)
    order by lead_id`;
  return { ids: rows.map((sampled) => sampled.lead_id), of };
}

async function namesOf(
  db: Db,
  viewer: Viewer,
  leadIds: readonly string[],
): Promise<{ id: string; name: string; company: string | null }[]> {
  if (!may(viewer, "lead.read") || leadIds.length === 0) return [];
  const rows = await db.lead.findMany({
    where: { id: { in: [...leadIds] } },
    select: { id: true, name: true, company: { select: { name: true } } },
  });
  const byId = new Map(
    rows.map(({ company, ...lead }) => [lead.id, { ...lead, company: company?.name ?? null }]),
  );
  return leadIds.flatMap((id) => byId.get(id) ?? []);
}

/**
 * The leads a person keeps beside the editor, first pinned first. Who pinned none sees the three best scored among those
 * that sales does not have yet.
 */
export async function pinnedLeadIds(db: Db, viewer: Viewer): Promise<string[]> {
  refuseUnlessReader(viewer);
  const pins = viewer.id
    ? await db.pinnedLead.findMany({
        where: { userId: viewer.id },
        orderBy: { position: "asc" },
        select: { leadId: true },
      })
    : [];
  if (pins.length > 0) return pins.map((pin) => pin.leadId);
  const best = await db.leadScore.findMany({
    where: { stage: { in: ["lead", "mql"] }, binned: false },
    orderBy: [{ score: "desc" }, { leadId: "asc" }],
    take: 3,
    select: { leadId: true },
  });
  return best.map((lead) => lead.leadId);
}
