import fc from "fast-check";
import { GroundBuilder } from "@/lib/scoring/backtest/builder";
import type { ActivityShape, Ground } from "@/lib/scoring/backtest/ground";
import { type Step, spellsOf } from "@/lib/scoring/backtest/spells";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";
import { isHandRaise } from "@/lib/tracking/signals";
import { subject } from "../../../oracle/arbitraries";

// Leads in memory, with when each thing became known.

export type PastLead = {
  subject: ScoreSubject;
  /** When each activity became known, in step with the subject's. */
  known: readonly Date[];
  steps: readonly Step[];
  fate: number;
  passAt: Date | null;
};

export type Past = Pick<Ground, "zone" | "from" | "to" | "entry"> & {
  required: readonly string[];
  leads: readonly PastLead[];
};

export const FROM = Date.parse("2026-03-10T00:00:00Z");
export const TO = Date.parse("2026-05-10T00:00:00Z");

const MINUTE = 60_000;

/** Minutes between an activity and its receipt: mostly none, sometimes days, and clocks that are ahead. */
const delay = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: -600, max: 6_000 }) },
);

/** When the last pass closed, and whether new evidence wakes the lead; null for a lead that never had one. */
const recycled = fc.option(fc.record({ at: fc.integer({ min: 1, max: 20_000 }), wakes: fc.boolean() }), {
  nil: null,
  freq: 3,
});

/** A lead whose instants all differ, so that the order of what happens to it is plain. */
export const pastLead: fc.Arbitrary<PastLead> = fc
  .tuple(
    subject,
    fc.array(delay, { minLength: 25, maxLength: 25 }),
    recycled,
    fc.integer({ min: 0, max: 63 }),
  )
  .map(([raw, delays, rest, fate]) => {
    const activities = raw.activities.map((activity, index) => ({
      ...activity,
      occurredAt: new Date(activity.occurredAt.getTime() + 2 * index),
    }));
    const attributes = raw.attributes.map((value, index) => ({
      ...value,
      at: new Date(value.at.getTime() + 100 + 2 * index),
    }));
    const closedAt = rest ? FROM - rest.at * MINUTE : 0;
    const pass = rest && { mqlAt: closedAt - 1, handedAt: null, wakesOnEvidence: rest.wakes };
    return {
      subject: { ...raw, activities, attributes, adjustments: [] },
      known: activities.map(
        ({ occurredAt }, index) => new Date(occurredAt.getTime() + delays[index]! * MINUTE),
      ),
      steps: pass
        ? [
            { at: pass.mqlAt, to: "mql", trigger: "score", pass },
            { at: closedAt, to: "recycled", trigger: "person", pass },
          ]
        : [],
      fate,
      passAt: null,
    };
  });

const types = new Map(DEFAULT_ACTIVITY_TYPES.map((type) => [type.key, type]));

export function groundOf(past: Past, fields: readonly string[]): Ground {
  const { zone, from, to, entry, required } = past;
  const builder = new GroundBuilder({ zone, from, to, entry, required, fields, leads: past.leads.length });
  const shapes: ActivityShape[] = [];
  const shapeOf = (activity: ScoredActivity) =>
    shapes.push({ activity, asks: isHandRaise(activity, types.get(activity.type)) }) - 1;
  for (const [lead, { subject: told, known, steps, fate, passAt }] of past.leads.entries()) {
    builder.created(lead, told.createdAt.getTime());
    for (const [index, activity] of told.activities.entries())
      builder.activity(lead, {
        at: activity.occurredAt.getTime(),
        known: known[index]!.getTime(),
        shape: shapeOf(activity),
      });
    builder.attributes(lead, told.attributes);
    builder.edits(
      lead,
      told.attributes.map(({ at }) => at.getTime()).filter((at) => at >= from),
    );
    builder.spells(lead, spellsOf(steps, from));
    builder.pass(lead, { at: passAt?.getTime() ?? null, fate });
  }
  return builder.take(shapes);
}

/** What was known of a lead at an instant. */
export function knownAt({ subject: told, known }: PastLead, at: number): ScoreSubject {
  return {
    ...told,
    attributes: told.attributes.filter((value) => value.at.getTime() <= at),
    activities: told.activities.filter((_, index) => known[index]!.getTime() <= at),
  };
}
