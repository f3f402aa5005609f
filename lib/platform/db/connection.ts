import "server-only";
import { setImmediate as nextTurn } from "node:timers/promises";
import pg from "pg";
import { to } from "pg-copy-streams";
import type { Prisma } from "@/prisma/generated/client";
import { type BinaryRow, BinaryRows } from "./binary-rows";
import { retrying } from "./transaction";

/**
 * A connection of its own for set-wise work over many rows, which Prisma would make objects of one by one. Statements
 * are the same tagged templates.
 */
export type Connection = {
  /** Runs a statement and answers its rows, columns as `pg` reads them. */
  rows<Row extends pg.QueryResultRow>(statement: Prisma.Sql): Promise<Row[]>;
  /** Runs a statement and answers how many rows it wrote. */
  execute(statement: Prisma.Sql): Promise<number>;
  /**
   * Streams the rows of a query as they come. COPY takes no parameters: what varies is read from settings of the
   * transaction (`current_setting`), so the query is always a constant. Whatever else the process has to do gets its turn
   * after every few rows (TURN).
   */
  copy(query: string, onRow: (row: BinaryRow) => void): Promise<void>;
  /** Runs `work` between begin and commit: all of it is stored or none. Retried as `transaction` is. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work`, which only reads, on what was committed at one moment. */
  snapshot<T>(work: () => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** Bytes of a stream that are taken in one go: an event that comes in beside it waits for as many turns as it has statements. */
const TURN = 8_192;

export async function openConnection(url = process.env.DATABASE_URL): Promise<Connection> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A connection that breaks fails the statement that waits for it; without one, nobody need know.
  client.on("error", () => {});
  await client.connect();
  return {
    rows: async (statement) => (await client.query(statement.text, statement.values)).rows,
    execute: async (statement) => (await client.query(statement.text, statement.values)).rowCount ?? 0,
    async copy(query, onRow) {
      const rows = new BinaryRows(onRow);
      const stream = client.query(to(`copy (${query}) to stdout with (format binary)`));
      // Read to its end even when a row cannot be: the connection is of use only after it.
      let failure: unknown = null;
      for await (const piece of stream as AsyncIterable<Buffer>)
        for (let at = 0; at < piece.length; at += TURN) {
          try {
            if (failure === null) rows.take(piece.subarray(at, at + TURN));
          } catch (error) {
            failure = error;
          }
          await nextTurn();
        }
      if (failure !== null) throw failure;
    },
    transaction: (work) => within(client, "begin isolation level read committed", work),
    snapshot: (work) => within(client, "begin isolation level repeatable read, read only", work),
    close: () => client.end(),
  };
}

function within<T>(client: pg.Client, begin: string, work: () => Promise<T>): Promise<T> {
  return retrying(async () => {
    await client.query(begin);
    try {
      const result = await work();
      const { command } = await client.query("commit");
      if (command !== "COMMIT") throw new Error("the transaction was rolled back");
      return result;
    } catch (error) {
      await client.query("rollback").catch(() => {});
      throw error;
    }
  });
}
