import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { ROOT } from "../root";

/** One script of prisma/migrations, with the checksum that Prisma's own tools compute. */
export type Migration = { name: string; script: string; checksum: string };

/** Prisma's CLI takes the same lock: `prisma migrate deploy` and a starting app wait for each other. */
export const MIGRATION_LOCK = 72_707_369;

const HISTORY = `
  create table if not exists _prisma_migrations (
    id                  varchar(36) primary key not null,
    checksum            varchar(64) not null,
    finished_at         timestamptz,
    migration_name      varchar(255) not null,
    logs                text,
    rolled_back_at      timestamptz,
    started_at          timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

/** The migrations of a folder in their order. */
export function readMigrations(folder = join(ROOT, "prisma/migrations")): Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const script = readFileSync(join(folder, name, "migration.sql"), "utf8");
      return { name, script, checksum: createHash("sha256").update(script).digest("hex") };
    });
}

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string }>(
    `select migration_name, checksum from _prisma_migrations where finished_at is not null and rolled_back_at is null`,
  );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

function pendingOf(migrations: readonly Migration[], history: Map<string, string>): Migration[] {
  for (const { name, checksum } of migrations) {
    const applied = history.get(name);
    if (applied && applied !== checksum)
      throw new Error(
        `The database was built by another version of the migration ${name}. A migration never changes once it is ` +
          `applied: put the file back, or start with an empty database.`,
      );
  }
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = [...history.keys()].find((name) => !known.has(name));
  if (newer)
    throw new Error(
      `The database is newer than this version of Baton (it has the migration ${newer}). Start the newer version.`,
    );
  return migrations.filter((migration) => !history.has(migration.name));
}

/** Runs scripts and writes them into the history, in the caller's transaction. */
export async function applyWithin(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  await client.query(HISTORY);
  for (const { name, script, checksum } of migrations) {
    await client.query(script);
    await client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
  }
}

/** The script and its line in the history are one transaction: there is no half-applied migration. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  const { name } = migration;
  try {
    await client.query("begin");
    await applyWithin(client, [migration]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback").catch(() => {});
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The migration ${name} failed and left nothing behind: ${reason}`, { cause: error });
  }
}

/**
 * Applies what is missing in a database and answers the names. Several instances may start at once: they take turns.
 * The history is Prisma's own, so `prisma migrate deploy` and `prisma migrate status` work on the same database.
 */
export async function migrate(
  url: string,
  migrations: readonly Migration[] = readMigrations(),
): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ made: boolean }>(
      `select to_regclass('_prisma_migrations') is not null as made`,
    );
    if (rows[0]?.made && pendingOf(migrations, await readHistory(client)).length === 0) return [];

    await client.query("select pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query("set client_min_messages = warning");
    await client.query(HISTORY);
    const pending = pendingOf(migrations, await readHistory(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}
