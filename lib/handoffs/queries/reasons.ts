import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import type { Reason, ReasonKind } from "../reasons";

/** The reasons in use, in their order: why leads are recycled or dropped. Everybody may know them. */
export async function activeReasons(db: Db, _viewer: Viewer): Promise<Reason[]> {
  const rows = await db.reason.findMany({
    where: { active: true },
    orderBy: [{ position: "asc" }, { code: "asc" }],
  });
  return rows.map((row) => ({ ...row, kind: row.kind as ReasonKind }));
}
