import type { HandoffAnswer, QualificationAnswers, StageAsk } from "@/lib/progression/trigger";
import type { Stage } from "@/lib/stages/stages";
import type { Act } from "./acts";
import type { CastKey, Person } from "./cast";
import { chanceOf } from "./chance";
import { channelOf } from "./channels";
import { type CompanyProfile, companyDomain, tongueOf } from "./companies";
import { leadEmail } from "./crowd";
import { askFor } from "./deals";
import type { Profile } from "./profile";
import type { Actor, World } from "./world";

export type Who = {
  firstName: string;
  lastName: string;
  title: string;
  channel: string;
  company: CompanyProfile;
  asset?: string;
  phone?: string;
  /** Known by name and phone only. */
  withoutEmail?: true;
};

/** A company that a tale names: revenue in millions a year. */
export function company(
  name: string,
  industry: string,
  country: string,
  employees: number,
  millions: number | null,
): CompanyProfile {
  return {
    name,
    domain: companyDomain(name),
    industry,
    country,
    tongue: tongueOf(country),
    employees,
    revenue: millions === null ? null : millions * 100_000_000,
  };
}

/**
 * One lead whose story is told by hand, step by step. A step that the model in force makes impossible (a lead that never
 * became MQL cannot be handed over) is left out, so that the sample can be told under any model.
 */
export class Tale {
  readonly #world: World;
  #actor: Actor | null = null;

  constructor(world: World, who: Who, begins: Date, by: CastKey | null = null) {
    this.#world = world;
    const channel = channelOf(who.channel);
    const profile: Profile = {
      email: who.withoutEmail ? null : leadEmail(who.firstName, who.lastName, who.company),
      firstName: who.firstName,
      lastName: who.lastName,
      title: who.title,
      phone: who.phone ?? null,
      country: who.company.country,
      source: channel.source,
      channel: channel.key,
      campaign: channel.campaigns[0] ?? null,
      asset: who.asset ?? null,
      company: who.company,
    };
    const name = `${who.firstName} ${who.lastName}`;
    world.told.add(name);
    const chance = chanceOf(name);
    world.at(begins, () => {
      const told = { chance, channel, marketer: world.cast.ida, profile, scripted: true };
      this.#actor = world.capture(told, by && world.cast[by]);
    });
  }

  /** The lead's id, once the story has begun. */
  get leadId(): string | null {
    return this.#actor?.lead.id ?? null;
  }

  #at(when: Date, deed: (actor: Actor) => void): this {
    this.#world.at(when, () => this.#actor && deed(this.#actor));
    return this;
  }

  #while(stage: Stage, when: Date, deed: (actor: Actor) => void): this {
    return this.#at(when, (actor) => actor.lead.stage === stage && deed(actor));
  }

  /** While an offer waits: who must answer it, and its id. */
  #offered(when: Date, deed: (actor: Actor, assignee: Person, handoffId: string) => void): this {
    return this.#while("mql", when, (actor) => {
      const { handoff } = actor.lead;
      const assignee = Object.values(this.#world.cast).find(({ id }) => id === handoff?.assigneeId);
      if (handoff?.status === "pending" && assignee) deed(actor, assignee, handoff.id);
    });
  }

  /** The lead does something of its own accord. */
  does(when: Date, ...acts: Act[]): this {
    return this.#at(when, (actor) => this.#world.happen(actor, acts));
  }

  /** A colleague does something, or writes down what happened. */
  logs(when: Date, by: CastKey, ...acts: Act[]): this {
    return this.#at(when, (actor) => this.#world.happen(actor, acts, this.#world.cast[by]));
  }

  notes(when: Date, by: CastKey, text: string): this {
    return this.logs(when, by, { type: "note_added", properties: { text }, initiatedBy: "rep" });
  }

  /** Whoever holds the lead does something. */
  ownerLogs(when: Date, ...acts: Act[]): this {
    return this.#at(when, (actor) => {
      const { ownerId, handoff } = actor.lead;
      const holder = handoff?.status === "pending" ? handoff.assigneeId : ownerId;
      const owner = Object.values(this.#world.cast).find(({ id, role }) => id === holder && role === "rep");
      if (owner) this.#world.happen(actor, acts, owner);
    });
  }

  handsOver(when: Date, to: CastKey | null, note: string): this {
    return this.#while("mql", when, (actor) => {
      if (actor.lead.handoff?.status === "pending") return;
      const assigneeId = to && this.#world.cast[to].id;
      this.#world.advance(actor, actor.marketer.viewer, { kind: "hand-over", assigneeId, note });
    });
  }

  sees(when: Date): this {
    return this.#offered(when, (actor, rep, handoffId) =>
      this.#world.advance(actor, rep.viewer, { kind: "seen", handoffId }),
    );
  }

  #answers(when: Date, answer: HandoffAnswer): this {
    return this.#offered(when, (actor, rep, handoffId) =>
      this.#world.advance(actor, rep.viewer, { kind: "answer", handoffId, answer }),
    );
  }

  accepts(when: Date, note: string | null = null): this {
    return this.#answers(when, { kind: "accept", criteria: null, note });
  }

  /** `wakeOn`: the day on which the lead may come back, "YYYY-MM-DD". */
  rejects(when: Date, reason: string, note: string, wakeOn: string | null = null): this {
    const wake = wakeOn === null ? null : { on: wakeOn, evidence: true };
    return this.#answers(when, { kind: "reject", reason, note, wake });
  }

  returns(when: Date, note: string): this {
    return this.#answers(when, { kind: "return", note });
  }

  withdraws(when: Date, note: string): this {
    return this.#offered(when, (actor, _, handoffId) =>
      this.#world.advance(actor, actor.marketer.viewer, { kind: "withdraw", handoffId, note }),
    );
  }

  reassigns(when: Date, to: CastKey): this {
    const { cast } = this.#world;
    return this.#offered(when, (actor, rep, handoffId) => {
      const assignee = rep.key === to ? cast.ben : cast[to];
      const trigger = { kind: "reassign", handoffId, assigneeId: assignee.id } as const;
      this.#world.advance(actor, cast.marion.viewer, trigger);
    });
  }

  /** The rep who just accepted takes it back. */
  takesBack(when: Date): this {
    return this.#while("sal", when, (actor) => {
      const rep = Object.values(this.#world.cast).find(({ id }) => id === actor.lead.ownerId)!;
      this.#world.advance(actor, rep.viewer, { kind: "undo" });
    });
  }

  learns(when: Date, answers: QualificationAnswers): this {
    return this.#while("sal", when, (actor) =>
      this.#world.advance(actor, this.#worker(actor).viewer, { kind: "qualification", answers }),
    );
  }

  /** Moves on from a stage; by the rep who works it unless somebody else is named. */
  moves(when: Date, from: Stage, to: Stage, more: Partial<StageAsk> = {}, by?: CastKey): this {
    return this.#while(from, when, (actor) => {
      const person = by ? this.#world.cast[by] : this.#worker(actor);
      this.#world.advance(actor, person.viewer, askFor(to, more));
    });
  }

  adjusts(when: Date, by: CastKey, points: number, reason: string, days: number | null): this {
    return this.#at(when, (actor) => this.#world.adjust(actor, this.#world.cast[by], points, reason, days));
  }

  edits(when: Date, by: CastKey, told: Partial<Omit<Profile, "company">>): this {
    return this.#at(when, (actor) => this.#world.edit(actor, this.#world.cast[by], told));
  }

  /** The rep who owns the lead, else the manager. */
  #worker(actor: Actor): Person {
    const people = Object.values(this.#world.cast);
    return (
      people.find(({ id, role }) => id === actor.lead.ownerId && role === "rep") ?? this.#world.cast.marion
    );
  }
}
