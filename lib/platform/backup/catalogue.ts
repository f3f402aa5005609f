import "server-only";
import type pg from "pg";

/**
 * What lets people in and may have been taken back since: a restored session or reset link would work again. And counters of
 * attempts, which are over in minutes.
 * What the funnel keeps of each day is added up again from what was restored.
 */
export const LEFT_OUT: readonly string[] = [
  "user_session",
  "password_reset",
  "attempt_window",
  "funnel_day",
  "funnel_part",
  "funnel_verdict",
  "funnel_stale",
];

/** Prisma's history of migrations: told by the manifest. */
const HISTORY = "_prisma_migrations";

export type Table = {
  name: string;
  /** Those that take a value: none that PostgreSQL computes. */
  columns: string[];
  /** The primary key: the order in which rows are written, so that equal data make equal files. */
  key: string[];
  /** Tables whose rows must be there before. */
  needs: string[];
};

/** The tables of the application as the database describes them, each after those that its foreign keys name. */
export async function tablesOf(client: pg.ClientBase): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select a.attname::text from pg_index i
         cross join unnest(i.indkey::smallint[]) with ordinality as part (attnum, place)
         join pg_attribute a on a.attrelid = c.oid and a.attnum = part.attnum
         where i.indrelid = c.oid and i.indisprimary order by part.place) as key,
       array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
         where f.conrelid = c.oid and f.contype = 'f' and not f.condeferrable and r.oid <> c.oid) as needs
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
       and c.relname <> $1
     order by c.relname`,
    [HISTORY],
  );
  return inOrder(rows);
}

function inOrder(tables: readonly Table[]): Table[] {
  const ordered: Table[] = [];
  let waiting = [...tables];
  while (waiting.length > 0) {
    const missing = new Set(waiting.map(({ name }) => name));
    const ready = waiting.filter(({ needs }) => !needs.some((name) => missing.has(name)));
    if (ready.length === 0)
      throw new Error(
        `The foreign keys of ${[...missing].join(", ")} go in a circle: make one of them deferrable.`,
      );
    ordered.push(...ready);
    waiting = waiting.filter((table) => !ready.includes(table));
  }
  return ordered;
}

/** Names as SQL writes them. They come from the database's own catalogue, never from a file. */
export const names = (client: pg.ClientBase, list: readonly string[]): string =>
  list.map((name) => client.escapeIdentifier(name)).join(", ");

/** The same text for the same value whatever the server's settings are. */
export const PLAIN_TEXT = `
  set local client_encoding = 'UTF8';
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres';
  set local extra_float_digits = 1;
  set local bytea_output = 'hex';
  set local statement_timeout = 0;
  set local idle_in_transaction_session_timeout = 0`;
