import type { House } from "@/lib/progression/snapshot";
import { startOfDay } from "@/lib/shared/day";
import type { Cast } from "./cast";
import { gatherSampleCrowd } from "./crowd";
import { marketingReacts } from "./marketing";
import { salesReacts, silenceReacts } from "./sales";
import { tellStories } from "./story";
import { minutesAfter, STORY_DAYS, timesOf } from "./times";
import { World } from "./world";

/** The job that turns the day runs twenty minutes past midnight. */
const TURN_OF_DAY = 20;

export type Surroundings = {
  /** Domains of companies that are there already. */
  taken: ReadonlySet<string>;
  /** Called now and then, so that a server that simulates goes on answering. */
  breathe: () => Promise<unknown>;
};

/**
 * Lives through the last 120 days, up to `now`: the same story whenever it is told, at other dates. Answers the leads worth
 * keeping beside the scoring editor as well.
 */
export async function simulate(
  house: House,
  cast: Cast,
  now: Date,
  { taken, breathe }: Surroundings,
): Promise<{ world: World; pinned: string[] }> {
  const world = new World(house, cast, timesOf(now, house.zone), taken);
  wind(world, STORY_DAYS);
  const pinned = tellStories(world);
  gatherSampleCrowd(world);
  await world.run(breathe);
  world.settle();
  return { world, pinned: pinned() };
}

/** Has people answer to what becomes true, and each of the last so many days begin. */
export function wind(world: World, days: number): void {
  world.react = (actor, facts) => {
    silenceReacts(world, actor, facts);
    if (actor.scripted) return;
    salesReacts(world, actor, facts);
    marketingReacts(world, actor, facts);
  };
  for (let ago = days; ago >= 0; ago--) {
    const midnight = startOfDay(world.times.daysAgo(ago), world.times.zone);
    world.at(minutesAfter(midnight, TURN_OF_DAY), () => world.turnDay());
  }
}
