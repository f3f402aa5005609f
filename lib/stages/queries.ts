import "server-only";
import type { z } from "zod";
import { transitionOut } from "@/lib/leads/api";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { cursorValues, pageFrom } from "@/lib/platform/web/paging";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

export type TransitionOut = z.output<typeof transitionOut>;

/** The stage history of a lead, oldest first, keyset-paged. `not_found` when there is no such lead. */
export async function transitionsOf(
  db: Db,
  viewer: Viewer,
  leadId: string,
  paging: { limit: number; cursor?: string | undefined },
): Promise<Page<TransitionOut>> {
  const known =
    isId(leadId) && may(viewer, "lead.read")
      ? await db.lead.findUnique({ where: { id: leadId }, select: { id: true } })
      : null;
  if (!known) throw new AppError("not_found", "There is no such lead");
  const after = cursorValues(paging.cursor, ["integer"])?.[0] ?? 0;
  const rows = await db.stageTransition.findMany({
    where: { leadId, seq: { gt: after } },
    orderBy: { seq: "asc" },
    take: paging.limit + 1,
  });
  const actors = await db.user.findMany({
    where: { id: { in: rows.map((row) => row.actorId).filter((id) => id !== null) } },
    select: { id: true, name: true },
  });
  const page = pageFrom(rows, paging.limit, (row) => [row.seq]);
  return {
    nextCursor: page.nextCursor,
    data: page.data.map((row) =>
      transitionOut.parse({
        id: row.id,
        seq: row.seq,
        from: row.fromStage,
        to: row.toStage,
        kind: row.kind,
        at: row.at.toISOString(),
        recordedAt: row.recordedAt.toISOString(),
        actor: actors.find(({ id }) => id === row.actorId)?.name ?? null,
        trigger: row.trigger,
        reason: row.reasonCode,
        note: row.note,
        passId: row.passId,
        definition: row.definitionVersion,
        model: row.modelVersion,
        score: row.score,
        imputed: row.imputed,
        outOfOrder: row.outOfOrder,
      }),
    ),
  };
}
