import "server-only";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from } from "pg-copy-streams";

/** A connection for loading many rows at once. */
export type BulkWriter = {
  /** In one transaction: all tables' rows, in the order given, or none of them. */
  write(tables: readonly BulkText[]): Promise<void>;
  /** What autovacuum would do in time: dead room freed, what the planner knows of the tables refreshed. */
  settle(): Promise<void>;
  close(): Promise<void>;
};

/** Lines of COPY's text format for the columns of a table, each with its line feed, in UTF-8. */
export type BulkText = { table: string; columns: readonly string[]; text: Buffer };

/**
 * Opens a connection that writes by COPY: constraints and triggers stay in force. Its commits do not wait for the disk:
 * what a crash takes with it is simply loaded again.
 */
export async function openBulkWriter(url = process.env.DATABASE_URL): Promise<BulkWriter> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query("set synchronous_commit = off");
  return {
    async write(tables) {
      await client.query("begin");
      try {
        for (const { table, columns, text } of tables) {
          if (text.length === 0) continue;
          const names = columns.map((column) => pg.escapeIdentifier(column)).join();
          const copy = from(`copy ${pg.escapeIdentifier(table)} (${names}) from stdin`);
          await pipeline(Readable.from(piecesOf(text)), client.query(copy));
        }
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
    },
    async settle() {
      await client.query("vacuum (analyze)");
    },
    close: () => client.end(),
  };
}

const PIECE = 1 << 16;

function* piecesOf(text: Buffer): Generator<Buffer> {
  for (let start = 0; start < text.length; start += PIECE) yield text.subarray(start, start + PIECE);
}
