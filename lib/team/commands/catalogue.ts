import "server-only";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import type { Tx } from "@/lib/platform/db/client";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";

/** Adds the activity types and reasons that every workspace starts with; what is there already stays as it was edited. */
export async function ensureCatalogue(tx: Tx): Promise<void> {
  await tx.activityType.createMany({ data: [...DEFAULT_ACTIVITY_TYPES], skipDuplicates: true });
  await tx.reason.createMany({ data: [...DEFAULT_REASONS], skipDuplicates: true });
}
