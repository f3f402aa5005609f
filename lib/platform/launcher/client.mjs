import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { fail } from "./say.mjs";

const execute = promisify(execFile);

function hashOfSchema(root) {
  const hash = createHash("sha256");
  const folder = join(root, "prisma", "schema");
  for (const name of readdirSync(folder).sort()) hash.update(name).update(readFileSync(join(folder, name)));
  hash.update(readFileSync(join(root, "node_modules", "prisma", "package.json")));
  return hash.digest("hex");
}

/** Generates the database client unless the one that is there was made from this schema. */
export async function ensureClient(root, { node, env }) {
  const mark = join(root, "prisma", "generated", "schema-hash");
  const hash = hashOfSchema(root);
  if (existsSync(mark) && readFileSync(mark, "utf8") === hash) return;
  const prisma = join(root, "node_modules", "prisma", "build", "index.js");
  try {
    await execute(node, [prisma, "generate", "--no-hints"], { cwd: root, env });
  } catch (error) {
    fail(`${error.stdout}${error.stderr}prisma generate failed: see the lines above.`);
  }
  writeFileSync(mark, hash);
}
