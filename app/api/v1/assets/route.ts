import { z } from "zod";
import { assetOut, toAssetOut } from "@/lib/assets/api";
import { addAsset } from "@/lib/assets/commands";
import { assetById, assets } from "@/lib/assets/queries";
import { assetInput } from "@/lib/assets/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assets",
  group: "Scoring",
  summary: "List the catalogue of content: what each asset is about and how far down the funnel it speaks",
  allow: "scoring.read",
  answer: z.object({ data: z.array(assetOut), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer }) => ({
    body: { data: (await assets(db(), viewer)).map(toAssetOut), nextCursor: null },
  }),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/assets",
  group: "Scoring",
  summary: "Add an asset to the catalogue",
  description:
    "201 when it was made, 200 when it was there with the same content; another of the same name answers 409.",
  allow: "scoring.edit",
  body: assetInput,
  answer: assetOut,
  statuses: [201, 200],
  idempotent: true,
  run: async (caller, { body }) => {
    const { id, created } = await addAsset(caller, body);
    return { status: created ? 201 : 200, body: toAssetOut(await assetById(db(), caller.viewer, id)) };
  },
});
