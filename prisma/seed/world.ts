import { v7 } from "uuid";
import type { AttributeChange, LeadAttributes } from "@/lib/leads/attributes";
import { attributeChanges } from "@/lib/leads/attributes";
import { advance } from "@/lib/progression/advance";
import type { Moment } from "@/lib/progression/commands/record-history";
import type { Fact } from "@/lib/progression/facts";
import type { House, LeadSnapshot } from "@/lib/progression/snapshot";
import type { Trigger } from "@/lib/progression/trigger";
import type { Candidate } from "@/lib/routing/assign";
import { addDays, dayOf } from "@/lib/shared/day";
import type { Viewer } from "@/lib/team/viewer";
import type { Activity } from "@/lib/tracking/activity";
import type { Act } from "./acts";
import { Agenda } from "./agenda";
import { type Cast, castOf, type Person } from "./cast";
import type { Chance } from "./chance";
import type { Channel } from "./channels";
import type { CompanyProfile } from "./companies";
import { type Company, companyOf, type Profile, snapshotOf } from "./profile";
import { minutesAfter, type Times } from "./times";

/** A lead of the story on its way. `lead` is what the gate knows of it at the present of the story. */
export type Actor = {
  readonly chance: Chance;
  readonly channel: Channel;
  /** Who of marketing looks after it. */
  readonly marketer: Person;
  profile: Profile;
  lead: LeadSnapshot;
  /** As last scored: "A1". */
  grade: string;
  /** How often its attributes were written, and when last. */
  version: number;
  updatedAt: Date;
  /** Told by hand to the end: nobody acts on it by chance. */
  readonly scripted: boolean;
};

export type Change = AttributeChange & { leadId: string; at: Date; actorId: string | null };

export type AdjustmentMade = {
  id: string;
  leadId: string;
  points: number;
  reason: string;
  startsOn: string;
  expiresOn: string | null;
  createdBy: string;
  createdAt: Date;
};

/** Whoever tells us what a visitor does. */
const TRACKING: Viewer = { kind: "system", id: null, name: "Tracking" };
/** The jobs of the night. */
const SYSTEM: Viewer = { kind: "system", id: null, name: "Baton" };

/** How people answer to what has become true. */
export type Reaction = (actor: Actor, facts: readonly Fact[]) => void;

/** So many take some ten milliseconds. */
const DEEDS_IN_A_ROW = 20;

type Load = { open: number; lastAssignedAt: Date | null };

/**
 * The sample's past, lived in order of time: every step goes through the gate with the house as it was at that moment, and
 * what became true is kept. Nothing in here touches the database.
 */
export class World {
  readonly moments: (Moment & { leadId: string })[] = [];
  readonly actors: Actor[] = [];
  readonly changes: Change[] = [];
  readonly adjustments: AdjustmentMade[] = [];
  readonly companies = new Map<string, Company>();
  /** Names of leads whose story is told by hand: nobody else is called so. */
  readonly told = new Set<string>();
  readonly #agenda = new Agenda();
  readonly #load: ReadonlyMap<string, Load>;
  #present: Date;
  #ids = 0;
  react: Reaction = () => {};

  constructor(
    readonly house: House,
    readonly cast: Cast,
    readonly times: Times,
    /** Domains that companies outside the sample have: those of the sample do without. */
    readonly takenDomains: ReadonlySet<string>,
  ) {
    this.#present = times.ago(0);
    this.#load = new Map(Object.values(cast).map(({ id }) => [id, { open: 0, lastAssignedAt: null }]));
  }

  /** When it is in the story. */
  get present(): Date {
    return this.#present;
  }

  /** Plans a deed. What lies after the present day of the real world does not happen. */
  at(when: Date, deed: () => void): void {
    if (when < this.times.now) this.#agenda.add(when, deed);
  }

  /** Lives through everything that is planned, and what is planned on the way. `breathe` lets others work now and then. */
  async run(breathe: () => Promise<unknown>): Promise<void> {
    let done = 0;
    for (let next = this.#agenda.take(); next; next = this.#agenda.take()) {
      this.#present = next.at;
      next.deed();
      done += 1;
      if (done % DEEDS_IN_A_ROW === 0) await breathe();
    }
    this.#present = this.times.now;
  }

  /** An id made at the present of the story: its rows lie in the order of their times. */
  newId = (): string => v7({ msecs: this.#present.getTime(), seq: this.#ids++ });

  /** A lead becomes known, by itself or by the hand of a colleague. */
  capture(told: Omit<Actor, "lead" | "grade" | "version" | "updatedAt">, by: Person | null = null): Actor {
    const { profile } = told;
    const at = this.#present;
    const company = this.#companyOf(profile.company);
    const id = this.newId();
    const actor: Actor = {
      ...told,
      lead: snapshotOf(profile, company, { id, at, correlationId: this.newId() }),
      grade: "",
      version: 1,
      updatedAt: at,
    };
    this.actors.push(actor);
    this.#note(actor, attributeChanges(null, this.attributesOf(profile)), by);
    this.#keepCreation(actor, by);
    this.advance(actor, by?.viewer ?? TRACKING, { kind: "attributes" });
    return actor;
  }

  #companyOf(profile: CompanyProfile): Company {
    const known = this.companies.get(profile.domain);
    if (known) return known;
    const isTaken = this.takenDomains.has(profile.domain);
    const company = companyOf(profile, { id: this.newId(), at: this.#present, isTaken });
    this.companies.set(profile.domain, company);
    return company;
  }

  attributesOf({ company, ...fields }: Profile): LeadAttributes {
    const companyId = this.companies.get(company.domain)!.id;
    return { ...fields, externalId: null, companyId, custom: {} };
  }

  #note(actor: Actor, changes: readonly AttributeChange[], by: Person | null): void {
    for (const change of changes)
      this.changes.push({ ...change, leadId: actor.lead.id, at: this.#present, actorId: by?.id ?? null });
  }

  #keepCreation({ lead }: Actor, by: Person | null): void {
    const { seq, recordedAt } = lead;
    const { correlationId } = lead.lastTransition!;
    const transition = {
      leadId: lead.id,
      seq,
      from: null,
      to: lead.stage,
      kind: "create",
      at: recordedAt,
      recordedAt,
      trigger: "created",
      reasonCode: null,
      note: null,
      passId: null,
      definitionVersion: this.house.definition.version,
      modelVersion: this.house.model.version,
      score: 0,
      undoes: null,
      before: null,
    } as const;
    const caller = { viewer: by?.viewer ?? TRACKING, now: recordedAt, correlationId };
    this.moments.push({ leadId: lead.id, caller, facts: [{ kind: "stage.changed", transition }] });
  }

  /** Things happen one after the other, from now on. `by` is the colleague who does them or writes them down. */
  happen(actor: Actor, acts: readonly Act[], by: Person | null = null): void {
    let when = this.#present;
    for (const act of acts) {
      this.at(when, () => this.#log(actor, act, by));
      when = minutesAfter(when, actor.chance.between(0.7, 6));
    }
  }

  #log(actor: Actor, act: Act, by: Person | null): void {
    const id = this.newId();
    const { channel, campaign } = actor.profile;
    const isFirst = actor.lead.subject.activities.length === 0;
    const activity: Activity = {
      id,
      leadId: actor.lead.id,
      type: act.type,
      occurredAt: this.#present,
      receivedAt: this.#present,
      source: by ? "manual" : "tracking",
      messageId: id,
      payloadHash: id,
      // The first touch carries where the lead came from.
      channel: isFirst ? channel : null,
      campaign: isFirst ? campaign : null,
      trust: act.trust ?? "human",
      initiatedBy: act.initiatedBy ?? null,
      properties: act.properties ?? {},
      actorId: by?.id ?? null,
      importId: null,
    };
    this.advance(actor, by?.viewer ?? TRACKING, { kind: "activities", activities: [activity] });
  }

  /** Through the gate. A refusal is a mistake of the story. */
  advance(actor: Actor, viewer: Viewer, trigger: Trigger): readonly Fact[] {
    const before = actor.lead;
    const caller = { viewer, now: this.#present, correlationId: this.newId() };
    const result = advance(before, this.#houseNow(), trigger, { ...caller, newId: this.newId });
    if (!result.ok)
      throw new Error(
        `the gate refuses ${trigger.kind} for ${before.name} (${before.stage}): ${JSON.stringify(result.reason)}`,
      );
    const { facts, next } = result.value;
    actor.lead = withRejections(next, facts);
    for (const fact of facts) if (fact.kind === "score.changed") actor.grade = fact.score.grade;
    this.moments.push({ leadId: actor.lead.id, caller, facts });
    this.#keepLoad(before, next);
    this.react(actor, facts);
    return facts;
  }

  #houseNow(): House {
    const candidate = ({ id, name, role, capacity }: Person): Candidate => ({
      id,
      name,
      active: true,
      absentUntil: null,
      capacity: role === "rep" ? capacity : Number.POSITIVE_INFINITY,
      ...this.#load.get(id)!,
    });
    return {
      ...this.house,
      today: dayOf(this.#present, this.house.zone),
      reps: castOf(this.cast, "rep").map(candidate),
      marketers: castOf(this.cast, "marketer").map(candidate),
    };
  }

  /** What routing looks at: who has how many waiting, and since when. */
  #keepLoad(before: LeadSnapshot, after: LeadSnapshot): void {
    for (const [lead, step] of [
      [before, -1],
      [after, 1],
    ] as const) {
      const { handoff, ownerId, stage } = lead;
      if (handoff?.status === "pending" && handoff.assigneeId)
        this.#load.get(handoff.assigneeId)!.open += step;
      const marketer = ownerId === null || !["mql", "recycled"].includes(stage) ? null : ownerId;
      if (marketer && castOf(this.cast, "marketer").some(({ id }) => id === marketer))
        this.#load.get(marketer)!.open += step;
    }
    const assigned = after.handoff?.assignedAt;
    if (assigned && after.handoff?.assigneeId && assigned !== before.handoff?.assignedAt)
      this.#load.get(after.handoff.assigneeId)!.lastAssignedAt = assigned;
  }

  /** How many leads wait for this rep's answer. */
  waitingFor = ({ id }: Person): number => this.#load.get(id)!.open;

  /** A colleague writes down what was learned about the lead. */
  edit(actor: Actor, by: Person, told: Partial<Omit<Profile, "company">>): void {
    const changed = { ...actor.profile, ...told };
    const changes = attributeChanges(this.attributesOf(actor.profile), this.attributesOf(changed));
    const { lead } = actor;
    const at = this.#present;
    Object.assign(actor, { profile: changed, version: actor.version + 1, updatedAt: at });
    actor.lead = {
      ...lead,
      attributes: { ...lead.attributes, ...told },
      subject: {
        ...lead.subject,
        attributes: [...lead.subject.attributes, ...changes.map((change) => ({ ...change, at }))],
      },
    };
    this.#note(actor, changes, by);
    this.advance(actor, by.viewer, { kind: "attributes" });
  }

  /** A colleague adds points for a while, with a reason. */
  adjust(actor: Actor, by: Person, points: number, reason: string, days: number | null): void {
    const startsOn = dayOf(this.#present, this.house.zone);
    const expiresOn = days === null ? null : addDays(startsOn, days);
    const adjustment = { id: this.newId(), points, reason, startsOn, expiresOn };
    const { lead } = actor;
    const adjustments = [...lead.subject.adjustments, adjustment];
    actor.lead = { ...lead, subject: { ...lead.subject, adjustments } };
    this.adjustments.push({
      ...adjustment,
      leadId: lead.id,
      createdBy: by.id,
      createdAt: this.#present,
    });
    this.advance(actor, by.viewer, { kind: "attributes" });
  }

  /** What the jobs of the night do: wake dates come, and leads cool. */
  turnDay(): void {
    const today = dayOf(this.#present, this.house.zone);
    for (const actor of this.actors) {
      const { stage, pass } = actor.lead;
      if (stage === "recycled" && pass?.wakeOn && pass.wakeOn <= today)
        this.advance(actor, SYSTEM, { kind: "wake" });
      else if (stage === "mql" && pass?.trigger === "score") this.advance(actor, SYSTEM, { kind: "day" });
    }
  }

  /** Nobody answered. */
  fallSilent(actor: Actor, handoffId: string): void {
    this.advance(actor, SYSTEM, { kind: "silence", handoffId });
  }

  /** The last look at everybody: scores as of the day on which the story ends. */
  settle(): void {
    for (const actor of this.actors) this.advance(actor, SYSTEM, { kind: "day" });
  }
}

/** Whoever says no once is not asked first the next time. */
function withRejections(lead: LeadSnapshot, facts: readonly Fact[]): LeadSnapshot {
  const declined = facts.flatMap((fact) =>
    fact.kind === "handoff.changed" && ["rejected", "returned"].includes(fact.event)
      ? (fact.handoff.answeredBy ?? [])
      : [],
  );
  return declined.length === 0 ? lead : { ...lead, declinedBy: [...declined, ...lead.declinedBy] };
}
