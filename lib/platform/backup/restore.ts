import "server-only";
import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { applyWithin, MIGRATION_LOCK, type Migration, readMigrations } from "@/lib/platform/db/migrate";
import { AppError } from "@/lib/platform/errors";
import { KEEP_HOURS } from "@/lib/platform/web/idempotency";
import { LEFT_OUT, names, PLAIN_TEXT, type Table, tablesOf } from "./catalogue";
import { fileOf, type Manifest, readManifest, type TableFile, verifyFiles } from "./manifest";

export type RestoredBackup = {
  folder: string;
  takenAt: string;
  version: string;
  tables: number;
  rows: number;
  /** Migrations that the backup was older than. */
  migrated: string[];
};

const TRIES = 5;
const DEADLOCK = "40P01";

/**
 * Puts the content of a backup in the place of everything that the database of the workspace holds. First the whole backup
 * is read and compared with its checksums; then all happens in one transaction: a restore that fails or is killed leaves what
 * was there. Every guard of the schema stays on while rows are loaded, so rows that break a rule are refused by PostgreSQL;
 * no rights are needed beyond those of the tables' owner. An older backup is loaded into the tables of its own time and
 * migrated. What waited for a worker goes: see `afterRestore`. Apps that run meanwhile wait.
 *
 * Throws `not_found` (no backup there), `invalid` (damaged, or of a newer Baton) and, without `replace`, `conflict` when the
 * workspace holds something.
 */
export async function restoreBackup(
  url: string,
  source: string,
  { replace, migrations = readMigrations() }: { replace: boolean; migrations?: readonly Migration[] },
): Promise<RestoredBackup> {
  const folder = resolve(source);
  const manifest = await readManifest(folder);
  const level = levelOf(manifest, migrations);
  await verifyFiles(folder, manifest.tables);
  for (let attempt = 1; ; attempt++) {
    try {
      await inTransaction(url, async (client) => {
        await lockAll(client);
        if (!replace) await refuseUsed(client);
        if (level.later.length > 0) await rebuild(client, level.applied);
        else await empty(client);
        await load(client, folder, manifest);
        await client.query("set constraints all immediate");
        await applyWithin(client, level.later);
        await settle(client);
      });
      break;
    } catch (error) {
      if (attempt >= TRIES || (error as { code?: unknown }).code !== DEADLOCK) throw error;
    }
  }
  return {
    folder,
    takenAt: manifest.takenAt,
    version: manifest.version,
    tables: manifest.tables.length,
    rows: manifest.tables.reduce((total, { rows }) => total + rows, 0),
    migrated: level.later.map(({ name }) => name),
  };
}

type Level = { applied: Migration[]; later: Migration[] };

/** Which of our migrations the backup's database had. Throws when it had one that we do not know. */
function levelOf({ migrations, version }: Manifest, known: readonly Migration[]): Level {
  const had = new Map(migrations.map(({ name, checksum }) => [name, checksum]));
  const unknown = migrations.find(({ name }) => !known.some((migration) => migration.name === name));
  if (unknown)
    throw new AppError(
      "invalid",
      `The backup is of a newer Baton (${version}, migration ${unknown.name}). Restore it with that version.`,
    );
  const other = known.find(({ name, checksum }) => had.has(name) && had.get(name) !== checksum);
  if (other)
    throw new AppError(
      "invalid",
      `The backup's database was built by another version of the migration ${other.name}.`,
    );
  return {
    applied: known.filter(({ name }) => had.has(name)),
    later: known.filter(({ name }) => !had.has(name)),
  };
}

async function inTransaction(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin");
    await client.query(PLAIN_TEXT);
    await client.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await client.query("set local client_min_messages = warning");
    // Emptying and refilling append-only tables is erasing: what the guards let through when it is said.
    await client.query("select set_config('baton.erasing', 'on', true)");
    await work(client);
    await client.query("commit");
  } finally {
    await client.end();
  }
}

/** A workspace in which nothing happened yet but its first admin's set-up may be restored into without being asked twice. */
async function refuseUsed(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ leads: number; people: number; used: boolean }>(`
    select (select count(*)::int from lead) as leads, (select count(*)::int from app_user) as people,
      exists (select 1 from lead) or exists (select 1 from company) or exists (select 1 from import)
        or (select count(*) from app_user) > 1 as used`);
  const { leads, people, used } = rows[0]!;
  if (used)
    throw new AppError(
      "conflict",
      `The workspace is not empty: it holds ${leads} leads and ${people} people. A restore replaces everything in it; ` +
        "back it up first, then add --replace.",
    );
}

async function allTables(client: pg.Client): Promise<string> {
  const tables = await tablesOf(client);
  return names(
    client,
    tables.map(({ name }) => name),
  );
}

/** From here on nobody else writes or reads: an app's requests wait for the end. */
async function lockAll(client: pg.Client): Promise<void> {
  await client.query(`lock table ${await allTables(client)} in access exclusive mode`);
}

async function empty(client: pg.Client): Promise<void> {
  await client.query(`truncate ${await allTables(client)}`);
}

/** Makes the tables anew as they were when the backup was taken. Views go first: they would go with the tables they look at. */
async function rebuild(client: pg.Client, migrations: readonly Migration[]): Promise<void> {
  const { rows } = await client.query<{ statement: string }>(`
    select format('drop %s %s cascade',
      case kind when 'r' then 'table' when 'p' then 'table' when 'v' then 'view' when 'm' then 'materialized view'
        when 'S' then 'sequence' when 'f' then 'routine' else 'type' end, name) as statement
    from (
      select relkind::text as kind, oid::regclass::text as name, 'pg_class'::regclass as catalogue, oid
      from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p', 'v', 'm') and not relispartition
      union all
      select 'S', oid::regclass::text, 'pg_class'::regclass, oid from pg_class c
      where relnamespace = 'public'::regnamespace and relkind = 'S'
        and not exists (select 1 from pg_depend where objid = c.oid and deptype in ('a', 'i'))
      union all
      select 'f', oid::regprocedure::text, 'pg_proc'::regclass, oid from pg_proc where pronamespace = 'public'::regnamespace
      union all
      select 't', oid::regtype::text, 'pg_type'::regclass, oid from pg_type
      where typnamespace = 'public'::regnamespace and typtype in ('e', 'd')
    ) as object
    where not exists (
      select 1 from pg_depend where classid = object.catalogue and objid = object.oid and deptype = 'e')
    order by kind not in ('v', 'm'), kind in ('f', 't')`);
  for (const { statement } of rows) await client.query(statement);
  await applyWithin(client, migrations);
  // What migrations put into tables is in the backup as well.
  await empty(client);
}

async function load(client: pg.Client, folder: string, manifest: Manifest): Promise<void> {
  const tables = (await tablesOf(client)).filter(({ name }) => !LEFT_OUT.includes(name));
  const files = new Map(manifest.tables.map((file) => [file.name, file]));
  for (const table of tables) {
    const file = files.get(table.name);
    files.delete(table.name);
    if (!file || !sameNames(file.columns, table.columns))
      throw new AppError(
        "invalid",
        `The backup does not describe the table ${table.name} as this version knows it.`,
      );
    await loadTable(client, folder, table, file);
  }
  const [stranger] = files.keys();
  if (stranger)
    throw new AppError("invalid", `The backup has a table that this version does not know: ${stranger}.`);
  for (const { name, value, called } of manifest.sequences)
    await client.query("select setval(format('%I', $1::text)::regclass, $2::bigint, $3)", [
      name,
      value,
      called,
    ]);
}

const sameNames = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((name) => other.includes(name));

async function loadTable(client: pg.Client, folder: string, table: Table, file: TableFile): Promise<void> {
  // In the order of the file: a migration may have added columns where another release has others.
  const target = client.query(
    copyFrom(
      `copy ${client.escapeIdentifier(table.name)} (${names(client, file.columns)}) from stdin (format text)`,
    ),
  );
  try {
    await pipeline(createReadStream(join(folder, fileOf(table.name))), createGunzip(), target);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === DEADLOCK) throw error;
    throw new AppError(
      "invalid",
      `The rows of ${table.name} cannot be restored: ${message}. Nothing was changed.`,
      {
        cause: error,
      },
    );
  }
  if (target.rowCount !== file.rows)
    throw new AppError(
      "invalid",
      `${fileOf(table.name)} holds ${target.rowCount} rows instead of ${file.rows}. Nothing was changed.`,
    );
}

const UNKNOWN =
  "It waited when the backup was taken and may have been sent since; it is not sent again by itself.";

/** What the world may have seen done after the backup is not done twice; jobs belong to the data that are gone; old answers are too old. */
async function settle(client: pg.Client): Promise<void> {
  await client.query("delete from idempotency_key where created_at < now() - make_interval(hours => $1)", [
    KEEP_HOURS,
  ]);
  await client.query("update mail set status = 'failed', error = $1 where status = 'queued'", [UNKNOWN]);
  const { rows } = await client.query<{ there: boolean }>(
    "select to_regclass('pgboss.job') is not null as there",
  );
  if (rows[0]?.there) await client.query("delete from pgboss.job where state <> 'completed'");
}
