import { createRequire } from "node:module";
import pg from "pg";

// Not server-only: the launcher calls it beside the migrations, before there is a Next.

const require = createRequire(import.meta.url);

async function installedVersion(url: string): Promise<number | null> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<{ there: boolean }>(
      "select to_regclass('pgboss.version') is not null as there",
    );
    if (!rows[0]?.there) return null;
    const version = await client.query<{ version: number }>("select version from pgboss.version");
    return version.rows[0]?.version ?? null;
  } finally {
    await client.end();
  }
}

/** Makes or updates the tables of the job queue in a database (its own schema `pgboss`); quick when they are current. */
export async function installJobTables(url: string): Promise<void> {
  const { pgboss } = require("pg-boss/package.json") as { pgboss: { schema: number } };
  if ((await installedVersion(url)) === pgboss.schema) return;
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false });
}
