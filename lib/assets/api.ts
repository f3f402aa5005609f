import { z } from "zod";
import { DEPTHS } from "./asset";
import type { Weighed } from "./interests";
import type { AssetEntry, LeadInterests } from "./queries";

// What the HTTP API answers about assets and what leads used of them; programs rely on these names.

export const assetOut = z
  .object({
    id: z.uuid(),
    name: z.string(),
    pattern: z.string().nullable(),
    tags: z.array(z.string()),
    depth: z.enum(DEPTHS).nullable(),
    version: z.int(),
  })
  .meta({ id: "Asset" });

export const toAssetOut = ({ tags, ...asset }: AssetEntry): z.input<typeof assetOut> => ({
  ...asset,
  tags: [...tags],
});

const weighed = z.object({
  weight: z.number().meta({ description: "1 for each use, halved every 30 days" }),
  evidence: z.array(
    z.object({ activityId: z.uuid(), at: z.iso.datetime(), title: z.string(), ageDays: z.int() }),
  ),
});

const toWeighed = ({ weight, evidence }: Weighed): z.input<typeof weighed> => ({
  weight: Math.round(weight * 10_000) / 10_000,
  evidence: evidence.map(({ activityId, at, title, ageDays }) => ({
    activityId,
    at: at.toISOString(),
    title,
    ageDays,
  })),
});

export const interestsOut = z
  .object({
    on: z.string().meta({ format: "date" }),
    journeyStage: z.enum(DEPTHS).nullable().meta({
      description: "The deepest depth of content with a weight of at least 0.5; null when none has",
    }),
    depths: z.object({ tofu: weighed, mofu: weighed, bofu: weighed }),
    interests: z.array(weighed.extend({ tag: z.string(), share: z.number() })),
  })
  .meta({ id: "LeadInterests" });

export const toInterestsOut = ({
  on,
  stage,
  depths,
  interests,
}: LeadInterests): z.input<typeof interestsOut> => ({
  on,
  journeyStage: stage,
  depths: { tofu: toWeighed(depths.tofu), mofu: toWeighed(depths.mofu), bofu: toWeighed(depths.bofu) },
  interests: interests.map(({ tag, share, ...rest }) => ({ tag, share, ...toWeighed(rest) })),
});
