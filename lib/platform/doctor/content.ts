import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { Prisma } from "@/prisma/generated/client";
import { EXAMPLES, type Examination, type Look } from "./check";

// What every column of a kind promises, whatever table it is in: the columns are asked of the database, so none is forgotten.

type Kind = "text" | "time" | "number";

type Column = { table: string; column: string; key: string[] };

const TYPES: Record<Kind, readonly string[]> = {
  text: ["text", "varchar", "bpchar", "_text", "json", "jsonb"],
  time: ["timestamptz", "timestamp", "date"],
  number: ["numeric", "float4", "float8"],
};

/** True of a value that breaks the promise of its kind; `value` is the column as JSON. */
const BROKEN: Record<Kind, Prisma.Sql> = {
  // In JSON an ASCII control character is \b, \f or \u00xx; two backslashes are a backslash. Tabs and line breaks may be.
  text: Prisma.sql`cells.value is not nfc normalized
    or replace(cells.value, E'\\\\\\\\', '') ~ E'\\\\\\\\([bf]|u00[01])' or strpos(cells.value, chr(127)) > 0`,
  time: Prisma.sql`cells.value !~ '^"(19[7-9]|20|21|2200-01-01)'`,
  number: Prisma.sql`cells.value in ('"NaN"', '"Infinity"', '"-Infinity"')`,
};

function everyColumn(id: string, promise: string, kind: Kind): Examination {
  return {
    id,
    promise,
    async look(tx) {
      const look: Look = { violations: 0, examples: [] };
      for (const [table, columns] of await columnsOf(tx, kind)) {
        const [found] = await tx.$queryRaw<{ total: number; examples: Record<string, unknown>[] }[]>`
          select count(*)::int as total, coalesce(jsonb_agg(one) filter (where place <= ${EXAMPLES}), '[]') as examples
          from (
            select row_number() over () as place,
              jsonb_build_object('table', ${table}::text, 'column', cells.name, 'row', keys.row_key) as one
            from ${Prisma.raw(table)} as record
            cross join lateral (values ${Prisma.join(columns.map(cellOf))}) as cells (name, value)
            cross join lateral (select jsonb_build_array(${keyOf(columns[0]!)})) as keys (row_key)
            where cells.value is not null and (${BROKEN[kind]})
          ) as broken`;
        look.violations += found!.total;
        look.examples.push(...found!.examples.slice(0, EXAMPLES - look.examples.length));
      }
      return look;
    },
  };
}

// Names come from the database's own catalogue, quoted by it.
const cellOf = ({ column }: Column) =>
  Prisma.sql`(${column}::text, to_jsonb(record.${Prisma.raw(column)})::text)`;
const keyOf = ({ key }: Column) =>
  Prisma.join((key.length > 0 ? key : ["ctid"]).map((name) => Prisma.sql`record.${Prisma.raw(name)}::text`));

async function columnsOf(tx: Tx, kind: Kind): Promise<Map<string, Column[]>> {
  const columns = await tx.$queryRaw<Column[]>`
    select quote_ident(c.relname) as table, quote_ident(a.attname) as column,
      array(select quote_ident(k.attname) from pg_index i join pg_attribute k
        on k.attrelid = c.oid and k.attnum = any(i.indkey::smallint[])
        where i.indrelid = c.oid and i.indisprimary order by k.attnum) as key
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> '_prisma_migrations' and t.typname = any(${[...TYPES[kind]]}::text[])
    order by 1, 2`;
  return Map.groupBy(columns, ({ table }) => table);
}

export const contentExaminations: readonly Examination[] = [
  everyColumn(
    "text-is-normalised",
    "All text is stored in Unicode's composed form, so that equal texts are equal, and without control characters.",
    "text",
  ),
  everyColumn("times-are-plausible", "Times lie between 1970 and 2200.", "time"),
  everyColumn("numbers-are-finite", "Every number is one: neither NaN nor infinite.", "number"),
];
