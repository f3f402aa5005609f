import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { closeDb, db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { ROOT } from "@/lib/platform/root";
import { firstStart } from "@/lib/team/commands/first-start";
import { createUser } from "@/lib/team/commands/users";
import type { Caller } from "@/lib/team/viewer";
import { type Chance, chanceOf } from "@/prisma/seed/chance";
import { createDatabase, dropDatabase } from "../support/database";
import { imported } from "../support/imports";
import { inRounds, rounds, seedOf } from "../support/rounds";
import { clientOf } from "./client";
import { mqlFile, stateOfImport } from "./imported-state";
import { type SupervisedApp, superviseApp, type Victim } from "./supervised-app";
import { judge } from "./verdict";
import { answerHandoffs, leadNamed, newLedger, sendEvents, type Work } from "./workload";

// Everything a client was told is kept, whatever is killed with -9, whenever. Long: BATON_TEST_ROUNDS=long.

const KILLS = rounds("crash", 20, 1_000);
const ROWS = 8_000;
const LONGEST = 60_000 + KILLS * 20_000;
const REPORTS = join(ROOT, ".test", "reports");
const KEY = "test-api-key-of-the-crash-harness";

/** In a short run app restarts are rare: each takes seconds, and the database is the likelier place to lose something. */
const DRAW: readonly Victim[] = [
  ...Array<Victim>(3).fill("app"),
  ...Array<Victim>(7).fill("postmaster"),
  ...Array<Victim>(8).fill("backend"),
  ...Array<Victim>(2).fill("both"),
];

const env = {
  BATON_API_KEY: KEY,
  BATON_ADMIN_EMAIL: "ada@example.org",
  BATON_ADMIN_PASSWORD: "a rope and four knots",
  BATON_TIME_ZONE: "Europe/Berlin",
};

const system = (): Caller => ({
  viewer: { kind: "system", id: null, name: "crash harness" },
  now: new Date(),
  correlationId: newId(),
});

let app: SupervisedApp;
let seed: string;
let chance: Chance;
let leads: string[];

beforeAll(async () => {
  seed = seedOf("crash");
  chance = chanceOf(`${seed} kills`);
  app = await superviseApp(join(ROOT, ".test", "apps", newId()), env);
  await lookBehind();
  for (const name of ["Rosa", "Sam"])
    await createUser(system(), { email: `${name}@example.org`, name, role: "rep" });
  const client = clientOf(app.url, KEY, chanceOf(`${seed} leads`));
  leads = await Promise.all(
    Array.from({ length: 30 }, async (_, index) => {
      const { body } = await client.insist("POST", "/api/v1/leads", leadNamed(`seed-${index}`));
      return String(body.id);
    }),
  );
}, 300_000);

afterAll(async () => {
  await closeDb();
  await app?.stop();
}, 60_000);

/** Lets `db()` of this process look at the app's database, on new connections. */
async function lookBehind(url = app.databaseUrl()): Promise<void> {
  await closeDb();
  process.env.DATABASE_URL = url;
}

function workers(count: { events: number; answers: number }, name: string, stopped: () => boolean) {
  const ledger = newLedger();
  const work = (kind: string, index: number): Work => {
    const own = chanceOf(`${seed} ${name} ${kind} ${index}`);
    return {
      client: clientOf(app.url, KEY, own),
      chance: own,
      ledger,
      name: `${name}-${kind}${index}`,
      stopped,
    };
  };
  const done = Promise.all([
    ...Array.from({ length: count.events }, (_, index) => sendEvents(work("event", index), leads)),
    ...Array.from({ length: count.answers }, (_, index) => answerHandoffs(work("handoff", index))),
  ]);
  return { ledger, done };
}

/** From the blow to the first write that is acknowledged again. */
async function recoveryAfter(victim: Victim): Promise<number> {
  const probe = clientOf(app.url, KEY, chance);
  await app.kill(victim, chance);
  const began = performance.now();
  while (performance.now() - began < 60_000) {
    const answer = await probe.call("PATCH", `/api/v1/leads/${leads[0]}`, { title: newId() });
    if (answer?.status === 200) return performance.now() - began;
    await wait(25);
  }
  await app.settled();
  throw new Error(`nothing works a minute after the kill of ${victim}:\n${app.output().slice(-2_000)}`);
}

async function importOf(client: ReturnType<typeof clientOf>, file: string): Promise<string> {
  const form = new FormData();
  form.set("file", new Blob([file], { type: "text/csv" }), "mqls.csv");
  form.set("preset", "olist-mqls");
  const { status, body } = await client.insist("POST", "/api/v1/imports", form);
  expect({ status, body }).toMatchObject({ status: 202 });
  return String(body.id);
}

/** The same file, imported in peace into a workspace of its own. */
async function undisturbed(file: string): Promise<Record<string, string>> {
  const url = await createDatabase();
  try {
    await lookBehind(url);
    await firstStart(system(), {
      admin: { email: env.BATON_ADMIN_EMAIL, password: env.BATON_ADMIN_PASSWORD },
      timeZone: env.BATON_TIME_ZONE,
      sampleData: null,
      apiKey: null,
      writeKey: null,
    } as Parameters<typeof firstStart>[1]);
    const admin = await db().user.findFirstOrThrow({ where: { role: "admin" } });
    const caller: Caller = {
      ...system(),
      viewer: { kind: "user", id: admin.id, name: admin.name, email: admin.email, role: "admin" },
    };
    const { id } = await imported(caller, { text: file }, { preset: "olist-mqls" });
    return await stateOfImport(id);
  } finally {
    await closeDb();
    await dropDatabase(url);
  }
}

const at = (sorted: readonly number[], share: number) =>
  Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);

describe("killed with -9 at any moment", () => {
  test(`after ${KILLS} kills nothing acknowledged is lost or doubled, and the import is as if nobody had interrupted it`, {
    timeout: LONGEST,
  }, async () => {
    const file = mqlFile(ROWS, chanceOf(`${seed} file`));
    const client = clientOf(app.url, KEY, chanceOf(`${seed} import`));
    const importId = await importOf(client, file);

    let over = false;
    const { ledger, done } = workers({ events: 4, answers: 2 }, "storm", () => over);
    const recoveries: { victim: Victim; ms: number }[] = [];
    for (const _ of inRounds("crash kills", KILLS)) {
      await wait(50 + chance.whole(0, 700));
      const victim = chance.pick(DRAW);
      recoveries.push({ victim, ms: await recoveryAfter(victim) });
    }
    await app.settled();
    over = true;
    await done;
    await expect
      .poll(async () => (await client.insist("GET", `/api/v1/imports/${importId}`)).body.status, {
        timeout: 120_000,
        interval: 500,
      })
      .toBe("done");

    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(join(REPORTS, "crash-app.log"), app.output());
    await lookBehind();
    const { acknowledged, lost, doubled, strange } = await judge(ledger);
    const figures = Object.entries(Object.groupBy(recoveries, ({ victim }) => victim)).map(
      ([victim, all]) => {
        const sorted = all.map(({ ms }) => ms).sort((a, b) => a - b);
        return [victim, { kills: sorted.length, p50: at(sorted, 0.5), max: at(sorted, 1) }];
      },
    );
    const report = { seed, acknowledged, lost: lost.length, doubled: doubled.length };
    process.stdout.write(
      `crash: ${JSON.stringify({ ...report, recoveryMs: Object.fromEntries(figures) })}\n`,
    );
    expect({ lost, doubled, strange, wrong: ledger.wrong.slice(0, 10) }).toEqual({
      lost: [],
      doubled: [],
      strange: [],
      wrong: [],
    });
    expect(await examine()).toEqual([]);
    expect(app.output()).not.toMatch(/uncaught|unhandled|"level":"fatal"|unexpected error/i);

    const state = await stateOfImport(importId);
    expect(state).toEqual(await undisturbed(file));
    await lookBehind();
  });

  test("the control: with synchronous_commit off, this very harness finds that acknowledged events are lost", {
    timeout: 120_000,
  }, async () => {
    await weaken();
    await recoveryAfter("backend");
    let over = false;
    const { ledger, done } = workers({ events: 4, answers: 0 }, "control", () => over);
    const lost = async () => (await judge(ledger)).lost;
    const began = performance.now();
    let found: string[] = [];
    while (found.length === 0 && performance.now() - began < 60_000) {
      await wait(500);
      await recoveryAfter("backend");
      await lookBehind();
      found = await lost();
    }
    over = true;
    await done;
    expect(found.length).toBeGreaterThan(0);
  });
});

/** What a careless administrator may do: commits are acknowledged before they are on the disk. */
async function weaken(): Promise<void> {
  const client = new pg.Client({ connectionString: app.databaseUrl() });
  await client.connect();
  await client.query("alter database baton set synchronous_commit = off");
  await client.query("alter system set wal_writer_delay = '10s'");
  await client.query("alter system set wal_writer_flush_after = '1GB'");
  await client.query("select pg_reload_conf()");
  await client.end();
}
