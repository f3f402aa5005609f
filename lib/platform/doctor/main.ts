import { parseArgs } from "node:util";
import { auditHead, holdsSeal } from "@/lib/audit/queries";
import { db } from "../db/client";
import { readSettings } from "../launcher/settings";
import { withDatabase } from "../launcher/with-database";
import { checks, examine } from "./examine";
import { reportOf } from "./report";

// `npm run doctor`: a few lines for each broken promise, then one that sums up. Exit 1 when any is broken. `-- --all` examines
// every score of a large workspace instead of a sample. The last line names the head of the audit's chain; `-- --sealed
// <number>:<hash>` asks whether a head that somebody wrote down earlier is still part of it.

const say = (line: string) => void process.stdout.write(`${line}\n`);

/** Whether a head that was written down earlier still stands; says so when not. */
async function stillSealed(kept: string): Promise<boolean> {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(kept) ?? [];
  if (!seq || !hash) throw new Error("--sealed takes what an earlier examination printed: <number>:<hash>");
  const holds = await holdsSeal(db(), { seq: Number(seq), hash });
  if (!holds)
    say(`✗ The audit no longer holds the seal ${kept}: what came before it was rewritten or cut off.`);
  return holds;
}

try {
  const { values } = parseArgs({
    options: { all: { type: "boolean", default: false }, sealed: { type: "string" } },
  });
  await withDatabase(readSettings(), async () => {
    const kept = values.sealed === undefined || (await stillSealed(values.sealed));
    const findings = await examine(values);
    for (const line of reportOf(findings, checks.length)) say(line);
    const head = await auditHead(db());
    if (head) say(`The audit is sealed up to ${head.seq}:${head.hash}`);
    process.exitCode = findings.length === 0 && kept ? 0 : 1;
  });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
