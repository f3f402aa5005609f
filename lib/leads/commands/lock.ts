import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { may, type Permission, relationToLead } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import type { Lead } from "@/prisma/generated/client";

export type LeadRow = Lead & { company: { name: string } | null };

/** Locks the live row first, as the gate does, then reads the lead as it is now. */
export async function lockLead(tx: Tx, leadId: string): Promise<LeadRow> {
  if (isId(leadId)) {
    await tx.$queryRaw`select lead_id from lead_score where lead_id = ${leadId}::uuid for update`;
    const lead = await tx.lead.findUnique({
      where: { id: leadId },
      include: { company: { select: { name: true } } },
    });
    if (lead) return lead;
  }
  throw new AppError("not_found", "There is no such lead");
}

/** Refuses (`forbidden`) who may not do this with this lead. */
export async function mayTouch(tx: Tx, caller: Caller, lead: Lead, permission: Permission): Promise<void> {
  const { viewer } = caller;
  const holder = await tx.handoff.findFirst({
    where: { leadId: lead.id, status: "pending" },
    select: { assigneeId: true },
  });
  if (!may(viewer, permission, relationToLead(viewer, lead.ownerId, holder?.assigneeId ?? null)))
    throw new AppError("forbidden", "Your role may not do this with this lead");
}
