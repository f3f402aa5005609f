import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "@/prisma/generated/client";
import { planName } from "./planned-once";

// One client a process, kept across hot reloads. The address is read at first use, never at build.
const holder = globalThis as { batonPrisma?: PrismaClient; batonPool?: pg.Pool };

function open(): PrismaClient {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: start Baton with its launcher (npm start)");
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    connectionTimeoutMillis: 5_000,
    // Said once a connection instead of once a transaction.
    onConnect: (client) =>
      client.query("set session characteristics as transaction isolation level read committed"),
  });
  const adapter = new PrismaPg(pool, {
    disposeExternalPool: true,
    statementNameGenerator: ({ sql }) => planName(sql),
  });
  holder.batonPool = pool;
  return new PrismaClient({ adapter, transactionOptions: { maxWait: 5_000, timeout: 30_000 } });
}

/** The process's database client. */
export function db(): PrismaClient {
  holder.batonPrisma ??= open();
  return holder.batonPrisma;
}

/** The connections of this process: how many there are, do nothing, and are waited for. */
export function poolState(): { total: number; idle: number; waiting: number } {
  const { totalCount = 0, idleCount = 0, waitingCount = 0 } = holder.batonPool ?? {};
  return { total: totalCount, idle: idleCount, waiting: waitingCount };
}

/** A transaction of the client. */
export type Tx = Parameters<Parameters<PrismaClient["$transaction"]>[0]>[0];

/** What a query takes: the client or a transaction, so that the same function serves both. */
export type Db = PrismaClient | Tx;

/** Gives all connections back (end of a script, end of a test). */
export async function closeDb(): Promise<void> {
  const client = holder.batonPrisma;
  delete holder.batonPrisma;
  delete holder.batonPool;
  await client?.$disconnect();
}
