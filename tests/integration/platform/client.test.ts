import { expect, test } from "vitest";
import { closeDb, db } from "@/lib/platform/db/client";
import { PLANNED_ONCE } from "@/lib/platform/db/planned-once";
import { transaction } from "@/lib/platform/db/transaction";
import { useDatabase } from "../../support/database";

useDatabase();

test("a connection keeps the plan of a statement that says so, whatever its parameters, and of no other", async () => {
  const kept = await transaction(async (tx) => {
    for (const number of [1, 2, 3]) {
      const [row] = await tx.$queryRaw<{ it: number }[]>`${PLANNED_ONCE} select ${number}::int as it`;
      expect(row).toEqual({ it: number });
      await tx.$queryRaw`select ${number}::int as it`;
    }
    return tx.$queryRaw<{ statement: string }[]>`select statement from pg_prepared_statements`;
  });
  expect(kept.map(({ statement }) => statement)).toEqual(["/* planned once */ select $1::int as it"]);
});

test("transactions are read committed, whatever the database's own default", async () => {
  await db().$executeRaw`
    do $$ begin
      execute format('alter database %I set default_transaction_isolation = serializable', current_database());
    end $$`;
  await closeDb();
  const [row] = await transaction(
    (tx) => tx.$queryRaw<{ level: string }[]>`
    select current_setting('transaction_isolation') as level`,
  );
  expect(row).toEqual({ level: "read committed" });
});
