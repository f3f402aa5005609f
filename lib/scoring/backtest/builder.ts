import { dayNumberOf } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";
import type { AttributeValue } from "../score";
import { bytes, floats, integers, places, Starts } from "./columns";
import type { ActivityShape, Ground } from "./ground";
import type { Spell } from "./spells";

export type GroundOptions = Pick<Ground, "zone" | "from" | "to" | "leads" | "entry"> & {
  /** What the models ask of a lead and its company. */
  fields: readonly string[];
  /** Fields without which nobody becomes an MQL, as they are called in the attribute log. */
  required: readonly string[];
};

/** Puts a ground together. Rows of one kind come lead by lead, the leads in ascending order; kinds may come in any order. */
export class GroundBuilder {
  readonly #options: GroundOptions;
  readonly #fields: Map<string, FieldColumn>;
  readonly #created: Int32Array;
  readonly #passAt: Float64Array;
  readonly #fate: Uint8Array;
  readonly #activities;
  readonly #states;
  readonly #edits;
  readonly #spells;

  constructor(options: GroundOptions) {
    const { leads } = options;
    this.#options = options;
    this.#fields = new Map(
      [...new Set([...options.fields, ...options.required])].map((field) => [field, new FieldColumn()]),
    );
    this.#created = new Int32Array(leads);
    this.#passAt = new Float64Array(leads).fill(Number.NaN);
    this.#fate = new Uint8Array(leads);
    this.#activities = {
      start: new Starts(leads),
      at: floats(),
      day: integers(),
      known: floats(),
      shape: places(),
    };
    this.#states = { start: new Starts(leads), at: floats(), missing: bytes() };
    this.#edits = { start: new Starts(leads), at: floats() };
    this.#spells = { start: new Starts(leads), at: floats(), kind: bytes(), since: floats() };
  }

  created(lead: number, at: number): void {
    this.#created[lead] = dayNumberOf(at, this.#options.zone);
  }

  /** In the order of occurrence. */
  activity(lead: number, { at, known, shape }: { at: number; known: number; shape: number }): void {
    const activities = this.#activities;
    activities.start.at(lead, activities.at.length);
    activities.at.push(at);
    activities.day.push(dayNumberOf(at, this.#options.zone));
    activities.known.push(known);
    activities.shape.push(shape);
  }

  /** Oldest first; values of one instant make one state. */
  attributes(lead: number, values: readonly AttributeValue[]): void {
    const states = this.#states;
    states.start.at(lead, states.at.length);
    for (const field of this.#fields.values()) field.begin();
    for (let index = 0; index < values.length; ) {
      const at = values[index]!.at.getTime();
      for (; index < values.length && values[index]!.at.getTime() === at; index++)
        this.#fields.get(values[index]!.field)?.set(values[index]!.value);
      states.at.push(at);
      states.missing.push(this.#options.required.some((field) => !this.#fields.get(field)!.isTold) ? 1 : 0);
      for (const field of this.#fields.values()) field.keep();
    }
  }

  /** Instants in ascending order, within the window. */
  edits(lead: number, instants: readonly number[]): void {
    this.#edits.start.at(lead, this.#edits.at.length);
    let last = Number.NaN;
    for (const at of instants) {
      if (at !== last) this.#edits.at.push(at);
      last = at;
    }
  }

  spells(lead: number, spells: readonly Spell[]): void {
    this.#spells.start.at(lead, this.#spells.at.length);
    for (const { at, kind, since } of spells) {
      this.#spells.at.push(at);
      this.#spells.kind.push(kind);
      this.#spells.since.push(since);
    }
  }

  /** A pass of the window, the first one first. `at` is null where nobody told when it opened. */
  pass(lead: number, { at, fate }: { at: number | null; fate: number }): void {
    if (this.#fate[lead] === 0 && at !== null) this.#passAt[lead] = at;
    this.#fate[lead]! |= fate;
  }

  take(shapes: readonly ActivityShape[]): Ground {
    const { zone, from, to, leads, entry, required } = this.#options;
    const activities = this.#activities;
    const states = this.#states;
    const spells = this.#spells;
    return {
      zone,
      from,
      to,
      fromDay: dayNumberOf(from, zone),
      toDay: dayNumberOf(to, zone),
      leads,
      createdDay: this.#created,
      activities: {
        start: activities.start.take(activities.at.length),
        at: activities.at.take(),
        day: activities.day.take(),
        known: activities.known.take(),
        shape: activities.shape.take(),
      },
      shapes,
      states: {
        start: states.start.take(states.at.length),
        at: states.at.take(),
        missing: states.missing.take(),
        fields: new Map([...this.#fields].map(([name, field]) => [name, field.take()])),
      },
      missingAtFirst: required.length > 0,
      edits: { start: this.#edits.start.take(this.#edits.at.length), at: this.#edits.at.take() },
      spells: {
        start: spells.start.take(spells.at.length),
        at: spells.at.take(),
        kind: spells.kind.take(),
        since: spells.since.take(),
      },
      passAt: this.#passAt,
      fate: this.#fate,
      entry,
    };
  }
}

/** One field of the states; each different value is kept once. */
class FieldColumn {
  readonly #codes = places();
  readonly #values: Json[] = [null];
  readonly #known = new Map<Json, number>();
  #now = 0;

  get isTold(): boolean {
    const value = this.#values[this.#now]!;
    return typeof value === "string" ? value.trim() !== "" : value !== null;
  }

  begin(): void {
    this.#now = 0;
  }

  set(value: Json): void {
    if (value === null) {
      this.#now = 0;
      return;
    }
    const key = typeof value === "object" ? JSON.stringify(value) : value;
    let code = this.#known.get(key);
    // A text that looks like a list or an object is another value.
    if (code === undefined || (typeof value === "object") !== (typeof this.#values[code] === "object")) {
      code = this.#values.push(value) - 1;
      this.#known.set(key, code);
    }
    this.#now = code;
  }

  keep(): void {
    this.#codes.push(this.#now);
  }

  take(): { codes: Uint32Array; values: readonly Json[] } {
    return { codes: this.#codes.take(), values: this.#values };
  }
}
