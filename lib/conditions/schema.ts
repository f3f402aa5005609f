import { z } from "zod";
import { type ActivityTest, activityTestsOf, type Condition, type LeadCondition } from "./condition";

/** How rules, groups, lists and other parts of a document are named. */
export const slug = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{0,59}$/,
    "Lower case letters, digits and hyphens, at most 60, starting with a letter or digit.",
  );

/** The name of a part as people read it. */
export const label = z.string().trim().min(1).max(120);

/** A list that conditions of the same document name. */
export const namedList = z.strictObject({
  id: slug,
  label,
  kind: z.enum(["values", "domains", "words"]),
  entries: z.array(z.string().trim().min(1).max(200)).max(5000),
});

const field = z.string().min(1).max(100);
const text = z.string().min(1).max(500);
const number = z.number().min(-1e15).max(1e15);
const scalar = z.union([text, number, z.boolean()]);
const values = z.array(scalar).min(1).max(1000);

const test = z.discriminatedUnion("op", [
  z.strictObject({ field, op: z.enum(["is", "is-not"]), value: scalar }),
  z.strictObject({ field, op: z.enum(["in", "not-in"]), values }),
  z.strictObject({ field, op: z.enum(["contains", "starts-with", "ends-with"]), value: text }),
  z.strictObject({ field, op: z.enum(["at-least", "at-most"]), value: number }),
  z.strictObject({ field, op: z.literal("between"), from: number, to: number }),
  z.strictObject({ field, op: z.literal("is-empty") }),
  z.strictObject({ field, op: z.literal("matches"), list: z.string().min(1).max(60) }),
  z.strictObject({
    field,
    op: z.literal("path-like"),
    value: text.meta({ description: "A path in which * stands for any text: /blog/*" }),
  }),
]);

const MAX_PARTS = 50;
const MAX_DEPTH = 8;

const nested: z.ZodType<Condition, Condition> = z
  .union(
    [
      z.strictObject({ all: z.lazy(() => z.array(nested).max(MAX_PARTS)) }),
      z.strictObject({ any: z.lazy(() => z.array(nested).max(MAX_PARTS)) }),
      z.strictObject({ not: z.lazy(() => nested) }),
      test,
    ],
    {
      error: ({ input }) =>
        typeof input === "object" && input !== null && "did" in input
          ? "What a lead did cannot be asked here: in a scoring model an engagement rule asks it."
          : 'Write a test like { "field": "title", "op": "contains", "value": "sales" }, or join several by { "all": […] }, { "any": […] }, { "not": … }.',
    },
  )
  .meta({
    id: "Condition",
    description: "Tests of fields, joined by all, any and not. Unknown values match nothing.",
  });

/** A condition as people and programs may write it: strict, at most eight levels deep, fifty parts each. */
export const condition = nested.refine((value) => depthOf(value) <= MAX_DEPTH, {
  error: `A condition is at most ${MAX_DEPTH} levels deep.`,
  params: { rule: "depth" },
});

const windowDays = z.int().min(1).max(3650);

const asked = z.strictObject({
  types: z.array(z.string().min(1).max(60)).min(1).max(50).exactOptional(),
  where: condition.exactOptional(),
  told: z.enum(["explicit", "implicit"]).exactOptional(),
  trust: z
    .enum(["human", "automatic", "suspect"])
    .exactOptional()
    .meta({ description: "All but suspect ones when left out" }),
});

const activityTest: z.ZodType<ActivityTest, ActivityTest> = z.union([
  z.strictObject({ did: asked, atLeast: z.int().min(1).max(1000), inDays: windowDays.exactOptional() }),
  z.strictObject({ did: asked, lastWithinDays: z.int().min(0).max(3650) }),
]);

const nestedOfLead: z.ZodType<LeadCondition, LeadCondition> = z
  .union(
    [
      z.strictObject({ all: z.lazy(() => z.array(nestedOfLead).max(MAX_PARTS)) }),
      z.strictObject({ any: z.lazy(() => z.array(nestedOfLead).max(MAX_PARTS)) }),
      z.strictObject({ not: z.lazy(() => nestedOfLead) }),
      activityTest,
      test,
    ],
    {
      error:
        'Write a test like { "field": "title", "op": "contains", "value": "sales" } or { "did": { "types": ["pricing_viewed"] }, "atLeast": 2, "inDays": 30 }, or join several by { "all": […] }, { "any": […] }, { "not": … }.',
    },
  )
  .meta({
    id: "LeadCondition",
    description:
      "Tests of fields and of activities, joined by all, any and not. Unknown values match nothing.",
  });

const MAX_ACTIVITY_TESTS = 10;

/** The same about a lead, which may ask what it did too; each test of activities reads them once. */
export const leadCondition = nestedOfLead
  .refine((value) => depthOf(value) <= MAX_DEPTH, {
    error: `A condition is at most ${MAX_DEPTH} levels deep.`,
    params: { rule: "depth" },
  })
  .refine((value) => activityTestsOf(value).length <= MAX_ACTIVITY_TESTS, {
    error: `A condition asks about activities at most ${MAX_ACTIVITY_TESTS} times.`,
    params: { rule: "max" },
  });

function depthOf(condition: LeadCondition): number {
  if ("all" in condition) return 1 + Math.max(0, ...condition.all.map(depthOf));
  if ("any" in condition) return 1 + Math.max(0, ...condition.any.map(depthOf));
  if ("not" in condition) return 1 + depthOf(condition.not);
  return 1;
}
