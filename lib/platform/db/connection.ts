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
  /** The same, drawn: the database waits while nobody asks for more. */
  stream(query: string): RowStream;
  /** Runs `work` between begin and commit: all of it is stored or none. Retried as `transaction` is. */
  transaction<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs `work`, which only reads, on what was committed at one moment: now, or that of another connection's snapshot (`at`)
   * whose work is still running.
   */
  snapshot<T>(work: () => Promise<T>, at?: Moment): Promise<T>;
  /** Names the moment of the snapshot that is under way. */
  moment(): Promise<Moment>;
  close(): Promise<void>;
};

/** What was committed at one moment, by the name that PostgreSQL gives it. */
export type Moment = string & { readonly moment: unique symbol };

/** Rows of a query, one after the other. */
export type RowStream = {
  /** The next row that is here, valid until the next call; null when more has to be waited for. */
  next(): BinaryRow | null;
  /** Waits for more rows; false when there are none. Whatever else the process has to do gets its turn. */
  more(): Promise<boolean>;
  /** Reads on to the end: the connection is of use again only after it. */
  end(): Promise<void>;
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
      const rows = streamOf(client, query);
      try {
        do for (let row = rows.next(); row; row = rows.next()) onRow(row);
        while (await rows.more());
      } finally {
        await rows.end();
      }
    },
    stream: (query) => streamOf(client, query),
    transaction: (work) => within(client, "begin isolation level read committed", work),
    snapshot: (work, at) =>
      within(client, "begin isolation level repeatable read, read only", async () => {
        if (at !== undefined) await client.query(`set transaction snapshot ${client.escapeLiteral(at)}`);
        return work();
      }),
    moment: () => momentOf(client),
    close: () => client.end(),
  };
}

async function momentOf(client: pg.Client): Promise<Moment> {
  const { rows } = await client.query<{ moment: Moment }>("select pg_export_snapshot() as moment");
  return rows[0]!.moment;
}

function streamOf(client: pg.Client, query: string): RowStream {
  const rows = new BinaryRows();
  const pieces = client
    .query(to(`copy (${query}) to stdout with (format binary)`))
    [Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let piece: Buffer = Buffer.alloc(0);
  let at = 0;
  const arrived = async (): Promise<boolean> => {
    if (at < piece.length) return true;
    const { done, value } = await pieces.next();
    if (done) return false;
    [piece, at] = [value, 0];
    return true;
  };
  return {
    next: () => rows.next(),
    async more() {
      if (!(await arrived())) return false;
      rows.take(piece.subarray(at, at + TURN));
      at += TURN;
      await nextTurn();
      return true;
    },
    async end() {
      while (!(await pieces.next()).done);
    },
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
