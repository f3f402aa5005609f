import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { type ActivityOut, activityOut } from "./api";

/** One stored activity; `not_found` when there is none or the viewer may not know of it. */
export async function activityById(db: Db, viewer: Viewer, id: string): Promise<ActivityOut> {
  const found = may(viewer, "lead.read")
    ? await db.activity.findUnique({
        where: { id },
        omit: { payloadHash: true, actorId: true, importId: true },
      })
    : null;
  if (!found) throw new AppError("not_found", "There is no such activity");
  const { occurredAt, receivedAt, ...rest } = found;
  return activityOut.parse({
    ...rest,
    occurredAt: occurredAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
  });
}

/** A type as a form offers it. */
export type TypeChoice = { key: string; label: string; category: string; handRaise: boolean };

/** The active types of the catalogue, in its order. */
export async function activityTypes(db: Db): Promise<TypeChoice[]> {
  return db.activityType.findMany({
    where: { active: true },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: { key: true, label: true, category: true, handRaise: true },
  });
}
