import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

/** Refuses (`not_found`) a lead that is not there for this viewer: none of this id, none they may read, or one in the bin. */
export async function requirePresent(db: Db, viewer: Viewer, leadId: string): Promise<void> {
  const there =
    isId(leadId) &&
    may(viewer, "lead.read") &&
    (await db.lead.findFirst({ where: { id: leadId, binnedAt: null }, select: { id: true } }));
  if (!there) throw new AppError("not_found", "There is no such lead");
}
