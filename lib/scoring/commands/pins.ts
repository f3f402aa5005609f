import "server-only";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";

/**
 * Keeps these leads, in this order, beside the person's editor, in place of those before. Leads that do not exist are
 * left out.
 */
export async function pinLeads(caller: Caller, leadIds: readonly string[]): Promise<void> {
  const { viewer } = caller;
  if (viewer.kind !== "user" || !may(viewer, "scoring.read"))
    throw new AppError("forbidden", "Only people keep leads beside the editor");
  const userId = viewer.id;
  await transaction(async (tx) => {
    // The person's own row is the lock: two windows of one person pin one after the other.
    await tx.$queryRaw`select id from app_user where id = ${userId}::uuid for update`;
    const known = await tx.lead.findMany({ where: { id: { in: [...leadIds] } }, select: { id: true } });
    const kept = [...new Set(leadIds)].filter((id) => known.some((lead) => lead.id === id));
    await tx.pinnedLead.deleteMany({ where: { userId } });
    await tx.pinnedLead.createMany({
      data: kept.map((leadId, position) => ({ userId, leadId, position })),
    });
  });
}
