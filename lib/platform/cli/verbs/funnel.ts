import "server-only";
import { z } from "zod";
import { rebuildDays } from "@/lib/funnel/commands";
import { defineVerb } from "../verb";

export const foldFunnelVerb = defineVerb({
  name: "fold-funnel",
  usage: "",
  summary: "add up again what the funnel keeps of each day",
  input: z.object({}),
  run: async () => ({ days: await rebuildDays() }),
});
