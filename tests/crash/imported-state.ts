import { db } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import type { Chance } from "@/prisma/seed/chance";

const ORIGINS = ["social", "paid_search", "organic_search", "email", "referral", "display", "unknown", ""];

/** A file in the columns of the preset `olist-mqls`: one lead a line, each with its first contact. */
export function mqlFile(rows: number, chance: Chance): string {
  const hex = (digits: number) =>
    Array.from({ length: digits }, () => chance.whole(0, 15).toString(16)).join("");
  const lines = Array.from({ length: rows }, (_, index) => {
    const day = new Date(Date.UTC(2017, 5, 14) + chance.whole(0, 349) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    return `${index.toString(16).padStart(8, "0")}${hex(24)},${day},${hex(2).repeat(16)},${chance.pick(ORIGINS)}`;
  });
  return `mql_id,first_contact_date,landing_page_id,origin\n${lines.join("\n")}\n`;
}

/** Ids made by the app and times of the run: all that may differ between two runs of one file. */
const OF_THE_RUN = [
  ...["id", "lead_id", "pass_id", "import_id", "correlation_id", "transition_id", "actor_id", "created_by"],
  ...["created_at", "updated_at", "recorded_at", "started_at", "finished_at"],
];

/** Everything an import wrote, as one fingerprint for each table: equal for two runs that ended alike. */
export async function stateOfImport(importId: string): Promise<Record<string, string>> {
  const print = (table: string, more: readonly string[] = []) => Prisma.sql`
    select ${table} as name, count(*)::int || ' ' ||
      coalesce(md5(string_agg(lead.external_id || (to_jsonb(t) - ${[...OF_THE_RUN, ...more]}::text[])::text, ','
        order by lead.external_id, (to_jsonb(t) - ${[...OF_THE_RUN, ...more]}::text[])::text)), '') as print
    from ${Prisma.raw(table)} t join lead on lead.id = ${Prisma.raw(table === "lead" ? "t.id" : "t.lead_id")}
    where lead.id in (select lead_id from import_row where import_id = ${importId}::uuid)`;
  const rows = await db().$queryRaw<{ name: string; print: string }[]>(
    Prisma.join(
      [
        print("lead"),
        print("lead_score"),
        print("pass"),
        print("stage_transition"),
        print("import_row"),
        // Told at the time of the import.
        print("lead_attribute_change", ["at"]),
        Prisma.sql`
          select 'import', jsonb_build_object('rows', rows_done, 'created', created, 'updated', updated,
            'unchanged', unchanged, 'skipped', skipped, 'failed', failed, 'status', status,
            'said', (select count(*) from audit_entry where subject_id = import.id::text and action = 'import.finished'))::text
          from import where id = ${importId}::uuid`,
      ],
      " union all ",
    ),
  );
  return Object.fromEntries(rows.map(({ name, print: value }) => [name, value]));
}
