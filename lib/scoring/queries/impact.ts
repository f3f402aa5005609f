import "server-only";
import { arrayOf } from "@/lib/platform/db/arrays";
import type { Db } from "@/lib/platform/db/client";
import { openConnection } from "@/lib/platform/db/connection";
import { type Day, dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { standingOf } from "../evaluate";
import type { ScoringModelDocument } from "../model";
import { bothNeeds, needsOf } from "../needs";
import type { ScoreSubject } from "../score";
import { modelInForce, refuseUnlessReader } from "./models";
import { eachScoreSubject } from "./subject-stream";

export type ImpactLead = { id: string; name: string; stage: string; before: number; after: number };

/** What a document would do to who meets the MQL line and who is hot today. */
export type Impact = {
  /** The version in force it is compared with, and the day of both. */
  model: number;
  on: Day;
  /** Leads that were scored under both, of all that are not in the bin: all of them, or a fair sample by hash. */
  size: number;
  of: number;
  entering: number;
  /** Of those who enter, who is a lead still: whom a person may promote then. */
  stillLeads: number;
  leaving: number;
  becomingHot: number;
  coolingDown: number;
  changing: number;
  /** Some of who enters and leaves, greatest change first. */
  enters: readonly ImpactLead[];
  leaves: readonly ImpactLead[];
};

/** A workspace of up to so many leads is looked at whole: some seconds. */
const EXACT_UP_TO = 50_000;
/** What is looked at of a larger one. */
const SAMPLE_SIZE = 5_000;
const CHUNK = 1_000;
const SHOWN = 5;

type Moved = { id: string; before: number; after: number };

/** Scores leads of today under the document and under the version in force. Stores nothing. */
export async function impactOf(
  db: Db,
  viewer: Viewer,
  document: ScoringModelDocument,
  now: Date,
): Promise<Impact> {
  refuseUnlessReader(viewer);
  const [{ timeZone }, inForce, sample] = await Promise.all([workspace(db), modelInForce(db), sampleOf(db)]);
  const on = dayOf(now, timeZone);
  const counts = { becomingHot: 0, coolingDown: 0, changing: 0, size: 0 };
  const [enters, leaves]: [Moved[], Moved[]] = [[], []];
  const needs = bothNeeds(needsOf(inForce.document), needsOf(document));
  const compare = (subject: ScoreSubject) => {
    const before = standingOf(subject, inForce.document, on, timeZone);
    const after = standingOf(subject, document, on, timeZone);
    counts.size++;
    if (before.total !== after.total) counts.changing++;
    if (after.isHot && !before.isHot) counts.becomingHot++;
    if (before.isHot && !after.isHot) counts.coolingDown++;
    const moved = { id: subject.leadId, before: before.total, after: after.total };
    if (after.meetsMql && !before.meetsMql) enters.push(moved);
    if (before.meetsMql && !after.meetsMql) leaves.push(moved);
  };
  const connection = await openConnection();
  try {
    for (let first = 0; first < sample.ids.length; first += CHUNK) {
      const ids = sample.ids.slice(first, first + CHUNK);
      await connection.snapshot(() => eachScoreSubject(connection, ids, needs, compare));
    }
  } finally {
    await connection.close();
  }
  return {
    model: inForce.version,
    on,
    of: sample.of,
    ...counts,
    entering: enters.length,
    stillLeads: await leadsAmong(db, enters),
    leaving: leaves.length,
    enters: await named(db, viewer, enters),
    leaves: await named(db, viewer, leaves),
  };
}

/** All leads, or about as many as the sample holds, the same ones each time. */
async function sampleOf(db: Db): Promise<{ ids: string[]; of: number }> {
  const of = await db.leadScore.count({ where: { binned: false } });
  const every = of <= EXACT_UP_TO ? 1 : Math.ceil(of / SAMPLE_SIZE);
  const rows = await db.$queryRaw<{ lead_id: string }[]>`
    select lead_id from lead_score
    where not binned and (${every} = 1 or abs(hashtextextended(lead_id::text, 0) % ${every}) = 0) order by lead_id`;
  return { ids: rows.map((row) => row.lead_id), of };
}

async function leadsAmong(db: Db, moved: readonly Moved[]): Promise<number> {
  const ids = arrayOf(moved.map(({ id }) => id));
  const [row] = await db.$queryRaw<{ leads: number }[]>`
    select count(*)::int as leads from lead_score where stage = 'lead' and lead_id = any(${ids}::uuid[])`;
  return row?.leads ?? 0;
}

async function named(db: Db, viewer: Viewer, moved: readonly Moved[]): Promise<ImpactLead[]> {
  if (!may(viewer, "lead.read")) return [];
  const shown = moved
    .toSorted((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before))
    .slice(0, SHOWN);
  const rows = await db.leadScore.findMany({
    where: { leadId: { in: shown.map(({ id }) => id) } },
    select: { leadId: true, stage: true, lead: { select: { name: true } } },
  });
  const of = new Map(rows.map((row) => [row.leadId, { name: row.lead.name, stage: row.stage }]));
  return shown.flatMap((lead) => {
    const known = of.get(lead.id);
    return known ? { ...lead, ...known } : [];
  });
}
