import { dayNumberOf } from "@/lib/shared/day";
import { type Ground, REQUEST_IS_FRESH_DAYS } from "./ground";
import { SPELL, type SpellKind } from "./spells";

// The instants at which a lead could have become an MQL: something new was known of it while it was free. The same for
// every model, so they are worked out once.

/** What a moment is, in bits. */
export const MOMENT = {
  /** The opening of a real pass: looked at to compare bands with outcomes, never a crossing. */
  look: 1,
  /** An activity became known. Without it an attribute was edited. */
  activity: 2,
  /** The lead asked to talk to sales: now, or in an activity that is still fresh. */
  asks: 4,
  asked: 8,
  /** A required field was not known. */
  missing: 16,
  /** The lead is recycled: only what it did since counts as well. */
  recycled: 32,
  /** The lead is recycled and no score wakes it, or it did nothing since. */
  resting: 64,
} as const;

export type Moments = {
  start: Uint32Array;
  at: Float64Array;
  day: Int32Array;
  /** The state of the lead's attributes; −1 before the first. */
  state: Int32Array;
  flags: Uint8Array;
  /** When the last pass closed (−∞ without one): older requests are spent. */
  since: Float64Array;
  /** 1: the lead's activities became known in the order in which they occurred, none before its day. */
  orderly: Uint8Array;
  /** Leads with a moment that could be a crossing. */
  considered: number;
  /** Activities that became known on a later day than they occurred on. */
  toldLate: number;
};

/** All moments of the window, lead by lead, in the order of time. At one instant everything counts that is known by then. */
export function momentsOf(ground: Ground): Moments {
  const rows = ground.activities.at.length + ground.edits.at.length + ground.leads;
  const moments = {
    start: new Uint32Array(ground.leads + 1),
    at: new Float64Array(rows),
    day: new Int32Array(rows),
    state: new Int32Array(rows),
    flags: new Uint8Array(rows),
    since: new Float64Array(rows),
    orderly: new Uint8Array(ground.leads),
    considered: 0,
    toldLate: 0,
  };
  let row = 0;
  for (let lead = 0; lead < ground.leads; lead++) {
    moments.start[lead] = row;
    row = addLead(ground, lead, moments, row);
  }
  moments.start[ground.leads] = row;
  return {
    ...moments,
    at: moments.at.slice(0, row),
    day: moments.day.slice(0, row),
    state: moments.state.slice(0, row),
    flags: moments.flags.slice(0, row),
    since: moments.since.slice(0, row),
  };
}

type Writable = { -readonly [K in keyof Moments]: Moments[K] };

function addLead(ground: Ground, lead: number, moments: Writable, first: number): number {
  const { activities, edits, spells, states, passAt, zone, from, to, shapes } = ground;
  const order = byKnown(ground, lead);
  let next = 0;
  let edit = edits.start[lead]!;
  const lastEdit = edits.start[lead + 1]!;
  const spellEnd = spells.start[lead + 1]!;
  let spell = spells.start[lead]!;
  let state = states.start[lead]! - 1;
  const stateEnd = states.start[lead + 1]!;
  let look = passAt[lead]!;
  let latestAt = Number.NEGATIVE_INFINITY;
  let askedAt = Number.NEGATIVE_INFINITY;
  let row = first;
  let isConsidered = false;
  moments.orderly[lead] = isOrderly(ground, order) ? 1 : 0;

  // What was known before the window.
  for (; next < order.length && activities.known[order[next]!]! < from; next++) note(order[next]!);

  for (;;) {
    const activityAt = next < order.length ? activities.known[order[next]!]! : Number.POSITIVE_INFINITY;
    const editAt = edit < lastEdit ? edits.at[edit]! : Number.POSITIVE_INFINITY;
    const at = Math.min(activityAt, editAt);
    if (look < at && look <= to) {
      while (state + 1 < stateEnd && states.at[state + 1]! <= look) state++;
      write(look, MOMENT.look, Number.NEGATIVE_INFINITY);
      look = Number.POSITIVE_INFINITY;
      continue;
    }
    if (at > to) break;
    const day = dayNumberOf(at, zone);
    while (spell + 1 < spellEnd && spells.at[spell + 1]! < at) spell++;
    while (state + 1 < stateEnd && states.at[state + 1]! <= at) state++;
    const kind = spells.kind[spell]! as SpellKind;
    const since = spells.since[spell]!;
    let flags = 0;
    for (; next < order.length && activities.known[order[next]!]! === at; next++) {
      const index = order[next]!;
      flags |= MOMENT.activity;
      if (activities.day[index]! < day) moments.toldLate++;
      note(index);
      if (!shapes[activities.shape[index]!]!.asks) continue;
      if (activities.at[index]! > since && day - activities.day[index]! <= REQUEST_IS_FRESH_DAYS)
        flags |= MOMENT.asks;
    }
    while (edit < lastEdit && edits.at[edit] === at) edit++;
    if (kind === SPELL.taken) continue;
    if (askedAt > since && day - dayNumberOf(askedAt, zone) <= REQUEST_IS_FRESH_DAYS) flags |= MOMENT.asked;
    if (kind === SPELL.recycled) flags |= latestAt > since ? MOMENT.recycled : MOMENT.resting;
    if (kind === SPELL.resting) flags |= MOMENT.resting;
    if (state < states.start[lead]! ? ground.missingAtFirst : states.missing[state] === 1)
      flags |= MOMENT.missing;
    write(at, flags, since);
    isConsidered = true;
  }
  if (isConsidered) moments.considered++;
  return row;

  function note(index: number): void {
    latestAt = Math.max(latestAt, activities.at[index]!);
    if (shapes[activities.shape[index]!]!.asks) askedAt = Math.max(askedAt, activities.at[index]!);
  }

  function write(at: number, flags: number, since: number): void {
    moments.at[row] = at;
    moments.day[row] = dayNumberOf(at, zone);
    moments.state[row] = state < states.start[lead]! ? -1 : state;
    moments.flags[row] = flags;
    moments.since[row] = since;
    row++;
  }
}

function isOrderly({ activities: { known, day }, zone }: Ground, order: readonly number[]): boolean {
  for (let place = 0; place < order.length; place++) {
    const index = order[place]!;
    if (place > 0 && index !== order[place - 1]! + 1) return false;
    if (day[index]! > dayNumberOf(known[index]!, zone)) return false;
  }
  return true;
}

/** The places of a lead's activities in the order in which they became known; as they are when that is their own order. */
export function byKnown({ activities: { start, known } }: Ground, lead: number): number[] {
  const order: number[] = [];
  let inOrder = true;
  for (let index = start[lead]!; index < start[lead + 1]!; index++) {
    if (order.length > 0 && known[index]! < known[index - 1]!) inOrder = false;
    order.push(index);
  }
  return inOrder ? order : order.sort((a, b) => known[a]! - known[b]! || a - b);
}
