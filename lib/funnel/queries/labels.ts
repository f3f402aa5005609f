import "server-only";
import { type Grouping, MISSING_LABEL } from "@/lib/funnel/dimensions";
import { groupLabel } from "@/lib/funnel/figure";
import type { Db } from "@/lib/platform/db/client";

/** What the keys of a grouping are called: people and coded reasons by their names, the others as they are. */
export async function labelsOf(
  db: Db,
  grouping: Grouping,
  keys: readonly (string | null)[],
): Promise<Map<string | null, string>> {
  const known = keys.filter((key) => key !== null);
  const names = await namesOf(db, grouping, known);
  return new Map([
    ...known.map((key) => [key, names.get(key) ?? groupLabel(grouping, key)] as const),
    [null, MISSING_LABEL[grouping]] as const,
  ]);
}

async function namesOf(db: Db, grouping: Grouping, keys: string[]): Promise<Map<string, string>> {
  if (grouping === "owner") {
    const people = await db.user.findMany({ where: { id: { in: keys } }, select: { id: true, name: true } });
    return new Map(people.map(({ id, name }) => [id, name]));
  }
  if (grouping === "reason") {
    const reasons = await db.reason.findMany({
      where: { code: { in: keys } },
      select: { code: true, label: true },
    });
    return new Map(reasons.map(({ code, label }) => [code, label]));
  }
  return new Map();
}
