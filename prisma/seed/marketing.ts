import type { Fact } from "@/lib/progression/facts";
import { addDays, dayOf } from "@/lib/shared/day";
import { letter, pricing } from "./acts";
import { comesBack, type Sitting } from "./behaviour";
import { askFor } from "./deals";
import { OFFERS, OFFERS_AGAIN, REJECTED } from "./texts";
import type { Actor, World } from "./world";

/** Plans what a lead does of its own accord, sitting after sitting. */
export function live(world: World, actor: Actor, sittings: readonly Sitting[], from: Date): void {
  let when = from;
  for (const { days, acts } of sittings) {
    if (days > 0) when = world.times.later(when, days, actor.chance);
    world.at(when, () => world.happen(actor, acts));
  }
}

/** How marketing answers to what became true, and how leads come back that were sent away. */
export function marketingReacts(world: World, actor: Actor, facts: readonly Fact[]): void {
  const offered = facts.some(({ kind }) => kind === "handoff.opened");
  for (const fact of facts) {
    if (fact.kind === "stage.changed" && fact.transition.to === "mql" && !offered) nurture(world, actor);
    if (fact.kind === "handoff.changed" && (fact.event === "expired" || fact.event === "returned"))
      offerAgain(world, actor);
    if (fact.kind === "stage.changed" && fact.transition.to === "recycled") mayComeBack(world, actor);
    if (fact.kind === "activity.logged" && fact.activity.type === "email_bounced") cleanUp(world, actor);
  }
}

/** A warm MQL belongs to marketing until somebody passes it on; not everybody is passed on. */
function nurture(world: World, actor: Actor): void {
  const { chance, marketer } = actor;
  if (chance.happens(0.62)) {
    passOn(world, actor, chance.between(10, 200), chance.pick(OFFERS));
    return;
  }
  const { sent, opened, clicked } = letter(chance.whole(0, 3));
  world.at(world.times.office(world.present, chance.between(300, 1_500)), () =>
    world.happen(actor, [sent], marketer),
  );
  const interested = chance.happens(0.5);
  world.at(world.times.later(world.present, chance.between(3, 6), chance), () =>
    world.happen(actor, interested ? [opened, clicked, pricing] : [opened]),
  );
  if (interested) passOn(world, actor, chance.between(2_400, 5_000), chance.pick(OFFERS));
}

/** Hands it to sales later in office hours, if it is still marketing's. */
function passOn(world: World, actor: Actor, officeMinutes: number, note: string): void {
  const passId = actor.lead.pass?.id;
  world.at(world.times.office(world.present, officeMinutes), () => {
    const { stage, pass, handoff } = actor.lead;
    if (stage === "mql" && pass?.id === passId && handoff?.status !== "pending")
      world.advance(actor, actor.marketer.viewer, { kind: "hand-over", assigneeId: null, note });
  });
}

function offerAgain(world: World, actor: Actor): void {
  const { chance, marketer } = actor;
  const course = chance.weighted({ again: 7, recycle: 2, rest: 1 });
  if (course === "again") passOn(world, actor, chance.between(120, 700), chance.pick(OFFERS_AGAIN));
  if (course !== "recycle") return;
  world.at(world.times.office(world.present, chance.between(200, 1_200)), () => {
    if (actor.lead.stage !== "mql" || actor.lead.handoff?.status === "pending") return;
    const on = addDays(dayOf(world.present, world.times.zone), chance.whole(20, 60));
    const move = askFor("recycled", { reason: "not-ready", wake: { on, evidence: true } });
    world.advance(actor, marketer.viewer, move);
  });
}

function mayComeBack(world: World, actor: Actor): void {
  const { chance } = actor;
  if (!chance.happens(0.3)) return;
  const back = world.times.later(world.present, chance.between(9, 34), chance);
  live(world, actor, comesBack(chance), back);
}

/** A mail that bounced for good: nobody is there. */
function cleanUp(world: World, actor: Actor): void {
  const { chance, marketer } = actor;
  if (!chance.happens(0.7)) return;
  world.at(world.times.office(world.present, chance.between(100, 1_000)), () => {
    if (actor.lead.stage !== "lead") return;
    const move = askFor("disqualified", { reason: "bad-data", note: chance.pick(REJECTED["bad-data"]!) });
    world.advance(actor, marketer.viewer, move);
  });
}

/** Leads outside the profile that marketing sorts out before sales ever sees them. */
export function sortOut(world: World, actor: Actor, after: Date): void {
  const { chance, marketer } = actor;
  world.at(world.times.office(after, chance.between(500, 3_000)), () => {
    if (actor.lead.stage !== "lead") return;
    const reason = chance.weighted({ "wrong-fit": 6, "no-authority": 3, competitor: 1, "no-need": 2 });
    world.advance(actor, marketer.viewer, askFor("disqualified", { reason, note: null }));
  });
}
