import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import type { VersionMark } from "../marks";

/**
 * When versions of the model and of the definition came into force, oldest first: what charts mark. The first of each is
 * no change.
 */
export async function versionMarks(db: Db, viewer: Viewer): Promise<VersionMark[]> {
  if (!may(viewer, "funnel.read")) throw new AppError("forbidden", "You may not see the funnel");
  const { timeZone } = await workspace(db);
  return db.$queryRaw<VersionMark[]>`
    select of, version, to_char(local, 'YYYY-MM-DD') as on, to_char(local, 'YYYY-MM') as month,
      to_char(local, 'IYYY"-W"IW') as week, to_char(date_trunc('week', local), 'YYYY-MM-DD') as monday, note
    from (
      select 'model' as of, version, published_at at time zone ${timeZone} as local, note
      from scoring_model where status = 'published' and version > 1
      union all
      select 'definition', version, created_at at time zone ${timeZone}, note from definition where version > 1
    ) versions
    order by local, of, version`;
}
