import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { AppError } from "@/lib/platform/errors";
import { VERSION } from "@/lib/platform/version";
import { LEFT_OUT, names, PLAIN_TEXT, type Table, tablesOf } from "./catalogue";
import { FORMAT, fileOf, type Manifest, sealManifest, type TableFile } from "./manifest";

export type WrittenBackup = { folder: string; takenAt: string; tables: number; rows: number; bytes: number };

/**
 * Writes everything the workspace holds into a folder that does not exist yet (or is empty): one file a table and a manifest
 * with counts and checksums, all of one instant. Reads only; an app goes on writing meanwhile. The folder appears under its
 * name when it is complete; what a killed backup leaves is called `<folder>.<id>.partial`. Only its owner may read it.
 * Throws `conflict` when there is something in the folder.
 */
export async function writeBackup(url: string, target: string): Promise<WrittenBackup> {
  const folder = resolve(target);
  await refuseTaken(folder);
  const partial = `${folder}.${randomUUID().slice(0, 8)}.partial`;
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const manifest = await copyOut(url, partial);
    const { name, text } = sealManifest(manifest);
    await writeFile(join(partial, name), text, { mode: 0o600, flag: "wx", flush: true });
    await sync(partial);
    await rmdir(folder).catch(() => {});
    await rename(partial, folder);
    await sync(dirname(folder));
    const sum = (of: "rows" | "bytes") => manifest.tables.reduce((total, table) => total + table[of], 0);
    return {
      folder,
      takenAt: manifest.takenAt,
      tables: manifest.tables.length,
      rows: sum("rows"),
      bytes: sum("bytes"),
    };
  } catch (error) {
    await rm(partial, { recursive: true, force: true });
    throw error;
  }
}

async function refuseTaken(folder: string): Promise<void> {
  const found = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new AppError("invalid", `${folder} cannot be used: ${error.code}`);
  });
  if (found.length > 0)
    throw new AppError(
      "conflict",
      `There is something in ${folder} already. Name a folder that does not exist yet.`,
    );
}

/** A rename survives a power cut only when the folder that holds the name was written, too. */
async function sync(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function copyOut(url: string, folder: string): Promise<Manifest> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const tables = (await tablesOf(client)).filter(({ name }) => !LEFT_OUT.includes(name));
    await client.query("begin isolation level repeatable read read only");
    await client.query(PLAIN_TEXT);
    // Before the snapshot is taken: a restore or migration waits from here on, so the tables stay what they are.
    await client.query(
      `lock table ${names(
        client,
        tables.map(({ name }) => name),
      )} in access share mode`,
    );
    const about = await describeDatabase(client);
    const files: TableFile[] = [];
    for (const table of tables) files.push(await copyTable(client, table, folder));
    await client.query("commit");
    return { app: "baton", format: FORMAT, version: VERSION, ...about, tables: files };
  } finally {
    await client.end();
  }
}

async function describeDatabase(
  client: pg.Client,
): Promise<Pick<Manifest, "takenAt" | "migrations" | "sequences">> {
  const clock = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const migrations = await client.query<{ name: string; checksum: string }>(
    `select migration_name as name, checksum from _prisma_migrations
     where finished_at is not null and rolled_back_at is null order by migration_name`,
  );
  const known = await client.query<{ name: string }>(
    "select sequencename as name from pg_sequences where schemaname = 'public' order by 1",
  );
  const sequences: Manifest["sequences"] = [];
  for (const { name } of known.rows) {
    const { rows } = await client.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${client.escapeIdentifier(name)}`,
    );
    sequences.push({ name, ...rows[0]! });
  }
  return { takenAt: clock.rows[0]!.now.toISOString(), migrations: migrations.rows, sequences };
}

async function copyTable(
  client: pg.Client,
  { name, columns, key }: Table,
  folder: string,
): Promise<TableFile> {
  const order = key.length > 0 ? `order by ${names(client, key)}` : "";
  const source = client.query(
    copyTo(
      `copy (select ${names(client, columns)} from ${client.escapeIdentifier(name)} ${order}) to stdout (format text)`,
    ),
  );
  const hash = createHash("sha256");
  let bytes = 0;
  const measure = new Transform({
    transform(piece: Buffer, _encoding, done) {
      hash.update(piece);
      bytes += piece.length;
      done(null, piece);
    },
  });
  await pipeline(
    source,
    createGzip(),
    measure,
    createWriteStream(join(folder, fileOf(name)), { flags: "wx", mode: 0o600, flush: true }),
  );
  return { name, columns, rows: source.rowCount, bytes, sha256: hash.digest("hex") };
}
