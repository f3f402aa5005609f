import { z } from "zod";
import { PATTERN_TESTS } from "./exclusion";
import type { Effect } from "./queries/effect";
import type { ExclusionView } from "./queries/exclusions";

// What the HTTP API answers about exclusions.

const instant = z.iso.datetime();

export const exclusionOut = z
  .object({
    id: z.uuid(),
    activity: z
      .object({ id: z.uuid(), leadId: z.uuid(), lead: z.string(), label: z.string(), occurredAt: instant })
      .nullable(),
    pattern: z
      .object({
        field: z.string(),
        test: z.enum(PATTERN_TESTS),
        value: z.string(),
        activityType: z.string().nullable(),
        occurredFrom: instant.nullable().meta({ description: "Occurred at this instant or later" }),
        occurredTo: instant.nullable().meta({ description: "Occurred before this instant" }),
      })
      .nullable(),
    reason: z.string(),
    createdAt: instant,
    createdBy: z.string().nullable(),
    liftedAt: instant.nullable().meta({ description: "Since when it counts again" }),
    liftedBy: z.string().nullable(),
    leadsDone: z.int().meta({ description: "Leads that were scored anew so far" }),
    settled: z.boolean(),
  })
  .meta({ id: "Exclusion" });

const iso = (at: Date | null) => at?.toISOString() ?? null;

export const toExclusionOut = ({
  activity,
  pattern,
  createdAt,
  liftedAt,
  ...rest
}: ExclusionView): z.input<typeof exclusionOut> => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  liftedAt: iso(liftedAt),
  activity: activity && { ...activity, occurredAt: activity.occurredAt.toISOString() },
  pattern: pattern && {
    ...pattern,
    occurredFrom: iso(pattern.occurredFrom),
    occurredTo: iso(pattern.occurredTo),
  },
});

export const effectOut = z
  .object({
    activities: z.int(),
    counted: z.int().meta({ description: "Of these, how many counted before" }),
    leads: z.int(),
    firstAt: instant.nullable(),
    lastAt: instant.nullable(),
    byType: z.array(z.object({ type: z.string(), label: z.string(), activities: z.int() })),
    falseMqls: z
      .object({
        candidates: z.int(),
        replayed: z.int(),
        unclear: z.int(),
        passes: z.array(
          z.object({
            passId: z.uuid(),
            leadId: z.uuid(),
            name: z.string(),
            company: z.string().nullable(),
            stage: z.string(),
            open: z.boolean(),
            handed: z.boolean(),
            mqlAt: instant,
            trigger: z.string(),
            scoreThen: z.int(),
            scoreWithout: z.int(),
          }),
        ),
      })
      .meta({ description: "Passes that would not have begun, replayed at the moment of their crossing" }),
  })
  .meta({ id: "ExclusionEffect" });

export const toEffectOut = ({
  firstAt,
  lastAt,
  byType,
  falseMqls: { passes, ...replay },
  ...counts
}: Effect): z.input<typeof effectOut> => ({
  ...counts,
  firstAt: iso(firstAt),
  lastAt: iso(lastAt),
  byType: [...byType],
  falseMqls: {
    ...replay,
    passes: passes.map(({ mqlAt, ...pass }) => ({ ...pass, mqlAt: mqlAt.toISOString() })),
  },
});
