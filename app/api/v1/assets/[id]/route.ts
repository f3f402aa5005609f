import { assetOut, toAssetOut } from "@/lib/assets/api";
import { changeAsset, removeAsset } from "@/lib/assets/commands";
import { assetById } from "@/lib/assets/queries";
import { assetChange } from "@/lib/assets/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/assets/{id}",
  group: "Scoring",
  summary: "One asset of the catalogue",
  allow: "scoring.read",
  params: idShape,
  answer: assetOut,
  statuses: [200],
  run: async ({ viewer }, { params }) => ({ body: toAssetOut(await assetById(db(), viewer, params.id)) }),
});

export const PUT = defineRoute({
  method: "PUT",
  path: "/api/v1/assets/{id}",
  group: "Scoring",
  summary: "Change an asset of the catalogue",
  description:
    "The whole entry. Interests and journey stages are read by it at once; scores are not touched.",
  allow: "scoring.edit",
  params: idShape,
  body: assetChange,
  answer: assetOut,
  statuses: [200],
  run: async (caller, { params, body }) => {
    await changeAsset(caller, params.id, body);
    return { body: toAssetOut(await assetById(db(), caller.viewer, params.id)) };
  },
});

export const DELETE = defineRoute({
  method: "DELETE",
  path: "/api/v1/assets/{id}",
  group: "Scoring",
  summary: "Take an asset out of the catalogue",
  allow: "scoring.edit",
  params: idShape,
  statuses: [204],
  run: async (caller, { params }) => {
    await removeAsset(caller, params.id);
    return { status: 204 };
  },
});
