import "server-only";
import type { Tx } from "@/lib/platform/db/client";

/** Any number of its own among the advisory locks of the application. */
const MODELS = 5_031;

/** One writer of models at a time; the others wait until its transaction ends. A statement of its own, so that what follows sees what was committed. */
export async function lockModels(tx: Tx): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${MODELS})`;
}
