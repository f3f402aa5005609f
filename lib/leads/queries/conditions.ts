import "server-only";
import { profileCondition } from "@/lib/buyer-profiles/queries/matches";
import { readClock } from "@/lib/platform/clock";
import type { Db } from "@/lib/platform/db/client";
import { likeLiteral } from "@/lib/platform/db/like";
import { isId } from "@/lib/platform/ids";
import { OPEN_STAGES, SALES_STAGES } from "@/lib/stages/stages";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { LeadFilter } from "../filter";
import { WAKING_DAYS } from "../views";

/** What a list asks of lead_score `s`, and of lead `l` when `joinsLead`. */
export type LeadConditions = {
  where: Prisma.Sql;
  joinsLead: boolean;
  /** The grades that `where` names; none when it asks for none. */
  grades: readonly string[];
};

/** The filter as SQL. The narrow lead_score table drives; lead is joined only for a text search. */
export async function conditionsOf(db: Db, viewer: Viewer, filter: LeadFilter): Promise<LeadConditions> {
  const parts: Prisma.Sql[] = [Prisma.sql`not s.binned`];
  const view = viewCondition(viewer, filter);
  if (view) parts.push(view);
  if (filter.stages.length > 0) parts.push(oneOf(Prisma.sql`s.stage`, filter.stages));
  const grades = gradesIn(filter.grades);
  if (grades.length > 0) parts.push(oneOf(Prisma.sql`s.grade`, grades));
  if (filter.owner !== null) parts.push(ownerCondition(viewer, filter.owner));
  if (filter.source !== null) parts.push(Prisma.sql`s.source = ${filter.source}`);
  if (filter.channel !== null) parts.push(Prisma.sql`s.channel = ${filter.channel}`);
  if (filter.minScore !== null) parts.push(Prisma.sql`s.score >= ${filter.minScore}`);
  if (filter.maxScore !== null) parts.push(Prisma.sql`s.score <= ${filter.maxScore}`);
  if (filter.ids.length > 0) parts.push(Prisma.sql`s.lead_id = any(${[...filter.ids]}::uuid[])`);
  if (filter.missing) parts.push(Prisma.sql`s.missing is not null`);
  if (filter.profile !== null) parts.push(await ofProfile(db, filter.profile));
  const words = wordsOf(filter.q);
  for (const word of words) parts.push(wordCondition(word));
  return { where: Prisma.join(parts, " and "), joinsLead: words.length > 0, grades };
}

function viewCondition(viewer: Viewer, filter: LeadFilter): Prisma.Sql | null {
  switch (filter.view) {
    case "all":
      return null;
    case "mine":
      return Prisma.sql`s.owner_id = ${viewer.id}::uuid and s.stage = any(${["lead", ...OPEN_STAGES]})`;
    case "mqls":
      return Prisma.sql`s.stage = 'mql'`;
    case "sales":
      return Prisma.sql`s.stage = any(${[...SALES_STAGES]})`;
    case "to-pass-on":
      return Prisma.sql`s.stage = 'mql' and not exists (
        select from handoff h where h.lead_id = s.lead_id and h.status = 'pending')`;
    case "missing":
      return Prisma.sql`s.stage = 'lead' and s.missing is not null`;
    case "waking":
      return Prisma.sql`s.stage = 'recycled'
        and s.wake_on <= (now() at time zone (select time_zone from workspace where id = 1))::date + ${WAKING_DAYS}::int`;
    case "near":
      return Prisma.sql`s.stage in ('lead', 'recycled') and s.near`;
  }
}

/** A single value by "=": only then does PostgreSQL know that its part of an index is in the order of the score. */
const oneOf = (column: Prisma.Sql, values: readonly string[]): Prisma.Sql =>
  values.length === 1 ? Prisma.sql`${column} = ${values[0]}` : Prisma.sql`${column} = any(${[...values]})`;

const FIT_BANDS = ["A", "B", "C", "D"];
const ENGAGEMENT_BANDS = ["1", "2", "3", "4"];

/** "A1" is one grade; "A" any grade with that fit, "1" any with that engagement: also alone, when a model has no fit rules. */
function gradesIn(asked: readonly string[]): string[] {
  const grades = asked.flatMap((grade) => {
    if (FIT_BANDS.includes(grade)) return ENGAGEMENT_BANDS.map((band) => grade + band);
    if (ENGAGEMENT_BANDS.includes(grade)) return [grade, ...FIT_BANDS.map((band) => band + grade)];
    return grade;
  });
  return [...new Set(grades)];
}

function ownerCondition(viewer: Viewer, owner: string): Prisma.Sql {
  if (owner === "none") return Prisma.sql`s.owner_id is null`;
  const id = owner === "me" ? viewer.id : owner;
  if (id !== null && isId(id)) return Prisma.sql`s.owner_id = ${id}::uuid`;
  return Prisma.sql`s.owner_id = (select id from app_user where email_key = ${owner.toLowerCase()})`;
}

/** Every essential aspect of the profile matches. */
const ofProfile = async (db: Db, id: string): Promise<Prisma.Sql> => Prisma.sql`exists (
  select from lead l left join company c on c.id = l.company_id
  where l.id = s.lead_id and ${await profileCondition(db, id, readClock())})`;

const MOST_WORDS = 6;

const wordsOf = (q: string | null): string[] =>
  (q ?? "").toLowerCase().split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS);

/** Three letters and more are found anywhere by their trigrams; fewer only where a word begins, which the same index serves. */
function wordCondition(word: string): Prisma.Sql {
  const literal = likeLiteral(word);
  if ([...word].length >= 3) return Prisma.sql`l.search_text like ${`%${literal}%`}`;
  return Prisma.sql`(l.search_text like ${`${literal}%`} or l.search_text like ${`% ${literal}%`})`;
}
