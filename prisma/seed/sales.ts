import type { Fact } from "@/lib/progression/facts";
import type { HandoffState } from "@/lib/progression/snapshot";
import type { HandoffAnswer } from "@/lib/progression/trigger";
import { addDays, dayOf } from "@/lib/shared/day";
import { silenceAt } from "@/lib/sla/policy";
import { castOf, type Person } from "./cast";
import { callsUntilReached, workOn } from "./deals";
import { ACCEPTED, REJECTED, RETURNED } from "./texts";
import { minutesAfter } from "./times";
import type { Actor, World } from "./world";

/** Minutes of office hours in which half of the answers come, before a rep's own pace. */
const USUAL_MINUTES = { hand_raise: 2.6, pql: 8, hot_score: 8, manual: 70 } as const;
/** With so many waiting, everything takes longer. */
const BUSY = 7;
const BUSY_FACTOR = 5;
/** Six weeks ago the team agreed to answer requests before anything else. */
const AGREEMENT_DAYS = 42;
const BEFORE_AGREEMENT = 1.7;

/** How sales answers to what became true: the assignee looks at the offer, and decides. */
export function salesReacts(world: World, actor: Actor, facts: readonly Fact[]): void {
  for (const fact of facts) {
    if (fact.kind === "handoff.opened") lookAtOffer(world, actor, fact.handoff);
    if (fact.kind === "handoff.changed" && fact.event === "reassigned")
      lookAtOffer(world, actor, fact.handoff);
    if (fact.kind === "stage.changed" && fact.transition.to === "sal") workOn(world, actor);
  }
}

/** Silence past the policy's end takes every offer back, whoever holds it. */
export function silenceReacts(world: World, actor: Actor, facts: readonly Fact[]): void {
  for (const fact of facts) {
    const isNew =
      fact.kind === "handoff.opened" || (fact.kind === "handoff.changed" && fact.event === "reassigned");
    if (!isNew || !fact.handoff.dueAt) continue;
    const offer = fact.handoff;
    whileWaiting(world, actor, offer, minutesAfter(silenceAt(fact.handoff.dueAt), 0.4), () =>
      world.fallSilent(actor, offer.id),
    );
  }
}

const repOf = (world: World, { assigneeId }: HandoffState): Person | undefined =>
  castOf(world.cast, "rep").find(({ id }) => id === assigneeId);

/** Runs the deed when its time comes, if the offer still waits for this rep. */
function whileWaiting(world: World, actor: Actor, offer: HandoffState, when: Date, deed: () => void): void {
  world.at(when, () => {
    const { handoff } = actor.lead;
    const waits = handoff?.id === offer.id && handoff.status === "pending";
    if (waits && handoff.assigneeId === offer.assigneeId) deed();
  });
}

function lookAtOffer(world: World, actor: Actor, offer: HandoffState): void {
  const { chance, channel } = actor;
  const rep = repOf(world, offer);
  if (!rep) {
    whileWaiting(world, actor, offer, world.times.office(world.present, chance.between(20, 90)), () =>
      reassign(world, actor, offer),
    );
    return;
  }
  const answersAt = whenAnswered(world, actor, offer, rep);
  const seenAt = minutesAfter(world.present, minutesUntil(world, answersAt) * chance.between(0.3, 0.9));
  whileWaiting(world, actor, offer, seenAt, () =>
    world.advance(actor, rep.viewer, { kind: "seen", handoffId: offer.id }),
  );
  const course = chance.weighted({
    answers: 100,
    returns: 4,
    ignores: rep.pace > 2 && offer.cause !== "hand_raise" ? 26 : 5,
    moves: rep.pace > 2 ? 8 : 2,
  });
  const answer = (given: HandoffAnswer) =>
    whileWaiting(world, actor, offer, answersAt, () =>
      world.advance(actor, rep.viewer, { kind: "answer", handoffId: offer.id, answer: given }),
    );
  if (course === "returns") answer({ kind: "return", note: chance.pick(RETURNED) });
  if (course === "moves")
    whileWaiting(world, actor, offer, world.times.office(offer.dueAt ?? world.present, 25), () =>
      reassign(world, actor, offer),
    );
  if (course !== "answers") return;
  if (chance.happens(acceptance(actor))) {
    answer({ kind: "accept", criteria: null, note: chance.happens(0.45) ? chance.pick(ACCEPTED) : null });
    return;
  }
  const reason = chance.weighted(channel.rejections);
  if (reason === "no-response") callsUntilReached(world, actor, rep, seenAt, { reachable: false, most: 2 });
  const patience = reason === "no-response" ? 240 : 0;
  whileWaiting(world, actor, offer, world.times.office(answersAt, patience), () =>
    world.advance(actor, rep.viewer, {
      kind: "answer",
      handoffId: offer.id,
      answer: rejection(world, actor, reason),
    }),
  );
}

function minutesUntil(world: World, when: Date): number {
  return (when.getTime() - world.present.getTime()) / 60_000;
}

function whenAnswered(world: World, { chance }: Actor, { cause }: HandoffState, rep: Person): Date {
  const { times, present } = world;
  const isEarly = dayOf(present, times.zone) < times.daysAgo(AGREEMENT_DAYS);
  const habit = isEarly && cause !== "manual" ? BEFORE_AGREEMENT : 1;
  const load = world.waitingFor(rep) >= BUSY ? BUSY_FACTOR : 1;
  return times.office(
    present,
    Math.max(0.4, chance.around(USUAL_MINUTES[cause] * rep.pace * habit * load, 0.8)),
  );
}

const FITS: Readonly<Record<string, number>> = { A: 1.25, B: 1.15, C: 0.95, D: 0.45 };

/** What the channel is worth, and whether the company fits. */
function acceptance({ channel, lead, grade }: Actor): number {
  const fit = FITS[grade.charAt(0)] ?? 1;
  const unasked = lead.handoff?.cause === "manual" ? 0.92 : 1;
  const knownAlready = (lead.pass?.number ?? 1) > 1 ? 1.12 : 1;
  return Math.min(0.95, channel.accepted * fit * unasked * knownAlready);
}

/** Reasons after which it makes sense to name a day. */
const TIMELY = ["not-ready", "bad-timing", "no-budget"];

export function rejection(
  { present, times }: World,
  { chance }: Actor,
  reason: string,
): Extract<HandoffAnswer, { kind: "reject" }> {
  const named = TIMELY.includes(reason) && chance.happens(0.55);
  const wake = named
    ? { on: addDays(dayOf(present, times.zone), chance.whole(14, 70)), evidence: true }
    : null;
  return { kind: "reject", reason, note: chance.happens(0.6) ? chance.pick(REJECTED[reason]!) : null, wake };
}

/** The manager gives it to whoever of the quick ones has least to do. */
function reassign(world: World, actor: Actor, offer: HandoffState): void {
  const [next] = castOf(world.cast, "rep")
    .filter(({ id, pace }) => pace < 1 && id !== offer.assigneeId)
    .sort((a, b) => world.waitingFor(a) - world.waitingFor(b));
  world.advance(actor, world.cast.marion.viewer, {
    kind: "reassign",
    handoffId: offer.id,
    assigneeId: next!.id,
  });
}
