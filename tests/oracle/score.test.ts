import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { oracle } from "@/lib/platform/doctor/oracle";
import { compile } from "@/lib/scoring/compile";
import { forecastMql, type ScoreBrief, scoreBriefly, scoreLead } from "@/lib/scoring/evaluate";
import type { RuleGroup } from "@/lib/scoring/model";
import { scoringModelDocument } from "@/lib/scoring/schema";
import type { Score, ScoreSubject } from "@/lib/scoring/score";
import { standingOn } from "@/lib/scoring/standing";
import { tally } from "@/lib/scoring/tally";
import type { TEMPLATES } from "@/lib/scoring/templates";
import { addDays, type Day, dayOf } from "@/lib/shared/day";
import { rounds } from "../support/rounds";
import { day, model, subject, zone } from "./arbitraries";

/** Some ten properties together make a million cases of BATON_TEST_ROUNDS=long. */
const numRuns = rounds("any subject under any model", 1_000, 100_000);

/** Ends the search for a smaller counterexample, which may be long, not the search for one. */
const TIME_LIMIT_MS = 30_000 + numRuns * 10;

vi.setConfig({ testTimeout: 2 * TIME_LIMIT_MS });

const holds = <Ts extends [unknown, ...unknown[]]>(
  arbitraries: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  predicate: (...values: Ts) => void,
  runs = numRuns,
) =>
  fc.assert(fc.property(...arbitraries, predicate), {
    numRuns: runs,
    interruptAfterTimeLimit: TIME_LIMIT_MS,
  });

const hundredths = (points: number) => Math.round(points * 100);

/** The subject without what happens after the day. */
const knownBy = (lead: ScoreSubject, on: Day, inZone: string): ScoreSubject => ({
  ...lead,
  activities: lead.activities.filter((activity) => dayOf(activity.occurredAt, inZone) <= on),
  attributes: lead.attributes.filter(({ at }) => dayOf(at, inZone) <= on),
});

const sumOf = (rows: Score["rows"]) => rows.reduce((sum, row) => sum + hundredths(row.points), 0);

describe("any subject under any model, on any day of any zone", () => {
  test("the evaluator and the oracle agree", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      expect(scoreLead(lead, document, on, inZone, "EUR")).toMatchObject(oracle(lead, document, on, inZone));
    });
  });

  test("the rows sum to the total exactly, and those of each part to its subtotal", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      const score = scoreLead(lead, document, on, inZone, "EUR");
      expect(sumOf(score.rows)).toBe(hundredths(score.total));
      for (const part of ["fit", "engagement"] as const)
        expect(sumOf(score.rows.filter((row) => row.part === part))).toBe(hundredths(score[part]));
    });
  });

  test("the evidence of a rule or limit row sums to its points", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      const frequency = new Set(
        document.rules.flatMap((rule) => (rule.kind === "engagement" && rule.frequency ? rule.id : [])),
      );
      for (const row of scoreLead(lead, document, on, inZone, "EUR").rows) {
        if (!row.evidence || frequency.has(row.ruleId!)) continue;
        const sum = row.evidence.reduce((total, { points }) => total + hundredths(points), 0);
        expect(sum).toBe(hundredths(row.points));
      }
    });
  });

  test("the order in which the activities are given does not matter", () => {
    const shuffled = subject.chain((lead) =>
      fc
        .shuffledSubarray([...lead.activities], { minLength: lead.activities.length })
        .map((activities) => [lead, { ...lead, activities }] as const),
    );
    holds([shuffled, model, day, zone], ([lead, other], document, on, inZone) => {
      expect(scoreLead(other, document, on, inZone, "EUR")).toEqual(
        scoreLead(lead, document, on, inZone, "EUR"),
      );
    });
  });

  test("an activity that happened once more adds its own points to the rules it matches, and nothing elsewhere", () => {
    const repeated = subject
      .filter(({ activities }) => activities.length > 0)
      .chain((lead) =>
        fc.nat(lead.activities.length - 1).map((index) => [lead, lead.activities[index]!] as const),
      );
    holds([repeated, model, day, zone], ([lead, activity], document, on, inZone) => {
      const again = { ...lead, activities: [...lead.activities, { ...activity, id: "again" }] };
      const pointsBy = (rows: Score["rows"]) =>
        new Map(
          rows.flatMap((row) => (row.kind === "rule" && row.ruleId ? [[row.ruleId, row] as const] : [])),
        );
      const once = pointsBy(scoreLead(lead, document, on, inZone, "EUR").rows);
      const twice = pointsBy(scoreLead(again, document, on, inZone, "EUR").rows);
      for (const rule of document.rules) {
        if (rule.kind === "engagement" && rule.frequency) continue;
        const [before, after] = [once.get(rule.id), twice.get(rule.id)];
        const own = before?.evidence?.find(({ activityId }) => activityId === activity.id)?.points ?? 0;
        expect(hundredths(after?.points ?? 0)).toBe(hundredths(before?.points ?? 0) + hundredths(own));
      }
    });
  });

  test("the replay of a day equals the evaluation of what had happened by its end", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      expect(scoreLead(lead, document, on, inZone, "EUR")).toEqual(
        scoreLead(knownBy(lead, on, inZone), document, on, inZone, "EUR"),
      );
    });
  });

  test("a group never contributes more than its cap nor less than its floor", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      const { rows } = scoreLead(lead, document, on, inZone, "EUR");
      for (const group of document.groups) {
        const sum = sumOf(rows.filter((row) => row.groupId === group.id));
        expect(sum).toBeLessThanOrEqual(hundredths(group.cap ?? Number.POSITIVE_INFINITY));
        expect(sum).toBeGreaterThanOrEqual(hundredths(group.floor ?? Number.NEGATIVE_INFINITY));
      }
    });
  });

  test("a higher cap never gives less, a lower floor never more", () => {
    const moved = fc.tuple(model, fc.integer({ min: 1, max: 60 }));
    holds([subject, moved, day, zone], (lead, [document, by], on, inZone) => {
      const before = scoreBriefly(lead, document, on, inZone);
      const withBounds = (change: (group: RuleGroup) => Partial<RuleGroup>) =>
        scoreBriefly(
          lead,
          { ...document, groups: document.groups.map((group) => ({ ...group, ...change(group) })) },
          on,
          inZone,
        );
      const higher = withBounds(({ cap }) => (cap === undefined ? {} : { cap: cap + by }));
      const lower = withBounds(({ floor }) => (floor === undefined ? {} : { floor: floor - by }));
      for (const part of ["fit", "engagement", "total"] as const) {
        expect(higher[part]).toBeGreaterThanOrEqual(before[part]);
        expect(lower[part]).toBeLessThanOrEqual(before[part]);
      }
    });
  });

  test("points that decay day by day are those that decay at once", () => {
    holds(
      [subject, model, day, zone, fc.integer({ min: 0, max: 90 })],
      (lead, document, on, inZone, days) => {
        const kept = knownBy(lead, on, inZone);
        const later = addDays(on, days);
        const counted = tally(kept, compile(document), on, inZone);
        const then = tally(kept, compile(document), later, inZone);
        const { fitHundredths, engagementHundredths, groups, total, grade } = standingOn(then, then.day);
        expect(standingOn(counted, then.day)).toMatchObject({
          fitHundredths,
          engagementHundredths,
          groups,
          total,
          grade,
        });
      },
    );
  });

  test("a score that is kept from event to event is the one that a replay of any day gives", () => {
    holds(
      [subject, model, day, zone],
      (lead, document, last, inZone) => {
        const happens = new Set(
          [
            ...lead.activities.map(({ occurredAt }) => occurredAt),
            ...lead.attributes.map(({ at }) => at),
          ].map((at) => dayOf(at, inZone)),
        );
        let stored: ScoreBrief | null = null;
        for (let today = addDays(last, -40); today <= last; today = addDays(today, 1)) {
          const isDue = stored === null || (stored.changesOn !== null && stored.changesOn <= today);
          // What is stored knows only what had happened; the replay is given everything and must not look ahead.
          if (isDue || happens.has(today))
            stored = scoreBriefly(knownBy(lead, today, inZone), document, today, inZone);
          const { on: _, changesOn: __, ...kept } = stored!;
          const { on: ___, changesOn: ____, ...replayed } = scoreBriefly(lead, document, today, inZone);
          expect(kept).toEqual(replayed);
        }
      },
      Math.ceil(numRuns / 10),
    );
  });

  test("the brief score is the score without its rows", () => {
    holds([subject, model, day, zone], (lead, document, on, inZone) => {
      const { rows: _, ...score } = scoreLead(lead, document, on, inZone, "EUR");
      expect(scoreBriefly(lead, document, on, inZone)).toEqual(score);
    });
  });

  test("when nothing happens, what is stored stays right until the day it says it changes, and changes then", () => {
    holds(
      [subject, model, day, zone],
      (lead, document, on, inZone) => {
        const kept = knownBy(lead, on, inZone);
        const { on: _, changesOn, ...now } = scoreBriefly(kept, document, on, inZone);
        const last =
          changesOn === null || changesOn > addDays(on, 100) ? addDays(on, 100) : addDays(changesOn, -1);
        for (let later = addDays(on, 1); later <= last; later = addDays(later, 1)) {
          const { changesOn: __, on: ___, ...then } = scoreBriefly(kept, document, later, inZone);
          expect(then).toEqual(now);
        }
        if (changesOn !== null && changesOn <= addDays(on, 366)) {
          const { changesOn: __, on: ___, ...then } = scoreBriefly(kept, document, changesOn, inZone);
          expect(then).not.toEqual(now);
        }
      },
      Math.ceil(numRuns / 4),
    );
  });

  test("the MQL forecast names the first day on which the oracle's answer turns", () => {
    holds(
      [subject, model, day, zone],
      (lead, document, on, inZone) => {
        const kept = knownBy(lead, on, inZone);
        const { meetsMql } = oracle(kept, document, on, inZone);
        const forecast = forecastMql(kept, document, on, inZone);
        const end = forecast && forecast.on < addDays(on, 30) ? forecast.on : addDays(on, 30);
        for (let later = addDays(on, 1); later < end; later = addDays(later, 1))
          expect(oracle(kept, document, later, inZone).meetsMql).toBe(meetsMql);
        if (forecast) expect(oracle(kept, document, forecast.on, inZone).meetsMql).toBe(!meetsMql);
      },
      Math.ceil(numRuns / 10),
    );
  });
});

test("the models the properties are tried on are documents that the schema takes", () => {
  holds(
    [
      model.filter(({ mql, hot }) =>
        [...mql, ...hot].every((criterion) => Object.keys(criterion).length > 0),
      ),
    ],
    (document) => {
      expect(scoringModelDocument.safeParse(document).success).toBe(document.rules.every(isWritable));
    },
  );
});

/** The arbitraries also make bounds the wrong way round, on which evaluator and oracle must agree all the same. */
const isWritable = (rule: (typeof TEMPLATES)["balanced"]["document"]["rules"][number]): boolean =>
  rule.kind !== "engagement" || !rule.startsOn || !rule.endsOn || rule.startsOn <= rule.endsOn;
