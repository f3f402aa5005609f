import "server-only";
import { transaction } from "@/lib/platform/db/transaction";

/** How many entries are sealed in one transaction. */
const AT_ONCE = 5_000;

/**
 * Continues the chain of the trail with every entry that was written since, in short transactions, so that the writers of
 * entries never wait for it. Twice at once, the second waits and finds what is left.
 */
export async function sealAudit(signal?: AbortSignal): Promise<void> {
  for (;;) {
    const sealed = await transaction(async (tx) => {
      const [row] = await tx.$queryRaw<{ sealed: number }[]>`select seal_audit(${AT_ONCE}::int) as sealed`;
      return row!.sealed;
    });
    if (sealed < AT_ONCE || signal?.aborted) return;
  }
}
