import "server-only";
import { cursorValues } from "@/lib/platform/web/paging";
import { Prisma } from "@/prisma/generated/client";
import type { LeadSort } from "../filter";

/** The columns of a row that a sort may look at. */
export type SortKey = {
  id: string;
  score: number;
  stage_since: Date;
  created_at: Date;
  last_activity_at: Date | null;
};

type Column = {
  sql: Prisma.Sql;
  value: (row: SortKey) => string | number;
  bind: (value: string | number) => Prisma.Sql;
};

const instant = (sql: Prisma.Sql, at: (row: SortKey) => Date): Column => ({
  sql,
  value: (row) => at(row).toISOString(),
  bind: (value) => Prisma.sql`${value}::timestamptz`,
});

const EPOCH = new Date(0);

const COLUMNS = {
  score: {
    sql: Prisma.sql`s.score`,
    value: (row: SortKey) => row.score,
    bind: (value: string | number) => Prisma.sql`${value}::int`,
  },
  // A lead without activity comes last.
  lastActivityAt: instant(
    Prisma.sql`coalesce(s.last_activity_at, 'epoch'::timestamptz)`,
    (row) => row.last_activity_at ?? EPOCH,
  ),
  createdAt: instant(Prisma.sql`s.created_at`, (row) => row.created_at),
  stageSince: instant(Prisma.sql`s.stage_since`, (row) => row.stage_since),
} satisfies Record<string, Column>;

type SortValues = readonly [value: string | number, id: string];

/** One order of leads: what to sort by, what lies beyond a row, and that row's key. Ties go by id. */
export type Ordering = {
  byScore: boolean;
  order: Prisma.Sql;
  beyond: (values: SortValues) => Prisma.Sql;
  valuesOf: (row: SortKey) => SortValues;
};

/** The ordering of a sort; `backwards` is its exact reverse (for the page before). */
export function sortKeyOf(sort: LeadSort, backwards: boolean): Ordering {
  const { column, descending } = columnOf(sort);
  // The id runs against a falling key, as in the index (score desc, lead_id): read either way it serves both.
  const falls = descending !== backwards;
  const [further, furtherId] = falls ? [Prisma.sql`<`, Prisma.sql`>`] : [Prisma.sql`>`, Prisma.sql`<`];
  return {
    byScore: column === COLUMNS.score,
    order: falls
      ? Prisma.sql`${column.sql} desc, s.lead_id asc`
      : Prisma.sql`${column.sql} asc, s.lead_id desc`,
    beyond: ([value, id]) => {
      const key = column.bind(value);
      return Prisma.sql`${column.sql} ${further}= ${key}
        and (${column.sql} ${further} ${key} or s.lead_id ${furtherId} ${id}::uuid)`;
    },
    valuesOf: (row) => [column.value(row), row.id],
  };
}

function columnOf(sort: LeadSort): { column: Column; descending: boolean } {
  const descending = sort.startsWith("-");
  const name = (descending ? sort.slice(1) : sort) as keyof typeof COLUMNS;
  return { column: COLUMNS[name], descending };
}

/** The row a page starts beyond; null for the first page. `invalid` for a text that is no cursor of this order. */
export function readSortCursor(cursor: string | undefined, sort: LeadSort): SortValues | null {
  const isNumber = columnOf(sort).column === COLUMNS.score;
  return cursorValues(cursor, [isNumber ? "integer" : "instant", "id"]);
}
