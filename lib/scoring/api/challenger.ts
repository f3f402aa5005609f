import { z } from "zod";
import type { ChallengerView } from "../queries/challenger";

const day = z.string().meta({ format: "date" });

export const challengerOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    version: z.int().nullable().meta({ description: "The published version it is, when it is one" }),
    startedAt: z.iso.datetime(),
    startedBy: z.string().nullable(),
    caughtUpAt: z.iso.datetime().nullable().meta({ description: "When every lead was last looked at" }),
    scored: z.int(),
    of: z.int(),
    disputes: z
      .object({ mql: z.int(), hot: z.int(), grade: z.int() })
      .meta({ description: "Leads of which the two say another thing now" }),
    days: z.array(
      z.object({
        on: day,
        leads: z.int(),
        bothMql: z.int(),
        championMql: z.int(),
        challengerMql: z.int(),
        sameHot: z.int(),
        sameGrade: z.int(),
      }),
    ),
    outcomes: z.array(
      z.object({
        side: z.enum(["both", "champion", "challenger"]),
        n: z.int(),
        accepted: z.int(),
        sql: z.int(),
        opportunity: z.int(),
        customer: z.int(),
      }),
    ),
  })
  .meta({ id: "Challenger" });

export const toChallengerOut = ({
  startedAt,
  caughtUpAt,
  days,
  outcomes,
  ...rest
}: ChallengerView): z.input<typeof challengerOut> => ({
  ...rest,
  startedAt: startedAt.toISOString(),
  caughtUpAt: caughtUpAt?.toISOString() ?? null,
  days: [...days],
  outcomes: [...outcomes],
});
