import type { Moment } from "@/lib/progression/commands/record-history";
import type { House } from "@/lib/progression/snapshot";
import { addDays } from "@/lib/shared/day";
import type { Cast } from "../cast";
import { type CompanyProfile, inventCompanies } from "../companies";
import { gatherCrowd } from "../crowd";
import { wind } from "../simulate";
import { STORY_DAYS, timesOf } from "../times";
import { type Actor, type Change, World } from "../world";

/** How one lead of a crowd fared, from the instant it became known until nothing more came of it. */
export type Life = {
  crowd: number;
  world: World;
  actor: Actor;
  /** Through the gate, in the order of time. */
  moments: readonly Moment[];
  changes: readonly Change[];
};

/** As many as in the sample, so that the reps of a crowd have as much to do. */
const CROWD = 368;
const COMPANIES = 172;
/** After so long hardly any life of the sample's chances still changes. */
const LONGEST_LIFE = 200;

/** What everybody is called in a life that many leads will lead: each of them has a name of its own. */
export const STAND_IN = {
  firstName: "Xfirstx",
  lastName: "Xlastx",
  company: "Xcompanyx",
  domain: (nth: number) => `xdomainx-${nth}.example`,
} as const;

/** Lives through a crowd of the sample's kind, to the end of every life; the same for the same seed. */
export async function liveThrough(
  house: House,
  cast: Cast,
  { crowd, now, ...told }: { crowd: number; seed: string; now: Date; breathe: () => Promise<unknown> },
): Promise<Life[]> {
  const seed = `${told.seed} ${crowd} `;
  const world = new World(house, cast, timesOf(now, house.zone), new Set());
  wind(world, STORY_DAYS + LONGEST_LIFE);
  gatherCrowd(world, {
    size: CROWD,
    companies: inventCompanies(COMPANIES, `${seed}companies`).map(standIn),
    seed,
    nameOf: () => STAND_IN,
    lastDay: addDays(world.times.today, -LONGEST_LIFE),
  });
  await world.run(told.breathe);
  return livesOf(world, crowd);
}

const standIn = (company: CompanyProfile, nth: number): CompanyProfile => ({
  ...company,
  name: STAND_IN.company,
  domain: STAND_IN.domain(nth),
});

function livesOf(world: World, crowd: number): Life[] {
  const moments = Map.groupBy(world.moments, ({ leadId }) => leadId);
  const changes = Map.groupBy(world.changes, ({ leadId }) => leadId);
  return world.actors.map((actor) => ({
    crowd,
    world,
    actor,
    moments: moments.get(actor.lead.id) ?? [],
    changes: changes.get(actor.lead.id) ?? [],
  }));
}
