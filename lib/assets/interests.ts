import { type Day, dayNumber, dayNumberOf } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { type Asset, type ContentUse, contentReader, DEPTHS, type Depth } from "./asset";

// What the content a lead used says of it, as of a day. Younger uses weigh more: a use weighs 1 on its own day and half of
// that after each HALF_LIFE_DAYS.

export const HALF_LIFE_DAYS = 30;
/** A depth counts from this weight on: one use within a half-life, or two within two. */
export const LEAST_WEIGHT = 0.5;

export type UsedActivity = {
  id: string;
  type: string;
  occurredAt: Date;
  trust: string;
  initiatedBy: string | null;
  properties: JsonObject;
};

/** One use that speaks for an interest or a depth. */
export type Evidence = { activityId: string; at: Date; title: string; ageDays: number; weight: number };

export type Weighed = {
  /** The sum of the uses' weights. */
  weight: number;
  /** Newest first. */
  evidence: readonly Evidence[];
};

export type Interest = Weighed & {
  tag: string;
  /** Of all interests' weight; they sum to 1. */
  share: number;
};

/** What the content tells; `stage` is the deepest depth that still weighs enough, null when none does. */
export type Interests = {
  stage: Depth | null;
  depths: Readonly<Record<Depth, Weighed>>;
  /** Strongest first. */
  interests: readonly Interest[];
};

/** Reads a lead's own, genuine uses of content up to the end of a day of the zone. Later ones do not exist for it. */
export function interestsOn(
  activities: readonly UsedActivity[],
  assets: readonly Asset[],
  on: Day,
  zone: string,
): Interests {
  const today = dayNumber(on);
  const read = contentReader(assets);
  const byTag = new Map<string, Evidence[]>();
  const byDepth: Record<Depth, Evidence[]> = { tofu: [], mofu: [], bofu: [] };
  for (const activity of activities) {
    const ageDays = today - dayNumberOf(activity.occurredAt, zone);
    const use = ageDays >= 0 && isOwnDoing(activity) ? read(activity.properties) : null;
    if (!use) continue;
    const evidence = evidenceOf(activity, use, ageDays);
    if (use.depth) byDepth[use.depth].push(evidence);
    for (const tag of use.tags) byTag.set(tag, [...(byTag.get(tag) ?? []), evidence]);
  }
  const depths = { tofu: weighed(byDepth.tofu), mofu: weighed(byDepth.mofu), bofu: weighed(byDepth.bofu) };
  const tags = [...byTag]
    .map(([tag, evidence]) => ({ tag, ...weighed(evidence) }))
    .sort((a, b) => b.weight - a.weight || (a.tag < b.tag ? -1 : 1));
  const all = tags.reduce((sum, { weight }) => sum + weight, 0);
  return {
    stage: DEPTHS.findLast((depth) => depths[depth].weight >= LEAST_WEIGHT) ?? null,
    depths,
    interests: tags.map((tag) => ({ ...tag, share: tag.weight / all })),
  };
}

const isOwnDoing = ({ trust, initiatedBy }: UsedActivity): boolean =>
  trust === "human" && (initiatedBy === null || initiatedBy === "lead");

const evidenceOf = (activity: UsedActivity, { title }: ContentUse, ageDays: number): Evidence => ({
  activityId: activity.id,
  at: activity.occurredAt,
  title,
  ageDays,
  weight: 2 ** (-ageDays / HALF_LIFE_DAYS),
});

function weighed(evidence: readonly Evidence[]): Weighed {
  const newestFirst = [...evidence].sort(
    (a, b) => b.at.getTime() - a.at.getTime() || (a.activityId < b.activityId ? 1 : -1),
  );
  return { weight: newestFirst.reduce((sum, { weight }) => sum + weight, 0), evidence: newestFirst };
}

/** What a lead does that uses content of a depth. */
export const STAGE_LABEL: Record<Depth, string> = {
  tofu: "Learning",
  mofu: "Comparing",
  bofu: "Buying",
};

/** Why a lead is at its stage, in a sentence. */
export function stageWords({ stage, depths }: Interests): string {
  if (stage === null)
    return DEPTHS.some((depth) => depths[depth].evidence.length > 0)
      ? "What it used is too long ago to tell."
      : "It used nothing that tells.";
  const { evidence } = depths[stage];
  const [latest] = evidence;
  const when =
    latest!.ageDays === 0 ? "today" : latest!.ageDays === 1 ? "yesterday" : `${latest!.ageDays} days ago`;
  const more = evidence.length === 1 ? "" : `, and ${evidence.length - 1} more of the kind before`;
  return `Used “${latest!.title}” ${when}${more}.`;
}
