import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";

/** What every change leaves behind, and the worker seals on its own. */
export const AUDIT_TABLES = ["audit_entry", "audit_pending", "audit_seal"];

/** What is derived from other tables, and follows them when it may. */
const DERIVED = ["funnel_day", "funnel_part", "funnel_verdict", "funnel_stale"];

/**
 * A fingerprint of all rows of every table of the application but some ("audit_entry") and without some columns of others
 * ("api_key.last_used_at"). Equal fingerprints: nothing differs.
 */
export async function contentOf(except: readonly string[] = []): Promise<Map<string, string>> {
  const tables = await db().$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' and table_name not like '\\_%' order by 1`;
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    if (except.includes(name) || DERIVED.includes(name)) continue;
    const columns = except.flatMap((entry) => (entry.startsWith(`${name}.`) ? [entry.split(".")[1]] : []));
    const row =
      columns.length > 0 ? Prisma.sql`(to_jsonb(t) - ${columns}::text[])::text` : Prisma.sql`t::text`;
    // Names of the catalogue, not of anybody's input.
    const [found] = await db().$queryRaw<{ print: string }[]>(
      Prisma.sql`select count(*) || ' ' || coalesce(md5(string_agg(${row}, '|' order by ${row})), '') as print
        from ${Prisma.raw(`"${name}"`)} t`,
    );
    prints.set(name, found!.print);
  }
  return prints;
}
