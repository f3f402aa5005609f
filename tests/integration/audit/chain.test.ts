import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { sealAudit } from "@/lib/audit/commands";
import { auditHead, holdsSeal } from "@/lib/audit/queries";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/platform/db/client";
import { migrate, readMigrations } from "@/lib/platform/db/migrate";
import { transaction } from "@/lib/platform/db/transaction";
import { examine } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { createDatabase, dropDatabase, useDatabase } from "@/tests/support/database";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const database = useDatabase({ each: true });

let house: TestWorkspace;

beforeEach(async () => {
  house = await givenWorkspace();
});

async function write(count: number): Promise<void> {
  for (let n = 1; n <= count; n++)
    await transaction((tx) =>
      recordAudit(tx, house.as(house.admin), {
        action: "thing.done",
        subjectKind: "rule",
        subjectId: null,
        data: { n, amount: 1.5, text: 'Größe "1"' },
      }),
    );
}

/** As whoever owns the tables and has taken the guards off. */
async function tamper(...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
  await owner.query("set session_replication_role = replica");
  for (const statement of statements) await owner.query(statement);
  await owner.end();
}

async function found() {
  const findings = await examine();
  return findings.map(({ id, violations, examples }) => ({ id, violations, first: examples[0] }));
}

const chain = () => db().auditSeal.findMany({ orderBy: { seq: "asc" } });

const CASES = [
  ["changed", `update audit_entry set actor_name = 'Nobody' where id = $entry`],
  ["changed", `update audit_entry set data = data || '{"n": 99}' where id = $entry`],
  ["taken away", `delete from audit_entry where id = $entry`],
] as const;

describe.each(["before it is sealed", "after it was sealed"])("%s", (when) => {
  test.each(CASES)("an entry that was %s is named: %s", async (what, statement) => {
    await write(5);
    if (when === "after it was sealed") await sealAudit();
    const [, , third] = await db().auditEntry.findMany({ orderBy: { id: "asc" } });
    await tamper(statement.replace("$entry", `'${third!.id}'`));
    const named = {
      id: "audit-says-what-was-written",
      violations: 1,
      first: expect.objectContaining({ entry_id: third!.id, what }),
    };
    expect(await found()).toEqual([named]);
    await sealAudit();
    expect(await found()).toEqual([named]);
  });

  test("an entry that was slipped in is named", async () => {
    await write(3);
    if (when === "after it was sealed") await sealAudit();
    const id = newId();
    await tamper(`insert into audit_entry (id, at, actor_kind, actor_name, action, subject_kind, data, correlation_id)
      values ('${id}', now(), 'system', 'worker', 'thing.done', 'rule', '{}', '${newId()}')`);
    await sealAudit();
    expect(await found()).toEqual([
      {
        id: "audit-says-what-was-written",
        violations: 1,
        first: expect.objectContaining({ entry_id: id, what: "slipped in" }),
      },
    ]);
  });
});

describe("the chain", () => {
  test("holds each entry once, in order, however many seal at the same time, and hangs on every one before", async () => {
    await write(20);
    await Promise.all(Array.from({ length: 8 }, () => sealAudit()));
    await write(3);
    await sealAudit();
    const seals = await chain();
    expect(seals.map(({ seq }) => Number(seq))).toEqual(seals.map((_, place) => place + 1));
    expect(new Set(seals.map(({ entryId }) => entryId)).size).toBe(await db().auditEntry.count());
    expect(await db().auditPending.count()).toBe(0);
    expect(await found()).toEqual([]);
  });

  test("that lost an entry together with its seal has a gap", async () => {
    await write(5);
    await sealAudit();
    const [, second] = await chain();
    await tamper(
      `delete from audit_entry where id = '${second!.entryId}'`,
      `delete from audit_seal where entry_id = '${second!.entryId}'`,
    );
    expect((await found()).map(({ id }) => id)).toEqual(["audit-chain-is-whole"]);
  });

  test("that was rewritten to its end, or cut off, no longer holds a seal that was written down", async () => {
    await write(5);
    await sealAudit();
    const head = await auditHead(db());
    await write(1);
    await sealAudit();
    expect(await holdsSeal(db(), head!)).toBe(true);
    await tamper(
      `update audit_entry set action = 'thing.undone' where id = (select entry_id from audit_seal where seq = 1)`,
      "insert into audit_pending (entry_id, digest) select id, audit_digest(id, at, actor_id, actor_kind, actor_name, action, subject_kind, subject_id, data, correlation_id) from audit_entry",
      "delete from audit_seal",
    );
    await sealAudit();
    expect(await found()).toEqual([]);
    expect(await holdsSeal(db(), head!)).toBe(false);
  });

  test("begins with the entries that were there before it", async () => {
    const url = await createDatabase();
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      await client.query("drop schema public cascade; create schema public");
      const all = readMigrations();
      const first = all.findIndex(({ name }) => name.endsWith("_audit_chain"));
      await migrate(url, all.slice(0, first));
      for (let n = 0; n < 3; n++)
        await client.query(
          `insert into audit_entry (id, at, actor_kind, actor_name, action, subject_kind, data, correlation_id)
           values ($1, now(), 'system', 'worker', 'thing.done', 'rule', '{"n": 1}', $1)`,
          [newId()],
        );
      await migrate(url, all);
      const { rows } = await client.query(
        "select seal.seq::int, entry.id = seal.entry_id as same from audit_seal seal join audit_entry entry on entry.id = entry_id order by seq",
      );
      expect(rows).toEqual([1, 2, 3].map((seq) => ({ seq, same: true })));
    } finally {
      await client.end();
      await dropDatabase(url);
    }
  });

  test("refuses to be changed, shortened or emptied", async () => {
    await write(1);
    await sealAudit();
    for (const attempt of [
      () => db().auditSeal.updateMany({ data: { seq: 9 } }),
      () => db().auditSeal.deleteMany(),
      () => db().$executeRaw`truncate audit_seal`,
    ])
      await expect(attempt()).rejects.toThrow(/append-only/);
  });
});
