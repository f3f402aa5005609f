import "server-only";
import type { Tx } from "./client";

/**
 * Lets `work` delete from the append-only tables, and nothing after it: the guards look at a setting of the transaction.
 * For the commands that erase: a lead's erasure, the sample's removal, an import's undo, a slip that never was.
 */
export async function whileErasing<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  await tx.$executeRaw`select set_config('baton.erasing', 'on', true)`;
  const result = await work();
  await tx.$executeRaw`select set_config('baton.erasing', 'off', true)`;
  return result;
}
