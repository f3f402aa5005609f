import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { progressIn } from "@/lib/progression/commands/progress";
import type { Caller } from "@/lib/team/viewer";
import { eraseLeads } from "./erase";
import { lockLead, mayTouch } from "./lock";

/** Moves a lead to the bin, from where it can be restored for 30 days. An unanswered handoff is withdrawn. */
export async function binLead(caller: Caller, leadId: string): Promise<void> {
  await transaction(async (tx) => {
    const lead = await lockLead(tx, leadId);
    await mayTouch(tx, caller, lead, "lead.bin");
    if (lead.binnedAt) return;
    const pending = await tx.handoff.findFirst({
      where: { leadId, status: "pending" },
      select: { id: true },
    });
    if (pending)
      await progressIn(
        tx,
        caller,
        new Map([[leadId, { kind: "withdraw", handoffId: pending.id, note: "The lead was binned" }]]),
      );
    await tx.lead.update({ where: { id: leadId }, data: { binnedAt: caller.now } });
    await tx.leadScore.update({ where: { leadId }, data: { binned: true } });
    await recordAudit(tx, caller, {
      action: "lead.binned",
      subjectKind: "lead",
      subjectId: leadId,
      data: {},
    });
  });
}

/** Takes a lead out of the bin as it was; one that is not there stays as it is. */
export async function restoreLead(caller: Caller, leadId: string): Promise<void> {
  await transaction(async (tx) => {
    const lead = await lockLead(tx, leadId);
    await mayTouch(tx, caller, lead, "lead.bin");
    if (!lead.binnedAt) return;
    await tx.lead.update({ where: { id: leadId }, data: { binnedAt: null } });
    await tx.leadScore.update({ where: { leadId }, data: { binned: false } });
    await recordAudit(tx, caller, {
      action: "lead.restored",
      subjectKind: "lead",
      subjectId: leadId,
      data: {},
    });
  });
}

/** How long a lead stays in the bin. */
const BIN_DAYS = 30;
const DAY_MS = 86_400_000;
/** Leads that are erased in one transaction. */
const AT_ONCE = 100;

/** Erases what has been in the bin for thirty days. Who takes a lead out meanwhile keeps it. */
export async function emptyBin(caller: Caller, signal?: AbortSignal): Promise<void> {
  const before = new Date(caller.now.getTime() - BIN_DAYS * DAY_MS);
  for (;;) {
    const erased = await transaction(async (tx) => {
      // The live rows first, as the gate locks them; a lead that somebody holds has the next turn.
      const due = await tx.$queryRaw<{ id: string }[]>`
        select lead.id from lead_score live join lead on lead.id = live.lead_id
        where lead.binned_at < ${before}::timestamptz
        order by lead.id limit ${AT_ONCE}::int for update of live skip locked`;
      await eraseLeads(
        tx,
        due.map(({ id }) => id),
      );
      for (const { id } of due)
        await recordAudit(tx, caller, {
          action: "lead.erased",
          subjectKind: "lead",
          subjectId: id,
          data: { binned: true },
        });
      return due.length;
    });
    if (erased < AT_ONCE || signal?.aborted) return;
  }
}

/** Erases a lead and everything about it at once and for good; only an audit entry without personal data stays. */
export async function eraseLead(caller: Caller, leadId: string): Promise<void> {
  await transaction(async (tx) => {
    const lead = await lockLead(tx, leadId);
    await mayTouch(tx, caller, lead, "lead.erase");
    await eraseLeads(tx, [leadId]);
    await recordAudit(tx, caller, {
      action: "lead.erased",
      subjectKind: "lead",
      subjectId: leadId,
      data: {},
    });
  });
}
