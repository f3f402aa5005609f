import "server-only";
import type { Figure } from "@/lib/funnel/figure";
import { figureOf, inReadingOrder, LEFT_OUT } from "@/lib/funnel/figure";
import type { Question } from "@/lib/funnel/question";
import { partsFor, seriesFor } from "@/lib/funnel/series";
import type { Db } from "@/lib/platform/db/client";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { refuseStrangers } from "./access";
import { factsOf } from "./facts";
import { tallyOfDays } from "./kept";
import type { AskedOfDays } from "./live";
import { type AskedOfParts, tallyOfParts } from "./narrowed";
import { type TallyRow, tallyOf } from "./tally";

const { sql } = Prisma;

/** The figure of a question and, when it asked for a grouping, its parts in reading order. */
export type Answer = { question: Question; whole: Figure; parts: Figure[] };

/**
 * Answers questions, in their order: from the tallies that are kept of each day where they are the same number, else from the parts
 * and verdicts that are, else by one aggregation over the rows of each.
 * Throws AppError forbidden for a viewer who may not read the funnel.
 */
export async function answer(db: Db, viewer: Viewer, questions: readonly Question[]): Promise<Answer[]> {
  refuseStrangers(viewer);
  if (questions.length === 0) return [];
  const asked = { days: [] as AskedOfDays[], parts: [] as AskedOfParts[], rows: [] as Asked[] };
  for (const [index, question] of questions.entries()) {
    const series = seriesFor(question);
    const narrowed = series ? null : partsFor(question);
    if (series) asked.days.push({ index, question, series });
    else if (narrowed) asked.parts.push({ index, question, ...narrowed });
    else asked.rows.push({ index, question });
  }
  const [days, parts, scanned] = await Promise.all([
    tallyOfDays(db, asked.days),
    tallyOfParts(db, asked.parts),
    tallyOfRows(db, asked.rows),
  ]);
  const rows = [
    ...(days ?? (await tallyOfRows(db, asked.days))),
    ...(parts ?? (await tallyOfRows(db, asked.parts))),
    ...scanned,
  ];
  const byQuestion = Map.groupBy(rows, (row) => row.question);
  return questions.map((question, index) => toAnswer(question, byQuestion.get(index) ?? []));
}

type Asked = { index: number; question: Question };

async function tallyOfRows(db: Db, asked: readonly Asked[]): Promise<TallyRow[]> {
  if (asked.length === 0) return [];
  return db.$queryRaw<TallyRow[]>(Prisma.join(asked.map(aggregationOf), " union all "));
}

/** The whole and its parts in one pass over the facts: percentiles of parts do not merge into that of the whole. */
function aggregationOf({ question, index }: Asked): Prisma.Sql {
  const leftOut = LEFT_OUT.map((why) => sql`count(*) filter (where f.left_out = ${why})`);
  const grouping = question.groupBy ? sql`group by grouping sets ((), (f.key))` : sql``;
  return sql`
    (select ${index}::int as question,
      ${question.groupBy ? sql`grouping(f.key) = 1` : sql`true`} as is_whole,
      ${question.groupBy ? sql`f.key` : sql`null::text`} as key,
      (count(*) filter (where f.left_out is null))::int as counted,
      (count(*) filter (where f.left_out is null and f.reached))::int as reached,
      (count(*) filter (where f.left_out is null and f.pending))::int as pending,
      (count(*) filter (where f.left_out is null and f.imputed))::int as imputed,
      array[${Prisma.join(leftOut)}]::int[] as left_out,
      count(f.days)::int as measured,
      (count(f.days) - count(f.seconds))::int as day_only,
      ${quantilesOf(sql`f.seconds`)} as in_seconds,
      ${quantilesOf(sql`f.days`)} as in_days,
      coalesce(sum(f.amount) filter (where f.left_out is null), 0)::float8 as amount
    from (${factsOf(question)}) f ${grouping})`;
}

/** The mean is taken of decimals: a sum of floats would depend on the order in which rows happen to lie. */
const quantilesOf = (column: Prisma.Sql): Prisma.Sql =>
  sql`(percentile_cont(array[0.5, 0.9]) within group (order by ${column}) || avg(${column}::numeric)::float8)`;

function toAnswer(question: Question, rows: readonly TallyRow[]): Answer {
  const whole = tallyOf(rows.filter((row) => row.is_whole));
  const byKey = Map.groupBy(
    rows.filter((row) => !row.is_whole),
    (row) => row.key,
  );
  const parts = [...byKey.values()].map((told) => figureOf(question, tallyOf(told), whole));
  return {
    question,
    whole: figureOf(question, whole),
    parts: question.groupBy ? inReadingOrder(question.groupBy, parts) : [],
  };
}
