import "server-only";
import { createHash } from "node:crypto";
import { Prisma } from "@/prisma/generated/client";

const MARK = "/* planned once */";

/**
 * Opens a statement whose plan a connection keeps: for those that every event runs, where planning costs more than running.
 * Only for a text that is a constant but for its parameters, and whose best plan does not depend on them.
 */
export const PLANNED_ONCE = Prisma.sql`/* planned once */`;

const names = new Map<string, string>();

/** The name under which a connection keeps the plan of a statement; empty for all that are not marked. */
export function planName(sql: string): string {
  if (!sql.startsWith(MARK)) return "";
  let name = names.get(sql);
  if (name === undefined) {
    name = createHash("sha256").update(sql).digest("hex").slice(0, 32);
    names.set(sql, name);
  }
  return name;
}
