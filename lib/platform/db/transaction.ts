import "server-only";
import { db, type Tx } from "./client";
import { isLostToAnother } from "./failures";

const TRIES = 5;

/** Thrown by `work` when what it looked up was overtaken before it could write: the whole transaction is run again. */
export class Overtaken extends Error {}

const mayRunAgain = (error: unknown) => error instanceof Overtaken || isLostToAnother(error);

/** Runs a whole transaction, and again when it merely came at a bad moment. */
export async function retrying<T>(run: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await run();
    } catch (error) {
      if (attempt >= TRIES || !mayRunAgain(error)) throw error;
    }
  }
}

/**
 * Runs `work` in one transaction (read committed, as every connection is; rows are locked where decisions depend on them).
 * All of it is stored or none. A deadlock or serialization failure is retried, so `work` must not touch the world outside the database.
 */
export function transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return retrying(() => db().$transaction(work));
}
