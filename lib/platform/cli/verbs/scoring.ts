import "server-only";
import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { rescoreAll } from "@/lib/scoring/commands/rescore";
import { modelInForce } from "@/lib/scoring/queries/models";
import { defineVerb } from "../verb";

export const rescoreVerb = defineVerb({
  name: "rescore",
  usage: "",
  summary: "score every lead as of today under the model in force; promotes nobody",
  input: z.object({}),
  async run(caller) {
    const { done, changed } = await rescoreAll(caller);
    return { leads: done, changed, model: (await modelInForce(db())).version };
  },
});
