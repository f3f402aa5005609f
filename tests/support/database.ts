import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, inject } from "vitest";
import { closeDb } from "@/lib/platform/db/client";
import { checks, examine } from "@/lib/platform/doctor/examine";
import { reportOf } from "@/lib/platform/doctor/report";
import { closeQueue } from "@/lib/platform/jobs/enqueue";

/** The database of the test that runs now. */
export type TestDatabase = {
  /** Its address; `db()` is connected to it. */
  readonly url: string;
};

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("serverUrl") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Makes a migrated, empty database and answers its address. Drop it with `dropDatabase`. */
export async function createDatabase(): Promise<string> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await administer(`create database ${name} template ${inject("template")}`);
  const url = new URL(inject("serverUrl"));
  url.pathname = `/${name}`;
  return url.href;
}

export async function dropDatabase(url: string): Promise<void> {
  await administer(`drop database if exists ${new URL(url).pathname.slice(1)} with (force)`);
}

/** Fails when what the tests of a file left behind breaks a promise about the stored data. */
async function refuseBroken(): Promise<void> {
  const findings = await examine({ all: true });
  if (findings.length > 0) throw new Error(reportOf(findings, checks.length).join("\n"));
}

/**
 * Gives this file a real PostgreSQL database, migrated and empty, as `db()`; with `{ each: true }` every test gets a
 * new one. Call it once at the top of a file. With `{ examined: true }`, for files that work through the commands, the
 * doctor looks at what they left behind, and the file fails when a promise is broken.
 */
export function useDatabase({
  each = false,
  examined = false,
}: {
  each?: boolean;
  examined?: boolean;
} = {}): TestDatabase {
  let url = "";
  const open = async () => {
    url = await createDatabase();
    process.env.DATABASE_URL = url;
  };
  const close = async () => {
    try {
      if (examined) await refuseBroken();
    } finally {
      await closeQueue();
      await closeDb();
      delete process.env.DATABASE_URL;
      await dropDatabase(url);
    }
  };
  if (each) {
    beforeEach(open);
    afterEach(close);
  } else {
    beforeAll(open);
    afterAll(close);
  }
  return {
    get url() {
      return url;
    },
  };
}
