import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { JsonObject } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";

export type AuditRecord = {
  /** What was done, as "subject.verb" in the past tense: "user.invited". */
  action: `${string}.${string}`;
  subjectKind: string;
  /** null where the subject is the workspace itself. */
  subjectId: string | null;
  /** What changed, for people who look later. Never a password, token or key. */
  data?: JsonObject;
};

/** Writes who did what, in the transaction of the change itself: neither exists without the other. */
export async function recordAudit(tx: Tx, caller: Caller, record: AuditRecord): Promise<void> {
  const { viewer, now, correlationId } = caller;
  await tx.auditEntry.create({
    data: {
      id: newId(),
      at: now,
      actorId: viewer.id,
      actorKind: viewer.kind,
      actorName: viewer.name,
      action: record.action,
      subjectKind: record.subjectKind,
      subjectId: record.subjectId,
      data: record.data ?? {},
      correlationId,
    },
  });
}
