import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import type { PatternInput } from "../schema";
import { type FalseMqls, falseMqls } from "./false-mqls";
import { meantSql, patternFrom, type Target, targetOf } from "./pattern";

export type Effect = {
  /** What it means, and how much of that counted before: the rest was suspect when it came. */
  activities: number;
  counted: number;
  leads: number;
  firstAt: Date | null;
  lastAt: Date | null;
  byType: readonly { type: string; label: string; activities: number }[];
  falseMqls: FalseMqls;
};

/** What excluding by this pattern would do, before anybody does. */
export async function effectOfPattern(db: Db, viewer: Viewer, input: PatternInput): Promise<Effect> {
  refuseUnlessReader(viewer);
  return effectOf(db, { pattern: patternFrom(input, (await workspace(db)).timeZone) }, null);
}

/** What an exclusion does. `not_found` when there is none. */
export async function effectOfExclusion(db: Db, viewer: Viewer, id: string): Promise<Effect> {
  refuseUnlessReader(viewer);
  const row = await db.exclusion.findUnique({ where: { id } });
  if (!row) throw new AppError("not_found", "There is no such exclusion");
  return effectOf(db, targetOf(row), row.id);
}

async function effectOf(db: Db, target: Target, exceptId: string | null): Promise<Effect> {
  const [counts, passes] = await Promise.all([countsOf(db, target), falseMqls(db, target, exceptId)]);
  return { ...counts, falseMqls: passes };
}

type CountRow = {
  type: string | null;
  label: string | null;
  activities: number;
  counted: number;
  leads: number;
  first_at: Date | null;
  last_at: Date | null;
};

async function countsOf(db: Db, target: Target): Promise<Omit<Effect, "falseMqls">> {
  const rows = await db.$queryRaw<CountRow[]>`
    select a.type, coalesce(t.label, a.type) as label, count(*)::int as activities,
      (count(*) filter (where a.trust <> 'suspect'))::int as counted, count(distinct a.lead_id)::int as leads,
      min(a.occurred_at) as first_at, max(a.occurred_at) as last_at
    from activity a left join activity_type t on t.key = a.type
    where ${meantSql(target)} group by grouping sets ((a.type, t.label), ())
    order by a.type is null desc, activities desc, a.type`;
  const [all, ...types] = rows;
  return {
    activities: all?.activities ?? 0,
    counted: all?.counted ?? 0,
    leads: all?.leads ?? 0,
    firstAt: all?.first_at ?? null,
    lastAt: all?.last_at ?? null,
    byType: types.map(({ type, label, activities }) => ({
      type: type ?? "",
      label: label ?? type ?? "",
      activities,
    })),
  };
}

export function refuseUnlessReader(viewer: Viewer): void {
  if (!may(viewer, "scoring.read") || !may(viewer, "lead.read"))
    throw new AppError("forbidden", "You may not see what is excluded");
}
