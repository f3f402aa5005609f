import { z } from "zod";
import { type Backtest, CELLS, LISTS, type Outcomes } from "../backtest/backtest";
import { volumeOf } from "../backtest/capacity";
import { OUTCOMES, type Outcome } from "../backtest/ground";
import { accuracyOf, lineThatFills, qualityAt } from "../backtest/quality";
import type { BacktestLeads, BacktestView, Underway } from "../queries/backtest/ask";
import { scoringModelDocument } from "../schema";

// What the HTTP API takes and answers about backtests.

const outcome = z.enum(OUTCOMES);

const line = z
  .strictObject({
    criterion: z.int().min(0).max(9).meta({ description: "Its place among the draft's MQL criteria" }),
    part: z.enum(["fit", "engagement", "total"]),
  })
  .meta({ id: "ScoringLine" });

const document = scoringModelDocument.optional().meta({ description: "The saved draft when left out" });

export const backtestInput = z.strictObject({
  document,
  line: line.optional().meta({ description: "The line to move; the first that can be moved when left out" }),
  outcome: outcome.default("sql").meta({ description: "What counts as success in accuracy and proposal" }),
  perRep: z.number().min(0.1).max(1000).optional().meta({
    description: "Handoffs each rep can take on a working day; what was set or shown of each when left out",
  }),
});

const counts = z.object({ reached: z.int(), missed: z.int(), open: z.int(), untried: z.int() }).meta({
  id: "BacktestCounts",
  description: "Leads that reached it, did not, are still in work, or were never given to sales",
});

const outcomesOut = z.object({ accepted: counts, sql: counts, opportunity: counts, customer: counts });

const interval = z
  .object({ value: z.number(), low: z.number(), high: z.number() })
  .meta({ id: "Interval", description: "A share with its 95 % interval (Wilson)" });

const side = z
  .object({
    leads: z.int().meta({ description: "Leads that would have become MQL, each counted once" }),
    byRequest: z.int().meta({ description: "Of them by a request or product usage" }),
    weeks: z.array(z.int()),
    days: z.array(z.int()).meta({ description: "By working day; what came between counts on the next" }),
    handoffs: z.int().meta({ description: "Of them handed to sales at once: hot, or by their request" }),
    handoffDays: z.array(z.int()),
    outcomes: outcomesOut,
    bands: z
      .array(
        z.object({
          part: z.enum(["fit", "engagement"]),
          band: z.union([z.enum(["A", "B", "C", "D"]), z.literal([1, 2, 3, 4])]),
          outcomes: outcomesOut,
        }),
      )
      .meta({ description: "Real passes of the window by the band their lead had when they opened" }),
    accuracy: z.object({
      precision: interval.nullable(),
      recall: interval.nullable(),
      reached: z.int(),
      decided: z.int(),
      happened: z.int(),
    }),
  })
  .meta({ id: "BacktestSide" });

const cell = z.object({ leads: z.int(), outcomes: outcomesOut });

const curve = z
  .object({
    line,
    at: z.number(),
    low: z.int().meta({ description: "The points of the first place; each next is one point higher" }),
    leads: z.array(z.int()),
    both: z.array(z.int()),
    handoffs: z.array(z.int()),
    reached: z.array(z.array(z.int())).meta({ description: `By outcome: ${OUTCOMES.join(", ")}` }),
    decided: z.array(z.array(z.int())),
    weeks: z.array(z.array(z.int())),
  })
  .meta({ id: "BacktestCurve", description: "What every place of the line would have done" });

const capacity = z
  .object({
    people: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        perDay: z.number().nullable(),
        source: z.enum(["set", "shown", "team"]).nullable().meta({
          description:
            "Set by somebody, shown by the rep's answers of the window, or by those of all reps while theirs are too few",
        }),
        shown: z
          .number()
          .nullable()
          .meta({ description: "What the rep's own answers say, whatever was set" }),
        workingDays: z.int().meta({ description: "Of the working days ahead, those without absence" }),
        absentUntil: z.string().meta({ format: "date" }).nullable(),
      }),
    ),
    workingDays: z.int().meta({ description: "Working days of the next four weeks" }),
    reps: z.int().meta({ description: "Active reps who are there on any of those days" }),
    repsPerDay: z.number().meta({ description: "Reps who are there on one of those days, on average" }),
    perRep: z.number().nullable().meta({ description: "What reps have shown together" }),
    repDays: z.int(),
    perDay: z.number().nullable().meta({ description: "What all of them take; null while one is unknown" }),
  })
  .meta({ id: "SalesCapacity" });

const underway = z
  .object({
    status: z.literal("running"),
    progress: z.object({ done: z.int(), total: z.int() }).nullable(),
  })
  .meta({ id: "BacktestUnderway", description: "Still reading: ask the same again, what was read is kept" });

const done = z
  .object({
    status: z.literal("done"),
    model: z.int().meta({ description: "The version in force, which the draft is compared with" }),
    timeZone: z.string(),
    from: z.iso.datetime(),
    to: z.iso.datetime().meta({ description: "Of when the data is: at most ten minutes ago" }),
    weeks: z.array(z.string().meta({ format: "date" })).meta({ description: "The Mondays of the weeks" }),
    workingDays: z.int(),
    considered: z.int().meta({ description: "Leads that could have become MQL in the window" }),
    tried: z.int().meta({ description: "Leads with a real pass of the window" }),
    happened: outcomesOut,
    published: side,
    draft: side,
    confusion: z.object({ both: cell, entering: cell, leaving: cell, neither: cell }),
    toldLate: z.int().meta({ description: "Activities that count only from the later day they arrived on" }),
    telling: z.array(z.string()).meta({
      description: "Rules that know the outcome, probably because they were written down afterwards",
    }),
    lines: z.array(z.object({ line, at: z.number() })),
    curve: curve.nullable(),
    capacity,
    proposal: z
      .object({
        points: z.int(),
        perDay: z.number(),
        share: interval.nullable(),
        reached: z.int(),
        decided: z.int(),
      })
      .nullable()
      .meta({
        description:
          "The lowest place of the line that brings no more MQLs on a working day than reps can take. Nothing moves it but a person",
      }),
  })
  .meta({ id: "Backtest" });

export const backtestOut = z.discriminatedUnion("status", [done, underway]);

export const toUnderwayOut = ({ status, progress }: Underway) => ({ status, progress });

/** A backtest as the API answers it, judged by one outcome. */
export function toBacktestOut(
  { zone, from, to, lines, capacity, result, took: _, ...view }: BacktestView,
  asked: { outcome: Outcome; perRep?: number | undefined },
): z.input<typeof done> {
  const { published, draft, happened, weeks, telling, curve: places, ...rest } = result;
  const perDay = volumeOf(capacity, asked.perRep ?? null);
  return {
    ...view,
    ...rest,
    timeZone: zone,
    from: from.toISOString(),
    to: to.toISOString(),
    weeks: [...weeks],
    telling: [...telling],
    happened,
    published: toSideOut(published, happened, asked.outcome),
    draft: toSideOut(draft, happened, asked.outcome),
    lines: [...lines],
    curve: places,
    capacity: { ...capacity, people: [...capacity.people] },
    proposal: perDay === null ? null : proposalOf(result, perDay, asked.outcome),
  };
}

const toSideOut = (
  { bands, ...one }: Backtest["draft"],
  happened: Outcomes,
  by: Outcome,
): z.input<typeof side> => ({
  ...one,
  bands: [...bands],
  accuracy: accuracyOf(one, happened, by),
});

function proposalOf({ curve: places, workingDays }: Backtest, perDay: number, by: Outcome) {
  const points = places && lineThatFills(places, perDay, workingDays);
  return places && points !== null ? qualityAt(places, points, workingDays, by) : null;
}

const cursor = z
  .string()
  .max(100)
  .transform((text, context) => {
    const [at = "", leadId = ""] = text.split("_");
    const parsed = z.tuple([z.iso.datetime(), z.uuid()]).safeParse([at, leadId]);
    if (parsed.success) return { at: new Date(at), leadId };
    context.addIssue({
      code: "custom",
      message: "This is no cursor of this list.",
      params: { rule: "cursor" },
    });
    return z.NEVER;
  });

export const backtestLeadsInput = z.strictObject({
  document,
  list: z.enum(LISTS).meta({ description: `Of ${CELLS.slice(0, 3).join(", ")}, or all of one model` }),
  week: z.int().min(0).max(20).optional().meta({ description: "Its place among the weeks" }),
  limit: z.int().min(1).max(200).default(50),
  cursor: cursor.optional(),
});

const verdict = z.enum(["reached", "missed", "open", "untried"]);

const leads = z
  .object({
    status: z.literal("done"),
    total: z.int(),
    data: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        company: z.string().nullable(),
        at: z.iso.datetime(),
        fit: z.int(),
        engagement: z.int(),
        total: z.int(),
        grade: z.string(),
        byRequest: z.boolean(),
        outcomes: z.object({ accepted: verdict, sql: verdict, opportunity: verdict, customer: verdict }),
      }),
    ),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: "BacktestLeads" });

export const backtestLeadsOut = z.discriminatedUnion("status", [leads, underway]);

export const toBacktestLeadsOut = ({ data, ...page }: BacktestLeads): z.input<typeof leads> => ({
  ...page,
  data: data.map(({ at, verdicts, ...lead }) => ({ ...lead, at: at.toISOString(), outcomes: verdicts })),
});
