import { z } from "zod";
import { dayShape } from "@/lib/platform/web/shapes";
import { PATTERN_FIELDS, PATTERN_TESTS, PROPERTY } from "./exclusion";
import { networkOf } from "./network";

const text = (max: number) => z.string().trim().min(1).max(max);

const reason = text(300).meta({ description: "Why it does not count; kept and shown" });

const field = text(120)
  .refine(
    (name) =>
      (PATTERN_FIELDS as readonly string[]).includes(name) ||
      (name.startsWith(PROPERTY) && name.length > PROPERTY.length),
    { error: "Name source, channel, campaign or property.<key>.", params: { rule: "field" } },
  )
  .meta({ description: "source, channel, campaign or property.<key>", example: "property.userAgent" });

/** What excluded activities look like, as forms, addresses and programs tell it. Days are inclusive. */
const patternShape = z.strictObject({
  field,
  test: z.enum(PATTERN_TESTS),
  value: text(500).meta({ description: "Case does not matter; of in-network: 203.0.113.0/24" }),
  activityType: text(60).nullish().meta({ description: "Only activities of this type" }),
  from: dayShape.nullish().meta({ description: "Only what occurred on this day or later" }),
  to: dayShape.nullish().meta({ description: "Only what occurred on this day or earlier" }),
});

type PatternShape = z.output<typeof patternShape>;

/** Rules over several fields, the same for a pattern alone and with its reason. */
const isANetwork = ({ test, value }: PatternShape) => test !== "in-network" || networkOf(value) !== null;
const NO_NETWORK = {
  path: ["value"],
  error: "Give an address or a network: 203.0.113.0/24.",
  params: { rule: "network" },
};
const isInOrder = ({ from, to }: PatternShape) => !from || !to || from <= to;
const OUT_OF_ORDER = {
  path: ["to"],
  error: "The last day lies before the first.",
  params: { rule: "range" },
};

export const patternInput = patternShape
  .refine(isANetwork, NO_NETWORK)
  .refine(isInOrder, OUT_OF_ORDER)
  .meta({ id: "ExclusionPattern" });

export type PatternInput = z.output<typeof patternInput>;

export const patternExclusionInput = patternShape
  .extend({ reason })
  .refine(isANetwork, NO_NETWORK)
  .refine(isInOrder, OUT_OF_ORDER);

export const activityExclusionInput = z.strictObject({
  activityId: z.uuid().meta({ description: "The one activity that does not count" }),
  reason,
});

/** The body of POST /api/v1/exclusions: one activity, or what they look like. */
export const exclusionInput = z
  .union([activityExclusionInput, patternExclusionInput])
  .meta({ id: "ExclusionInput" });

export const settlePayload = z.object({ exclusionId: z.uuid() });
