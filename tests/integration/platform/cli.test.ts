import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "@/tests/support/database";

const database = useDatabase();

/** Runs a verb as `npm run cli` does, beside this process, on the test's database. */
async function cli(...args: string[]): Promise<{ code: number; answer: Record<string, unknown> }> {
  const program = ["--import", "tsx", "--conditions=react-server", "lib/platform/cli/main.ts", ...args];
  const env = { ...process.env, DATABASE_URL: database.url, BATON_SECRET: "s".repeat(32) };
  try {
    const { stdout } = await promisify(execFile)(process.execPath, program, { env });
    expect(stdout.trimEnd().split("\n")).toHaveLength(1);
    return { code: 0, answer: JSON.parse(stdout) };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };
    return { code, answer: JSON.parse(stderr.trimEnd().split("\n").at(-1) ?? "") };
  }
}

describe("the command line", () => {
  test("prints one JSON line for what it did", async () => {
    const { code, answer } = await cli(
      ...["user", "add", "--email", "ada@example.org", "--name", "Ada", "--role", "admin"],
    );
    expect(code).toBe(0);
    expect(answer).toMatchObject({ email: "ada@example.org", name: "Ada", role: "admin" });
    expect(await db().user.count({ where: { id: String(answer.id), role: "admin" } })).toBe(1);
  });

  test("tells the app's day and time zone", async () => {
    expect(await cli("now")).toMatchObject({ code: 0, answer: { timeZone: "UTC" } });
  });

  test("names every argument that is wrong, and ends with 1", async () => {
    const { code, answer } = await cli("apikey", "create", "--scope", "everything");
    expect(code).toBe(1);
    expect(answer).toMatchObject({ error: "invalid", errors: [{ path: "--name" }, { path: "--scope" }] });
  });
});
