import type { QualificationAnswers, StageAsk } from "@/lib/progression/trigger";
import { addDays, dayOf } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import { type Act, pricing, views } from "./acts";
import { castOf, type Person } from "./cast";
import type { Chance } from "./chance";
import { AUTHORITIES, BUDGETS, CALL_NOTES, LOST, NEEDS, REJECTED, TIMELINES, VOICEMAILS } from "./texts";
import type { Actor, World } from "./world";

const call = (outcome: string, note: string | null): Act => ({
  type: "call_made",
  initiatedBy: "rep",
  properties: note ? { outcome, note } : { outcome },
});

export const reachedBy = (note: string): Act => call("reached", note);
export const missedBy = (outcome: "no-answer" | "voicemail" | "busy", note: string | null = null): Act =>
  call(outcome, note);

type Calls = { reachable: boolean; most: number; whenReached?: () => void; whenGivenUp?: () => void };

/** Calls until somebody answers, or it has been enough. After the second miss a mail goes out as well. */
export function callsUntilReached(
  world: World,
  actor: Actor,
  rep: Person,
  from: Date,
  calls: Calls,
  nth = 1,
): void {
  const { chance } = actor;
  const wait = nth === 1 ? chance.around(14 * rep.pace, 0.9) : chance.between(90, 420);
  const when = world.times.office(from, wait);
  world.at(when, () => {
    if (calls.reachable && chance.happens(nth === 1 ? 0.68 : 0.5)) {
      world.happen(actor, [reachedBy(chance.pick(CALL_NOTES))], rep);
      calls.whenReached?.();
      return;
    }
    const missed = chance.weighted({ "no-answer": 3, voicemail: 2, busy: 1 });
    const mail: Act = {
      type: "email_sent",
      initiatedBy: "rep",
      properties: { subject: "Tried to reach you" },
    };
    const acts = [missedBy(missed, missed === "voicemail" ? chance.pick(VOICEMAILS) : null)];
    world.happen(actor, nth === 2 && calls.reachable ? [...acts, mail] : acts, rep);
    if (nth < calls.most) callsUntilReached(world, actor, rep, world.present, calls, nth + 1);
    else calls.whenGivenUp?.();
  });
}

/** From SAL on: reach the lead, understand it, confirm it, open a deal, close it. Each step may be the last. */
export function workOn(world: World, actor: Actor): void {
  const { lead, chance } = actor;
  const rep = castOf(world.cast, "rep").find(({ id }) => id === lead.ownerId);
  if (!rep || !lead.pass) return;
  const deal = new Deal(world, actor, rep, lead.pass.id);
  callsUntilReached(world, actor, rep, world.present, {
    reachable: chance.happens(0.93),
    most: 4,
    whenReached: () => deal.understand(),
    whenGivenUp: () => deal.after(60, "sal", () => deal.close("recycled", "no-response")),
  });
}

const ASK = {
  reason: null,
  note: null,
  wake: null,
  criteria: null,
  qualification: {},
  amount: null,
  expectedClose: null,
  actualClose: null,
} satisfies Omit<StageAsk, "to">;

export const askFor = (to: Stage, more: Partial<StageAsk> = {}) =>
  ({ kind: "ask", ask: { ...ASK, to, ...more } }) as const;

const said = ([value, evidence]: readonly [string, string | null]) => ({ value, evidence });

class Deal {
  readonly #chance: Chance;

  constructor(
    readonly world: World,
    readonly actor: Actor,
    readonly rep: Person,
    readonly passId: string,
  ) {
    this.#chance = actor.chance;
  }

  /** Later in office hours, if the pass is still in that stage and with this rep. */
  after(officeMinutes: number, stage: Stage, deed: () => void): void {
    const { world, actor } = this;
    world.at(world.times.office(world.present, officeMinutes), () => {
      const { lead } = actor;
      if (lead.stage === stage && lead.pass?.id === this.passId && lead.ownerId === this.rep.id) deed();
    });
  }

  #days(from: number, to: number): number {
    return this.#chance.between(from, to) * 8 * 60;
  }

  /** The first talk brings answers, and mostly a meeting. */
  understand(): void {
    const { world, actor, rep } = this;
    const chance = this.#chance;
    const answers: Record<string, { value: string; evidence: string | null }> = {};
    if (chance.happens(0.8)) answers.need = said(chance.pick(NEEDS));
    if (chance.happens(0.5)) answers.timeline = said(chance.pick(TIMELINES));
    if (chance.happens(0.35)) answers.budget = said(chance.pick(BUDGETS));
    if (chance.happens(0.35)) answers.authority = said(chance.pick(AUTHORITIES));
    this.after(chance.between(6, 20), "sal", () =>
      world.advance(actor, rep.viewer, { kind: "qualification", answers }),
    );
    const subject = { properties: { title: "Approvals in your company" } };
    this.after(chance.between(4, 40), "sal", () =>
      world.happen(actor, [{ type: "meeting_booked", initiatedBy: "rep", ...subject }], rep),
    );
    this.after(this.#days(1, 5), "sal", () => {
      const held = chance.happens(0.88);
      world.happen(
        actor,
        [{ type: held ? "meeting_held" : "meeting_missed", initiatedBy: "rep", ...subject }],
        rep,
      );
      this.#confirm(answers);
    });
  }

  #confirm(known: QualificationAnswers): void {
    const chance = this.#chance;
    if (chance.happens(0.07)) return;
    const minutes = chance.between(30, 2 * 480);
    if (!chance.happens(this.actor.channel.confirmed)) {
      this.after(minutes, "sal", () => this.#sendAway());
      return;
    }
    this.after(minutes, "sal", () => {
      const need = known.need ?? said(chance.pick(NEEDS));
      const timeline = known.timeline ?? said(chance.pick(TIMELINES));
      const move = askFor("sql", { qualification: { need, timeline } });
      this.world.advance(this.actor, this.rep.viewer, move);
      this.#propose();
    });
  }

  #sendAway(): void {
    const reason = this.#chance.weighted({
      "bad-timing": 4,
      "no-budget": 4,
      "not-ready": 3,
      "other-decision-makers": 3,
      "no-need": 3,
      "wrong-fit": 2,
      "no-authority": 1,
    });
    this.close(
      ["no-need", "wrong-fit", "no-authority"].includes(reason) ? "disqualified" : "recycled",
      reason,
    );
  }

  #propose(): void {
    const chance = this.#chance;
    this.world.at(this.world.times.later(this.world.present, chance.between(1, 4), chance), () =>
      this.world.happen(this.actor, [pricing, views("security")]),
    );
    if (chance.happens(0.08)) return;
    if (!chance.happens(this.actor.channel.proposed)) {
      const reason = chance.pick(["no-budget", "bad-timing", "other-decision-makers"]);
      this.after(this.#days(3, 9), "sql", () => this.close("recycled", reason));
      return;
    }
    this.after(this.#days(1, 6), "sql", () => {
      const { world, actor } = this;
      const today = dayOf(world.present, world.times.zone);
      const move = askFor("opportunity", {
        amount: this.#amount(),
        expectedClose: addDays(today, chance.whole(18, 45)),
      });
      world.advance(actor, this.rep.viewer, move);
      this.#negotiate();
    });
  }

  /** By the size of the company, in hundredths, rounded to a hundred. */
  #amount(): bigint {
    const employees = this.actor.profile.company.employees ?? 90;
    const yearly = Math.min(68_000, 1_800 + employees * this.#chance.between(38, 75));
    return BigInt(Math.round(yearly / 100) * 10_000);
  }

  #negotiate(): void {
    const chance = this.#chance;
    const { actor, world, rep } = this;
    this.after(this.#days(2, 5), "opportunity", () =>
      world.happen(
        actor,
        [{ type: "meeting_held", initiatedBy: "rep", properties: { title: "Offer" } }],
        rep,
      ),
    );
    if (chance.happens(0.12)) return;
    const won = chance.happens(actor.channel.won);
    this.after(this.#days(6, 22), "opportunity", () => {
      if (won) {
        const actualClose = dayOf(world.present, world.times.zone);
        world.advance(actor, rep.viewer, askFor("customer", { actualClose }));
        world.happen(actor, [{ type: "purchased", properties: { plan: "Team" } }]);
      } else if (chance.happens(0.6))
        this.close("recycled", chance.pick(["no-budget", "bad-timing"]), chance.pick(LOST));
      else this.close("disqualified", chance.pick(["competitor", "no-need"]), chance.pick(LOST));
    });
  }

  close(to: "recycled" | "disqualified", reason: string, told?: string): void {
    const { world, actor, rep } = this;
    const chance = this.#chance;
    const note = told ?? (chance.happens(0.6) ? chance.pick(REJECTED[reason]!) : null);
    const today = dayOf(world.present, world.times.zone);
    const named = to === "recycled" && chance.happens(0.4);
    const wake = named ? { on: addDays(today, chance.whole(14, 75)), evidence: true } : null;
    world.advance(actor, rep.viewer, askFor(to, { reason, note, wake }));
  }
}
