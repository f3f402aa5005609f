import { z } from "zod";
import { condition, slug as id, label, namedList } from "@/lib/conditions/schema";
import { isDay } from "@/lib/shared/day";
import { HORIZONS, OUTCOMES } from "./calibration/examples";
import { RATINGS } from "./hand/agreement";
import type { Rule, ScoringModelDocument } from "./model";
import { MOST_PINS } from "./pins";

const days = z.int().min(1).max(3650);
const day = z.string().refine(isDay, { error: "Give a day as YYYY-MM-DD.", params: { rule: "date" } });

/** Points are multiples of a hundredth. */
const points = z
  .number()
  .min(-1000)
  .max(1000)
  .refine((value) => Math.abs(value * 100 - Math.round(value * 100)) < 1e-6, {
    error: (issue) => `Points have at most two decimals: write ${Number(issue.input).toFixed(2)}.`,
    params: { rule: "hundredths" },
  });

const group = z
  .strictObject({
    id,
    label,
    kind: z.enum(["fit", "engagement"]),
    cap: points.exactOptional(),
    floor: points.exactOptional(),
  })
  .refine(({ cap, floor }) => cap === undefined || floor === undefined || floor <= cap, {
    path: ["floor"],
    error: "The floor is above the cap: write a floor that is at most the cap, or leave one out.",
    params: { rule: "range" },
  });

const decay = z.discriminatedUnion(
  "kind",
  [
    z.strictObject({ kind: z.literal("none") }),
    z.strictObject({ kind: z.literal("half-life"), days }),
    z.strictObject({ kind: z.literal("linear"), days }),
    z.strictObject({ kind: z.literal("expiry"), days }),
  ],
  {
    error:
      'Write how the points age: { "kind": "none" }, or { "kind": "half-life", "days": 30 }, "linear" or "expiry".',
  },
);

const limit = z
  .strictObject({
    activities: z.int().min(1).max(10_000).exactOptional(),
    points: points.min(0.01).exactOptional(),
    days: days.exactOptional(),
  })
  .refine(({ activities, points }) => activities !== undefined || points !== undefined, {
    path: ["activities"],
    error:
      'Say how many at most: { "activities": 3 } or { "points": 20 }, with "days" for a window, or leave the limit out.',
    params: { rule: "required" },
  });

const named = { id, label, group: id };
const activityTypes = z.array(z.string().min(1).max(60)).max(50);
const someTypes = activityTypes.min(1, 'Name at least one activity type, such as "page_viewed".');

const fitRule = z.strictObject({
  kind: z.literal("fit"),
  ...named,
  when: condition,
  points,
  otherwise: points.exactOptional(),
  unknown: points.exactOptional(),
  profile: z
    .strictObject({ id, version: z.int().min(1).max(2_000_000_000), name: label })
    .exactOptional()
    .meta({ description: "The version of a buyer profile that the rule cites; it changes no score" }),
});

const engagementRule = z
  .strictObject({
    kind: z.literal("engagement"),
    ...named,
    activity: z.strictObject({ types: someTypes, where: condition.exactOptional() }),
    points,
    limit: limit.exactOptional(),
    frequency: z
      .strictObject({
        atLeast: z.int().min(1).max(1000),
        days,
        distinctDays: z.boolean().exactOptional(),
      })
      .exactOptional(),
    decay,
    trigger: z.enum(["hand-raise", "pql"]).exactOptional(),
    startsOn: day.exactOptional(),
    endsOn: day.exactOptional(),
  })
  .refine((rule) => !rule.frequency || (!rule.limit && rule.decay.kind === "none"), {
    path: ["frequency"],
    error:
      'A rule with a frequency gives its points once: leave its limit out and write the decay { "kind": "none" }.',
    params: { rule: "frequency_alone" },
  })
  .refine(({ startsOn, endsOn }) => !startsOn || !endsOn || startsOn <= endsOn, {
    path: ["endsOn"],
    error: "The rule ends before it starts: write an endsOn that is not before startsOn, or leave one out.",
    params: { rule: "range" },
  });

const inactivityRule = z.strictObject({
  kind: z.literal("inactivity"),
  ...named,
  points: points.min(0),
  everyDays: days,
  except: activityTypes.exactOptional(),
});

const rule = z.discriminatedUnion("kind", [fitRule, engagementRule, inactivityRule], {
  error: 'Write the kind of the rule: "fit", "engagement" or "inactivity".',
}) satisfies z.ZodType<Rule>;

const threshold = z.int().min(-10_000).max(10_000);

const criterion = z
  .strictObject({
    minFit: threshold.exactOptional(),
    minEngagement: threshold.exactOptional(),
    minTotal: threshold.exactOptional(),
    minFitBand: z.enum(["A", "B", "C"]).exactOptional(),
    minEngagementBand: z.literal([1, 2, 3]).exactOptional(),
  })
  .refine((parts) => Object.keys(parts).length > 0, {
    error: 'A criterion names at least one thing that must hold, such as { "minEngagement": 35 }.',
    params: { rule: "required" },
  });

const criteria = z.array(criterion).max(10);

/** The document of a scoring model: strict, its sizes capped. What is sensible beyond its shape is the lint's to say. */
export const scoringModelDocument: z.ZodType<ScoringModelDocument, ScoringModelDocument> = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    range: z.strictObject({ min: threshold, max: threshold }).refine(({ min, max }) => min < max, {
      path: ["max"],
      error: "The range ends before it starts: write a max above min.",
      params: { rule: "range" },
    }),
    lists: z.array(namedList).max(50),
    groups: z.array(group).min(1).max(50),
    rules: z.array(rule).max(300),
    bands: z.strictObject({
      fit: z.strictObject({ A: threshold, B: threshold, C: threshold }).nullable(),
      engagement: z.strictObject({ 1: threshold, 2: threshold, 3: threshold }),
    }),
    mql: criteria,
    hot: criteria,
  })
  .superRefine((document, context) => {
    for (const [path, first] of clashes(document))
      context.addIssue({ code: "custom", path, message: first, params: { rule: "reference" } });
  })
  .meta({ id: "ScoringModelDocument" });

/** What a document must not say twice or name in vain, or the evaluator could not run it. */
function clashes({
  lists,
  groups,
  rules,
}: ScoringModelDocument): [path: (string | number)[], message: string][] {
  const found: [(string | number)[], string][] = [];
  for (const [place, entries] of Object.entries({ lists, groups, rules })) {
    const seen = new Set<string>();
    for (const [index, { id }] of entries.entries()) {
      if (seen.has(id))
        found.push([[place, index, "id"], `There is another one called ${id}: give it an id of its own.`]);
      seen.add(id);
    }
  }
  const kindOf = new Map(groups.map((group) => [group.id, group.kind]));
  for (const [index, rule] of rules.entries()) {
    const wanted = rule.kind === "fit" ? "fit" : "engagement";
    const kind = kindOf.get(rule.group);
    if (kind === wanted) continue;
    const fitting = groups.filter((group) => group.kind === wanted).map(({ id }) => id);
    const write =
      fitting.length > 0
        ? `write one of ${fitting.slice(0, 10).join(", ")}`
        : `make a group of ${wanted} rules first`;
    found.push([
      ["rules", index, "group"],
      kind === undefined
        ? `There is no group ${rule.group}: ${write}.`
        : `${rule.group} is a group of ${kind} rules: ${write}.`,
    ]);
  }
  return found;
}

/** Points a person adds by hand: whole ones, with the reason that will stand in the explanation. */
export const adjustmentInput = z.strictObject({
  points: z.coerce
    .number()
    .int()
    .min(-100)
    .max(100)
    .refine((points) => points !== 0, { error: "Nothing would change.", params: { rule: "zero" } }),
  reason: z.string().trim().min(1).max(200),
  /** The last day on which they count. */
  expiresOn: day.nullish(),
});

const note = z.string().trim().min(1).max(2000).meta({ description: "Why the model changes" });
const version = z.coerce.number().int().min(1).max(2_000_000_000);
const revision = z.coerce.number().int().min(0).meta({
  description: "The revision the change was made from; a newer one answers 409 with what is there now",
});

export const savedDraftInput = z.strictObject({
  document: scoringModelDocument,
  revision: revision.optional(),
});

const approvedBy = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .meta({ description: "The name of who approved it; the caller's when left out" });

export const publishInput = z.strictObject({
  note,
  revision: revision.optional(),
  approvedBy: approvedBy.optional(),
});

/** What a person publishes: a revision they looked at, approved by somebody with a name. */
export const publishForm = z.strictObject({ note, revision, approvedBy });

export const challengerInput = z.strictObject({
  version: version.optional().meta({ description: "A published version; the saved draft when left out" }),
});

export const challengerDraftInput = z.strictObject({ revision: revision.optional() });

/** What is looked at before it comes into force: the draft at a revision, or a version of before. */
export const lookInput = z.union([z.strictObject({ revision }), z.strictObject({ version })]);

export const versionInput = z.strictObject({ version });

/** What a person puts in force again, approved by somebody with a name. */
export const republishForm = z.strictObject({ version, note, approvedBy });

export const pinsInput = z.strictObject({ leadIds: z.array(z.uuid()).max(MOST_PINS) });

export const promotionInput = z.strictObject({ leadIds: z.array(z.uuid()).min(1).max(200) });

export const calibrationPayload = z.object({ calibrationId: z.uuid() });

export const calibrationInput = z.strictObject({
  outcome: z.enum(OUTCOMES),
  horizonDays: z.coerce.number().pipe(z.literal(HORIZONS)),
});

export const proposalInput = z.strictObject({
  calibrationId: z.uuid(),
  ruleIds: z.array(id).min(1, "Choose at least one rule.").max(300),
  revision,
});

export const ratingInput = z.strictObject({
  sampleId: z.uuid(),
  leadId: z.uuid(),
  rating: z.coerce.number().pipe(z.literal(RATINGS)),
});

/** The document's JSON Schema (2020-12), made of the shape that validates. */
export function scoringModelJsonSchema(): Record<string, unknown> {
  const { $schema, $ref, $defs = {} } = z.toJSONSchema(scoringModelDocument, { io: "input" });
  const name = $ref?.split("/").at(-1) ?? "";
  const { [name]: document, ...parts } = $defs;
  return { $schema, title: "Scoring model", ...document, $defs: parts };
}

/** A stored document, read back through the same shape. Throws ZodError when the row was damaged. */
export const parseStoredModel = (stored: unknown): ScoringModelDocument => scoringModelDocument.parse(stored);
