import "server-only";
import { z } from "zod";
import { loadSample, seedScale } from "@/lib/team/commands/sample";
import { defineVerb } from "../verb";

export const seedDemoVerb = defineVerb({
  name: "seed demo",
  usage: "",
  summary:
    "Fills the workspace with the sample; the answer holds the password of its people, shown this once",
  input: z.strictObject({}),
  run: (caller) => loadSample(caller),
});

export const seedScaleVerb = defineVerb({
  name: "seed scale",
  usage: "--leads N [--seed S]",
  summary: "Fills a workspace without leads with N of them, two years of history each, for benchmarks",
  input: z.strictObject({
    leads: z.coerce.number().int().min(1).max(5_000_000),
    seed: z.string().min(1).max(100).default("baton"),
  }),
  async run(caller, order) {
    const started = performance.now();
    const onProgress = (leads: number) => process.stderr.write(`\r${leads} leads`);
    const loaded = await seedScale(caller, { ...order, onProgress });
    process.stderr.write("\n");
    return { ...loaded, seconds: Math.round((performance.now() - started) / 100) / 10 };
  },
});
