import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { useDatabase } from "@/tests/support/database";

const database = useDatabase();

async function prisma(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["node_modules/prisma/build/index.js", ...args],
    {
      env: { ...process.env, DATABASE_URL: database.url },
    },
  );
  return stdout.trim();
}

test("the migrations build exactly what the schema says", async () => {
  const difference = await prisma(
    ...["migrate", "diff", "--from-config-datasource", "--to-schema", "prisma/schema", "--script"],
  );
  expect(difference).toBe("-- This is an empty migration.");
});

test("Prisma's own tools find the database up to date", async () => {
  expect(await prisma("migrate", "status")).toContain("Database schema is up to date!");
});
