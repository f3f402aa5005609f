import "server-only";
import type { Db } from "@/lib/platform/db/client";

/** The names behind user ids, in one look; ids that are null or unknown are absent. */
export async function namesOf(
  db: Db,
  ids: readonly (string | null | undefined)[],
): Promise<ReadonlyMap<string, string>> {
  const wanted = [...new Set(ids)].filter((id): id is string => typeof id === "string");
  if (wanted.length === 0) return new Map();
  const users = await db.user.findMany({ where: { id: { in: wanted } }, select: { id: true, name: true } });
  return new Map(users.map(({ id, name }) => [id, name]));
}

/** The words behind reason codes. */
export async function reasonLabels(db: Db): Promise<ReadonlyMap<string, string>> {
  const reasons = await db.reason.findMany({ select: { code: true, label: true } });
  return new Map(reasons.map(({ code, label }) => [code, label]));
}
