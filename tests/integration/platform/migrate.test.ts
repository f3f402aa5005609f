import pg from "pg";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { type Migration, migrate, readMigrations } from "@/lib/platform/db/migrate";
import { createDatabase, dropDatabase, useDatabase } from "@/tests/support/database";

const database = useDatabase();

async function withEmptyDatabase(run: (url: string) => Promise<void>): Promise<void> {
  const url = await createDatabase();
  try {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await client.query("drop schema public cascade; create schema public");
    await client.end();
    await run(url);
  } finally {
    await dropDatabase(url);
  }
}

describe("migrations at start", () => {
  test("an up-to-date database is left alone", async () => {
    expect(await migrate(database.url)).toEqual([]);
  });

  test("the history is the one Prisma's own tools keep", async () => {
    const rows = await db().$queryRaw<{ migration_name: string; checksum: string; finished: boolean }[]>`
      select migration_name, checksum, finished_at is not null as finished from _prisma_migrations order by 1`;
    expect(rows).toEqual(
      readMigrations().map(({ name, checksum }) => ({ migration_name: name, checksum, finished: true })),
    );
  });

  test("instances that start at once apply each migration exactly once", async () => {
    await withEmptyDatabase(async (url) => {
      const applied = await Promise.all(Array.from({ length: 4 }, () => migrate(url)));
      expect(applied.flat()).toEqual(readMigrations().map((migration) => migration.name));
    });
  });

  test("a migration that fails leaves nothing behind and can be repeated when it is mended", async () => {
    const broken: Migration = {
      name: "20990101000000_broken",
      script: "create table half_way (id int); select 1/0",
      checksum: "x",
    };
    await withEmptyDatabase(async (url) => {
      await expect(migrate(url, [broken])).rejects.toThrow("20990101000000_broken failed");
      const mended = { ...broken, script: "create table half_way (id int)" };
      expect(await migrate(url, [mended])).toEqual([broken.name]);
    });
  });

  test("an applied migration that was changed afterwards stops the start", async () => {
    const changed = readMigrations().map((each) => ({ ...each, checksum: "changed" }));
    await expect(migrate(database.url, changed)).rejects.toThrow("another version of the migration");
  });

  test("a database of a newer version stops the start", async () => {
    await expect(migrate(database.url, readMigrations().slice(0, -1))).rejects.toThrow(
      "newer than this version",
    );
  });
});
