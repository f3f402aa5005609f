import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { readClock } from "../clock";
import { ROOT } from "../root";
import { startServer } from "./embedded/server";
import { migrate } from "./migrate";

// `npm run db:migrate -- <name>`: writes the next migration from the schema. It compares the schema with what the existing
// migrations build on an embedded server of its own, so neither a network nor somebody's database is needed.

const EMPTY = "-- This is an empty migration.";

/** The statements that lead from what a database is to what the schema says. */
async function differenceFrom(url: string): Promise<string> {
  const prisma = join(ROOT, "node_modules/prisma/build/index.js");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [prisma, "migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--script"],
    { cwd: ROOT, env: { ...process.env, DATABASE_URL: url } },
  );
  return stdout.trim();
}

async function compare(): Promise<string> {
  const server = await startServer({
    dataDir: join(ROOT, ".tools", `migration-${process.pid}`),
    durable: false,
  });
  try {
    await migrate(server.url());
    return await differenceFrom(server.url());
  } finally {
    await server.remove();
  }
}

async function write(name: string): Promise<string> {
  const script = await compare();
  if (script === "" || script === EMPTY) return "The migrations already build this schema: nothing to write.";
  const stamp = readClock().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = join("prisma", "migrations", `${stamp}_${name}`);
  mkdirSync(join(ROOT, folder), { recursive: true });
  writeFileSync(join(ROOT, folder, "migration.sql"), `${script}\n`);
  return `Wrote ${folder}/migration.sql. Read it before you commit it.`;
}

const name = process.argv[2] ?? "";
if (!/^[a-z][a-z0-9_]*$/.test(name)) {
  process.stderr.write("Give the migration a name: npm run db:migrate -- add_lead_language\n");
  process.exit(1);
}
try {
  process.stdout.write(`${await write(name)}\n`);
} catch (error) {
  const { stderr, message } = error as Error & { stderr?: string };
  process.stderr.write(`${stderr || message}\n`);
  process.exitCode = 1;
}
