import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "@/lib/platform/root";

// A re-score reads without locks and trusts the mark of a lead's live row (decision 19). So whoever writes something that a
// score looks at writes the live row in the same transaction. Here is who does, and how; another writer has to be added
// knowingly, and to the test of what happens between a re-score's reading and its writing.
const WRITERS = {
  "lib/companies/commands.ts": "scores everybody at the company",
  "lib/exclusions/commands/exclude.ts": "scores the lead; of a pattern, the job scores everybody it touches",
  "lib/exclusions/commands/settle.ts": "scores everybody the pattern touches",
  "lib/imports/commands/activities.ts": "writes the live row of who did something",
  "lib/imports/commands/attribute-log.ts": "the wave writes the live row of who is new or changed",
  "lib/imports/commands/companies.ts": "the wave scores or marks everybody at the companies it filled",
  "lib/imports/commands/undo-companies.ts": "the undo scores everybody at the companies",
  "lib/imports/commands/undo-leads.ts": "the undo scores the leads it restored",
  "lib/leads/commands/erase.ts": "the live row goes with the lead",
  "lib/leads/commands/save.ts": "writes the live row of every lead that is saved",
  "lib/progression/commands/record-facts.ts": "an activity comes with the score that counts it",
  "lib/progression/commands/record-history.ts": "makes the live row",
  "lib/scoring/commands/adjust.ts": "the gate scores the lead",
};

const WRITES = [
  /\b(?:insert\s+into|update|delete\s+from)\s+(?:activity|lead_attribute_change|company_attribute_change|score_adjustment|exclusion)\b/i,
  /\.(?:activity|leadAttributeChange|companyAttributeChange|scoreAdjustment|exclusion)\.(?:create|update|delete|upsert)/,
];

test("who writes what a score looks at is known to write the lead's live row too", () => {
  const files = readdirSync(join(ROOT, "lib"), { recursive: true, encoding: "utf8" })
    .map((path) => `lib/${path}`)
    .filter((path) => path.endsWith(".ts"));
  const writers = files.filter((path) => {
    const source = readFileSync(join(ROOT, path), "utf8");
    return WRITES.some((write) => write.test(source));
  });
  expect(writers.sort()).toEqual(Object.keys(WRITERS));
});
