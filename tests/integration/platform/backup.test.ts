import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { KPI_NAMES, kpi } from "@/lib/funnel/kpis";
import { answer } from "@/lib/funnel/queries/figures";
import { ask } from "@/lib/funnel/question";
import { NO_FILTER } from "@/lib/leads/filter";
import { listLeads } from "@/lib/leads/queries/list";
import { writeBackup } from "@/lib/platform/backup/backup";
import { LEFT_OUT } from "@/lib/platform/backup/catalogue";
import { type Manifest, sealManifest } from "@/lib/platform/backup/manifest";
import { restoreBackup } from "@/lib/platform/backup/restore";
import { closeDb, db } from "@/lib/platform/db/client";
import { type Migration, migrate, readMigrations } from "@/lib/platform/db/migrate";
import { examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { installJobTables } from "@/lib/platform/jobs/install";
import { ROOT } from "@/lib/platform/root";
import { addDays, dayOf } from "@/lib/shared/day";
import { loadSampleWorkspace } from "@/prisma/seed";
import { createDatabase, dropDatabase, useDatabase } from "@/tests/support/database";
import { contentOf } from "@/tests/support/tables";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const database = useDatabase();

let house: TestWorkspace;
let folder: string;
let backup: string;
/** What the workspace held when `backup` was taken. */
let before: { content: Map<string, string>; figures: unknown };

beforeAll(async () => {
  mkdirSync(join(ROOT, ".test"), { recursive: true });
  folder = mkdtempSync(join(ROOT, ".test", "backup-"));
  backup = join(folder, "first");
  house = await givenWorkspace({ now: new Date() });
  await loadSampleWorkspace(house.as(house.admin));
  await db().$executeRaw`
    insert into user_session (id, user_id, created_at, last_seen_at, expires_at)
    values (${newId()}::uuid, ${house.sam.id}::uuid, now(), now(), now() + interval '1 day')`;
  await writeBackup(database.url, backup);
  before = { content: await contentOf(LEFT_OUT), figures: await figures() };
}, 180_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every number of the funnel, and every lead with its score. */
async function figures() {
  const today = dayOf(house.now, "Europe/Berlin");
  const frame = {
    now: house.now,
    timeZone: "Europe/Berlin",
    period: { from: addDays(today, -120), to: today },
  };
  const questions = KPI_NAMES.flatMap((name) =>
    kpi(name).bases.map((basis) => ask({ ...frame, kpi: name, basis })),
  );
  const answers = await answer(db(), house.admin, questions);
  const leads = await listLeads(db(), house.admin, NO_FILTER, { sort: "-score", limit: 1_000 });
  expect(leads.data.length).toBeGreaterThan(350);
  return { numbers: answers.map(({ whole }) => whole), leads: leads.data };
}

/** Looks at another database through the application's own client. */
async function lookingAt<T>(url: string, look: () => Promise<T>): Promise<T> {
  await closeDb();
  process.env.DATABASE_URL = url;
  try {
    return await look();
  } finally {
    await closeDb();
    process.env.DATABASE_URL = database.url;
  }
}

async function withDatabase(run: (url: string) => Promise<void>): Promise<void> {
  const url = await createDatabase();
  try {
    await run(url);
  } finally {
    await dropDatabase(url);
  }
}

/** The same backup, changed by somebody: in a folder of its own. */
function tampered(change: (copy: string) => void): string {
  const copy = mkdtempSync(join(folder, "copy-"));
  for (const name of readdirSync(backup)) writeFileSync(join(copy, name), readFileSync(join(backup, name)));
  change(copy);
  return copy;
}

const manifestOf = (copy: string): Manifest => {
  const { checksum: _, ...manifest } = JSON.parse(readFileSync(join(copy, "manifest.json"), "utf8"));
  return manifest;
};

/** Starts a verb as `npm run cli` does. */
function startCli(url: string, ...args: string[]) {
  const program = ["--import", "tsx", "--conditions=react-server", "lib/platform/cli/main.ts", ...args];
  const env = { ...process.env, DATABASE_URL: url, BATON_SECRET: "s".repeat(32) };
  const child = spawn(process.execPath, program, { cwd: ROOT, env, stdio: ["ignore", "pipe", "pipe"] });
  const printed = { out: "", err: "" };
  child.stdout.on("data", (piece) => {
    printed.out += piece;
  });
  child.stderr.on("data", (piece) => {
    printed.err += piece;
  });
  return { child, printed, ended: once(child, "close") };
}

describe("a backup", () => {
  test("restored into an empty workspace holds the same rows, figures and scores, and keeps every promise", async () => {
    await withDatabase(async (url) => {
      const restored = await restoreBackup(url, backup, { replace: false });
      expect(restored).toMatchObject({ folder: backup, migrated: [] });
      await lookingAt(url, async () => {
        expect(await examine()).toEqual([]);
        expect(await contentOf(LEFT_OUT)).toEqual(before.content);
        expect(await figures()).toEqual(before.figures);
        expect(await db().userSession.count()).toBe(0);
      });
    });
  });

  test("taken beside an app that writes shows one instant: whole, and without contradiction", async () => {
    const target = join(folder, "busy");
    let writing = true;
    let written = 0;
    const writers = Array.from({ length: 3 }, async () => {
      while (writing) {
        const lead = await givenLead(house, { email: `${newId()}@busy.example` });
        await given(house, lead, "demo_requested");
        written += 1;
      }
    });
    while (written < 3) await wait(5);
    const command = startCli(database.url, "backup", target);
    await command.ended;
    writing = false;
    await Promise.all(writers);
    const lines = command.printed.out.trimEnd().split("\n");
    expect(lines, command.printed.err).toHaveLength(1);
    const answered = JSON.parse(lines[0]!);
    expect(answered).toMatchObject({ folder: target, takenAt: expect.any(String) });
    expect(await db().auditEntry.count({ where: { action: "backup.written" } })).toBe(1);

    await withDatabase(async (url) => {
      const restore = startCli(url, "restore", target);
      await restore.ended;
      expect(JSON.parse(restore.printed.out), restore.printed.err).toMatchObject({ rows: answered.rows });
      await lookingAt(url, async () => {
        const busy = await db().lead.count({ where: { email: { endsWith: "@busy.example" } } });
        expect(busy).toBeGreaterThanOrEqual(1);
        expect(busy).toBeLessThan(written);
        expect(await examine()).toEqual([]);
        expect(await db().auditEntry.count({ where: { action: "backup.restored" } })).toBe(1);
      });
    });
  }, 120_000);

  test("may be read by its owner only, and says so of what it does not hold", () => {
    expect(statSync(backup).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(backup)) expect(statSync(join(backup, name)).mode & 0o777).toBe(0o600);
    const tables = manifestOf(backup).tables.map(({ name }) => name);
    expect(tables).toContain("lead");
    for (const name of LEFT_OUT) expect(tables).not.toContain(name);
  });

  test("never overwrites anything", async () => {
    await expect(writeBackup(database.url, backup)).rejects.toMatchObject({ code: "conflict" });
    expect(readdirSync(folder).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });

  test("that is killed half way does not pass for one", async () => {
    const target = join(folder, "killed");
    const command = startCli(database.url, "backup", target);
    const partial = () => readdirSync(folder).find((name) => name.startsWith("killed."));
    while (!partial() && command.child.exitCode === null) await wait(1);
    command.child.kill("SIGKILL");
    await command.ended;
    expect(command.printed.out).toBe("");
    expect(existsSync(target)).toBe(false);
    await expect(
      restoreBackup(database.url, join(folder, partial()!), { replace: true }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a restore", () => {
  test("refuses a workspace that is in use unless it may replace it", async () => {
    const content = await contentOf();
    await expect(restoreBackup(database.url, backup, { replace: false })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("--replace"),
    });
    expect(await contentOf()).toEqual(content);
  });

  test("replaces everything, also what waited for a worker; queued mail is not sent twice", async () => {
    const target = join(folder, "mail");
    const mail = { id: newId(), toAddress: "a@b.example", subject: "s", body: "b", createdAt: house.now };
    await db().mail.create({ data: { ...mail, status: "queued" } });
    await writeBackup(database.url, target);
    await withDatabase(async (url) => {
      await lookingAt(url, async () => {
        const other = await givenWorkspace();
        await given(other, await givenLead(other), "demo_requested");
        await db()
          .$executeRaw`insert into pgboss.queue (name, policy, created_on, updated_on, partition, table_name, retry_limit, retry_delay, retry_backoff, expire_seconds, retention_seconds, deletion_seconds, warning_queued)
          values ('old', 'standard', now(), now(), false, 'job_common', 1, 1, false, 60, 60, 60, 0)`;
        await db().$executeRaw`insert into pgboss.job (name, state) values ('old', 'created')`;
      });
      await restoreBackup(url, target, { replace: true });
      await lookingAt(url, async () => {
        expect(await db().lead.count({ where: { email: { endsWith: "@harbour-works.com" } } })).toBe(0);
        expect(await db().mail.findUnique({ where: { id: mail.id } })).toMatchObject({ status: "failed" });
        expect(await db().$queryRaw`select id from pgboss.job where name = 'old'`).toEqual([]);
        expect(await examine()).toEqual([]);
      });
    });
    await db().mail.delete({ where: { id: mail.id } });
  });

  const damages: [string, RegExp, (copy: string) => void][] = [
    [
      "a file that was cut off",
      /lead\.copy\.gz has \d+ bytes instead of \d+/,
      (copy) =>
        writeFileSync(join(copy, "lead.copy.gz"), readFileSync(join(copy, "lead.copy.gz")).subarray(0, 999)),
    ],
    [
      "one flipped bit",
      /activity\.copy\.gz was changed/,
      (copy) => {
        const bytes = readFileSync(join(copy, "activity.copy.gz"));
        bytes[bytes.length >> 1]! ^= 1;
        writeFileSync(join(copy, "activity.copy.gz"), bytes);
      },
    ],
    ["a missing file", /pass\.copy\.gz cannot be read/, (copy) => rmSync(join(copy, "pass.copy.gz"))],
    [
      "a manifest that somebody edited",
      /manifest\.json was changed/,
      (copy) => {
        const path = join(copy, "manifest.json");
        writeFileSync(path, readFileSync(path, "utf8").replace('"rows": 1', '"rows": 2'));
      },
    ],
    [
      "a manifest of something else",
      /is not what Baton writes/,
      (copy) => writeFileSync(join(copy, "manifest.json"), "[]"),
    ],
    ["no manifest", /no complete backup/, (copy) => rmSync(join(copy, "manifest.json"))],
    [
      "a later format",
      /newer Baton \(format 99\)/,
      (copy) => writeFileSync(join(copy, "manifest.json"), JSON.stringify({ format: 99 })),
    ],
    [
      "a later migration",
      /newer Baton .*20991231000000_later/,
      (copy) => {
        const manifest = manifestOf(copy);
        manifest.migrations.push({ name: "20991231000000_later", checksum: "0".repeat(64) });
        writeFileSync(join(copy, "manifest.json"), sealManifest(manifest).text);
      },
    ],
    [
      "rows that break a rule of the schema, although all sums are right",
      /The rows of handoff cannot be restored/,
      (copy) => {
        const file = join(copy, "handoff.copy.gz");
        const bytes = gzipSync(
          gunzipSync(readFileSync(file)).toString().replace("\taccepted\t", "\tinvented\t"),
        );
        writeFileSync(file, bytes);
        const manifest = manifestOf(copy);
        const handoffs = manifest.tables.find(({ name }) => name === "handoff")!;
        handoffs.bytes = bytes.length;
        handoffs.sha256 = createHash("sha256").update(bytes).digest("hex");
        writeFileSync(join(copy, "manifest.json"), sealManifest(manifest).text);
      },
    ],
  ];
  test.each(damages)("refuses %s, says so and changes nothing", async (_, message, damage) => {
    const content = await contentOf();
    await expect(restoreBackup(database.url, tampered(damage), { replace: true })).rejects.toThrow(message);
    expect(await contentOf()).toEqual(content);
  });

  test("that is killed half way leaves what was there", async () => {
    await withDatabase(async (url) => {
      const content = await lookingAt(url, async () => {
        const other = await givenWorkspace();
        await givenLead(other);
        return contentOf();
      });
      const watch = new pg.Client({ connectionString: url });
      await watch.connect();
      const command = startCli(url, "restore", backup, "--replace");
      const loading = async () =>
        (
          await watch.query(
            "select 1 from pg_stat_activity where datname = current_database() and query like 'copy %'",
          )
        ).rowCount;
      while (!(await loading()) && command.child.exitCode === null);
      command.child.kill("SIGKILL");
      await command.ended;
      await watch.end();
      expect(command.printed.out).toBe("");
      expect(await lookingAt(url, () => contentOf())).toEqual(content);
      // And a repeated one heals.
      await restoreBackup(url, backup, { replace: true });
      await lookingAt(url, async () => expect(await contentOf(LEFT_OUT)).toEqual(before.content));
    });
  }, 60_000);

  test("migrates an older backup, as a role that owns its tables and nothing else", async () => {
    const known = readMigrations();
    const later: Migration = {
      name: "20991231000000_later",
      script: `alter table lead add nickname text; update lead set nickname = lower(name); alter table lead alter nickname set not null;
        create table extra (id int primary key); insert into extra values (1);`,
      checksum: "0".repeat(64),
    };
    const admin = new pg.Client({ connectionString: database.url });
    await admin.connect();
    const name = `owner_${newId().replaceAll("-", "")}`;
    await admin.query(`create role ${name} login password 'plain'`);
    await admin.query(`create database ${name} owner ${name}`);
    const url = new URL(database.url);
    Object.assign(url, { username: name, password: "plain", pathname: `/${name}` });
    try {
      await migrate(url.href, [...known, later]);
      await installJobTables(url.href);
      const restored = await restoreBackup(url.href, backup, {
        replace: false,
        migrations: [...known, later],
      });
      expect(restored.migrated).toEqual([later.name]);
      await lookingAt(url.href, async () => {
        const same = [...(await contentOf([...LEFT_OUT, "lead", "extra"]))];
        expect(same).toEqual([...before.content].filter(([table]) => table !== "lead"));
        const [{ odd } = { odd: -1 }] = await db().$queryRaw<{ odd: number }[]>`
          select count(*)::int as odd from lead where nickname <> lower(name)`;
        expect(odd).toBe(0);
        expect(await db().$queryRaw`select id from extra`).toEqual([{ id: 1 }]);
        expect(await examine()).toEqual([]);
      });
      expect(await migrate(url.href, [...known, later])).toEqual([]);
    } finally {
      await closeDb();
      await admin.query(`drop database if exists ${name} with (force)`);
      await admin.query(`drop role ${name}`);
      await admin.end();
    }
  });
});
