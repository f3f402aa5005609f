"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { addAsset, changeAsset, removeAsset } from "./commands";
import { assetForm } from "./schema";

const SCREEN = "/scoring/assets";

/** Keeps an entry of the catalogue: a new one, or the one with this id. */
export const keepAsset = defineAction({
  input: assetForm,
  allow: "scoring.edit",
  run: async (caller, { id, version, ...input }) => {
    if (id === undefined) await addAsset(caller, input);
    else await changeAsset(caller, id, { ...input, version });
  },
  refresh: [SCREEN],
  goTo: SCREEN,
});

/** Takes an entry out of the catalogue. */
export const dropAsset = defineAction({
  input: z.strictObject({ id: z.uuid() }),
  allow: "scoring.edit",
  run: (caller, { id }) => removeAsset(caller, id),
  refresh: [SCREEN],
  goTo: SCREEN,
});
