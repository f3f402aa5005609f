import "server-only";
import { type Choice, type Choices, PAGE_FILTERS, type PageFilter } from "@/lib/funnel/view";
import type { Db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { refuseStrangers } from "./access";
import { keyOf } from "./dimensions";
import { labelsOf } from "./labels";

const { sql } = Prisma;

/** More values than this are too many for a menu; the commonest are offered. */
const OFFERED = 100;

/** Values are looked up among so many of the newest passes, so that the question costs the same at any size. */
const LOOKED_AT = 3_000;

/**
 * The values that each filter of the screen offers, commonest first: only those that the newest passes carry. Throws AppError
 * forbidden for a viewer who may not read the funnel.
 */
export async function choices(db: Db, viewer: Viewer): Promise<Choices> {
  refuseStrangers(viewer);
  const nowhere = sql`null::timestamptz`;
  const commonest = PAGE_FILTERS.map((filter) => {
    const key = keyOf(filter, "pass", nowhere, "UTC");
    return sql`(select ${filter} as filter, ${key} as key from newest p where ${key} is not null
      group by 2 order by count(*) desc, 2 limit ${OFFERED})`;
  });
  const rows = await db.$queryRaw<{ filter: PageFilter; key: string }[]>`
    with newest as materialized (select * from pass order by mql_at desc limit ${LOOKED_AT})
    ${Prisma.join(commonest, " union all ")}`;
  const byFilter = Map.groupBy(rows, (row) => row.filter);
  const offered: Partial<Record<PageFilter, Choice[]>> = {};
  for (const [filter, found] of byFilter) {
    const keys = found.map(({ key }) => key);
    const labels = await labelsOf(db, filter, keys);
    offered[filter] = keys.map((value) => ({ value, label: labels.get(value) ?? value }));
  }
  return offered;
}
