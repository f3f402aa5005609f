import { beforeAll, expect, test } from "vitest";
import type { AuditFilter } from "@/lib/audit/filter";
import { auditedKinds, auditTrail } from "@/lib/audit/queries";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { useDatabase } from "../../support/database";
import { givenWorkspace, later, type TestWorkspace } from "../../support/workspace";

useDatabase();

let house: TestWorkspace;
const ALL: AuditFilter = { subjectKind: null, who: null, from: null, to: null };

beforeAll(async () => {
  house = await givenWorkspace();
  for (const [index, person] of [house.admin, house.marta, house.admin, house.sam, house.admin].entries()) {
    await transaction((tx) =>
      recordAudit(tx, house.as(person), {
        action: "thing.done",
        subjectKind: index % 2 ? "rule" : "user",
        subjectId: house.sam.id,
        data: { index },
      }),
    );
    later(house, { days: 1 });
  }
});

const read = (filter: Partial<AuditFilter>, cursor?: string, limit = 50) =>
  auditTrail(db(), house.milan, { ...ALL, ...filter }, { limit, cursor, timeZone: "Europe/Berlin" });

const indexes = (page: { data: { data: object }[] }) =>
  page.data.map(({ data }) => (data as { index: number }).index);

test("is read newest first, page by page, without a gap or a repeat", async () => {
  const first = await read({}, undefined, 2);
  const second = await read({}, first.nextCursor!, 2);
  const third = await read({}, second.nextCursor!, 2);
  expect([...indexes(first), ...indexes(second), ...indexes(third)]).toEqual([4, 3, 2, 1, 0]);
  expect(third.nextCursor).toBeNull();
});

test("is narrowed by subject, by part of a name as it is written, and by days of the workspace", async () => {
  expect(indexes(await read({ subjectKind: "rule" }))).toEqual([3, 1]);
  expect(indexes(await read({ who: "ART" }))).toEqual([1]);
  expect(indexes(await read({ who: "%" }))).toEqual([]);
  expect(indexes(await read({ from: "2026-03-12", to: "2026-03-13" }))).toEqual([2, 1]);
  expect(await auditedKinds(db(), house.milan)).toEqual(["rule", "user"]);
});

test("names its people", async () => {
  const [entry] = (await read({ subjectKind: "user" })).data;
  expect(entry).toMatchObject({ actorName: "Ada", subjectName: "Sam" });
});

test("is for admins and managers", async () => {
  for (const person of [house.marta, house.sam, house.vera])
    await expect(auditTrail(db(), person, ALL, { limit: 1, timeZone: "UTC" })).rejects.toMatchObject({
      code: "forbidden",
    });
});

test("is append-only: the database refuses to change, delete or empty it", async () => {
  for (const attempt of [
    () => db().auditEntry.updateMany({ data: { actorName: "Nobody" } }),
    () => db().auditEntry.deleteMany(),
    () => db().$executeRaw`truncate audit_entry`,
  ])
    await expect(attempt()).rejects.toThrow(/append-only/);
});

test("is written with its cause or not at all", async () => {
  const before = await db().auditEntry.count();
  const failing = transaction(async (tx) => {
    await recordAudit(tx, house.as(house.admin), {
      action: "thing.done",
      subjectKind: "rule",
      subjectId: null,
    });
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow();
  expect(await db().auditEntry.count()).toBe(before);
});
