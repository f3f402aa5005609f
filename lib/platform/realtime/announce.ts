import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { encodeNews, type Topic } from "./news";

/** The channel of PostgreSQL's LISTEN and NOTIFY. */
export const CHANNEL = "baton_news";

/** So that a notice stays far below 8000 bytes. */
const USERS_A_NOTICE = 100;

/**
 * Tells the screens of these people that something of theirs changed. It leaves with the transaction: a rollback is never
 * heard of, and whoever hears of it can read it.
 */
export async function announce(
  tx: Tx,
  topic: Topic,
  about: readonly (string | null | undefined)[],
): Promise<void> {
  const users = [...new Set(about.filter((id) => typeof id === "string"))];
  let from = 0;
  do {
    const text = encodeNews({ topic, users: users.slice(from, from + USERS_A_NOTICE) });
    await tx.$executeRaw`select pg_notify(${CHANNEL}, ${text})`;
    from += USERS_A_NOTICE;
  } while (from < users.length);
}
