import "server-only";
import { assertNever } from "@/lib/shared/assert-never";
import { addDays, type Day, endOfDay, startOfDay } from "@/lib/shared/day";
import { Prisma } from "@/prisma/generated/client";
import {
  type ActivityTest,
  type AttributeTest,
  isActivityTest,
  type LeadCondition,
  type Scalar,
  wantedBy,
} from "./condition";
import {
  type ACTIVITY_FIELDS,
  customKey,
  isActivityField,
  isLeadField,
  type LeadField,
  PROPERTY_PREFIX,
} from "./fields";
import { freeMailList } from "./free-mail";
import { BEFORE_PATH, globPattern } from "./glob";
import { foldCase, type NamedList, spacedWords } from "./lists";
import { DECIMAL } from "./number";

const { sql, join } = Prisma;
type Sql = Prisma.Sql;

/** Of which day a condition asks what leads did: the end of it in the workspace's zone. */
export type AskedDay = { day: Day; zone: string };

/**
 * A condition as SQL over `lead l left join company c on c.id = l.company_id`: true, false or null, exactly as `evaluate`
 * answers on the current attributes and, with `asked`, on what counts of the lead's activities by the end of that day (a
 * property test holds the two together). Every value is a parameter; fields that are not on the list below are unknown.
 */
export const truthSql = (condition: LeadCondition, lists: readonly NamedList[] = [], asked?: AskedDay): Sql =>
  truthOf(condition, { lists, asked, place: placeOfLead });

/** For a where clause: unknown does not match. */
export const matchSql = (condition: LeadCondition, lists: readonly NamedList[] = [], asked?: AskedDay): Sql =>
  sql`(${truthSql(condition, lists, asked)}) is true`;

/** Where the value of a field is stored; null: nowhere. */
type Place = { kind: "text" | "number" | "json"; value: Sql } | null;

type Translation = {
  lists: readonly NamedList[];
  asked: AskedDay | undefined;
  place: (field: string) => Place;
};

function truthOf(condition: LeadCondition, translation: Translation): Sql {
  if ("all" in condition) return chain(condition.all, " and ", sql`true`, translation);
  if ("any" in condition) return chain(condition.any, " or ", sql`false`, translation);
  if ("not" in condition) return sql`(not ${truthOf(condition.not, translation)})`;
  return isActivityTest(condition) ? deedsSql(condition, translation) : testSql(condition, translation);
}

function chain(parts: readonly LeadCondition[], word: string, empty: Sql, translation: Translation): Sql {
  if (parts.length === 0) return empty;
  return sql`(${join(
    parts.map((part) => truthOf(part, translation)),
    word,
  )})`;
}

/** How a field is stored. Revenue is a decimal text in the history that the evaluator reads. */
const COLUMNS: Record<LeadField, { kind: "text" | "number"; value: Sql }> = {
  email: { kind: "text", value: sql`l.email` },
  firstName: { kind: "text", value: sql`l.first_name` },
  lastName: { kind: "text", value: sql`l.last_name` },
  title: { kind: "text", value: sql`l.title` },
  phone: { kind: "text", value: sql`l.phone` },
  country: { kind: "text", value: sql`l.country` },
  source: { kind: "text", value: sql`l.source` },
  channel: { kind: "text", value: sql`l.channel` },
  campaign: { kind: "text", value: sql`l.campaign` },
  asset: { kind: "text", value: sql`l.asset` },
  "company.name": { kind: "text", value: sql`c.name` },
  "company.domain": { kind: "text", value: sql`c.domain` },
  "company.industry": { kind: "text", value: sql`c.industry` },
  "company.employees": { kind: "number", value: sql`c.employees` },
  "company.revenue": { kind: "text", value: sql`c.revenue::text` },
  "company.country": { kind: "text", value: sql`c.country` },
};

function placeOfLead(field: string): Place {
  if (isLeadField(field)) return COLUMNS[field];
  const custom = customKey(field);
  if (!custom) return null;
  const stored = custom.of === "lead" ? sql`l.custom` : sql`c.custom`;
  return { kind: "json", value: sql`(${stored} -> ${custom.key}::text)` };
}

const ACTIVITY_COLUMNS: Record<keyof typeof ACTIVITY_FIELDS, Sql> = {
  type: sql`a.type`,
  channel: sql`a.channel`,
  campaign: sql`a.campaign`,
  initiatedBy: sql`a.initiated_by`,
  trust: sql`a.trust`,
};

function placeOfActivity(field: string): Place {
  if (isActivityField(field)) return { kind: "text", value: ACTIVITY_COLUMNS[field] };
  if (!field.startsWith(PROPERTY_PREFIX)) return null;
  return { kind: "json", value: sql`(a.properties -> ${field.slice(PROPERTY_PREFIX.length)}::text)` };
}

/** Counts the certain activities, and those that may be meant, among what counts of the lead's. */
function deedsSql(test: ActivityTest, { lists, asked }: Translation): Sql {
  if (!asked) return sql`null::boolean`;
  const { day, zone } = asked;
  const { types, where, told, trust } = test.did;
  const { atLeast, days } = wantedBy(test);
  const parts = [
    sql`a.lead_id = l.id`,
    sql`a.occurred_at <= ${endOfDay(day, zone)}::timestamptz`,
    trust === undefined ? sql`a.trust <> 'suspect'` : sql`a.trust = ${trust}`,
  ];
  if (days !== undefined)
    parts.push(sql`a.occurred_at >= ${startOfDay(addDays(day, 1 - days), zone)}::timestamptz`);
  if (types) parts.push(sql`a.type = any(${[...types]}::text[])`);
  const rightlyTold = told === undefined ? sql`true` : sql`(t.explicit = ${told === "explicit"})`;
  const holds = where ? truthOf(where, { lists, asked: undefined, place: placeOfActivity }) : sql`true`;
  return sql`(
    select case when count(*) filter (where deed.truth) >= ${atLeast}::int then true
      when count(*) filter (where deed.truth is not false) >= ${atLeast}::int then null else false end
    from counted_activity a left join activity_type t on t.key = a.type
      cross join lateral (select (${rightlyTold} and ${holds}) as truth) deed
    where ${join(parts, " and ")})`;
}

function testSql(test: AttributeTest, { lists, place }: Translation): Sql {
  const found = place(test.field);
  if (!found) return test.op === "is-empty" ? sql`true` : sql`null::boolean`;
  const { kind, value } = found;
  switch (kind) {
    case "number":
      return test.op === "is-empty" ? sql`(${value} is null)` : onNumber(test, sql`${value}::float8`);
    case "text":
      return test.op === "is-empty" ? sql`(coalesce(${value}, '') = '')` : onText(test, value, lists);
    case "json": {
      if (test.op === "is-empty") return sql`(coalesce(${value}, 'null') in ('null', '""'))`;
      const text = sql`(${value} #>> '{}')`;
      return sql`(case jsonb_typeof(${value})
        when 'string' then ${onText(test, text, lists)}
        when 'number' then ${onNumber(test, sql`${text}::float8`)}
        when 'boolean' then ${onBoolean(test, text)} end)`;
    }
    default:
      return assertNever(kind);
  }
}

type ValueTest = Exclude<AttributeTest, { op: "is-empty" }>;

// Lower case as JavaScript makes it: by Unicode's rules, whatever the database's own locale.
const folded = (text: Sql): Sql => sql`lower(${text} collate "und-x-icu")`;

const numberIn = (text: Sql): Sql => sql`(case when ${text} ~ ${DECIMAL} then ${text}::float8 end)`;

/** An answer that is told apart from unknown: false where `truth` is null, unless the text itself is unknown. */
const known = (text: Sql, truth: Sql): Sql =>
  sql`(case when ${text} <> '' then coalesce(${truth}, false) end)`;

function onText(test: ValueTest, text: Sql, lists: readonly NamedList[]): Sql {
  const orUnknown = sql`nullif(${text}, '')`;
  switch (test.op) {
    case "is":
      return known(text, textEquals([test.value], text));
    case "is-not":
      return sql`(not ${known(text, textEquals([test.value], text))})`;
    case "in":
      return known(text, textEquals(test.values, text));
    case "not-in":
      return sql`(not ${known(text, textEquals(test.values, text))})`;
    case "contains":
      return sql`(position(${foldCase(test.value)}::text in ${folded(orUnknown)}) > 0)`;
    case "starts-with":
      return sql`starts_with(${folded(orUnknown)}, ${foldCase(test.value)}::text)`;
    case "ends-with": {
      const end = foldCase(test.value);
      return sql`(right(${folded(orUnknown)}, char_length(${end}::text)) = ${end}::text)`;
    }
    case "at-least":
    case "at-most":
    case "between":
      return ordered(test, numberIn(text));
    case "matches":
      return known(text, listSql(test.list, text, lists));
    case "path-like":
      return sql`(${folded(pathSql(orUnknown))} like ${globPattern(test.value)})`;
    default:
      return assertNever(test);
  }
}

/** The path of an address or a path, as `pathOf` reads it. */
const pathSql = (text: Sql): Sql => sql`(case when ${text} is not null then
  coalesce(nullif(regexp_replace(regexp_replace(${text}, ${BEFORE_PATH}, ''), '[?#].*$', ''), ''), '/') end)`;

function textEquals(values: readonly Scalar[], text: Sql): Sql {
  const numbers = values.filter((value) => typeof value === "number");
  const texts = values.filter((value) => typeof value !== "number").map((value) => foldCase(String(value)));
  const parts: Sql[] = [];
  if (texts.length > 0) parts.push(sql`${folded(text)} = any(${texts}::text[])`);
  if (numbers.length > 0) parts.push(sql`coalesce(${numberIn(text)} = any(${numbers}::float8[]), false)`);
  return sql`(${join(parts, " or ")})`;
}

function onNumber(test: ValueTest, number: Sql): Sql {
  const equals = (values: readonly Scalar[]) => {
    const numbers = values.filter((value) => typeof value === "number");
    return sql`(case when ${number} is not null then ${number} = any(${numbers}::float8[]) end)`;
  };
  switch (test.op) {
    case "is":
      return equals([test.value]);
    case "is-not":
      return sql`(not ${equals([test.value])})`;
    case "in":
      return equals(test.values);
    case "not-in":
      return sql`(not ${equals(test.values)})`;
    case "at-least":
    case "at-most":
    case "between":
      return ordered(test, number);
    case "contains":
    case "starts-with":
    case "ends-with":
    case "matches":
    case "path-like":
      return sql`null::boolean`;
    default:
      return assertNever(test);
  }
}

function ordered(test: Extract<ValueTest, { op: "at-least" | "at-most" | "between" }>, number: Sql): Sql {
  switch (test.op) {
    case "at-least":
      return sql`(${number} >= ${test.value}::float8)`;
    case "at-most":
      return sql`(${number} <= ${test.value}::float8)`;
    case "between":
      return sql`(${number} between ${test.from}::float8 and ${test.to}::float8)`;
    default:
      return assertNever(test);
  }
}

/** A stored true or false; `text` is its text. */
function onBoolean(test: ValueTest, text: Sql): Sql {
  const equals = (values: readonly Scalar[]) => {
    const texts = values.filter((value) => typeof value === "boolean").map(String);
    return sql`(${text} = any(${texts}::text[]))`;
  };
  switch (test.op) {
    case "is":
      return equals([test.value]);
    case "is-not":
      return sql`(not ${equals([test.value])})`;
    case "in":
      return equals(test.values);
    case "not-in":
      return sql`(not ${equals(test.values)})`;
    case "contains":
    case "starts-with":
    case "ends-with":
    case "at-least":
    case "at-most":
    case "between":
    case "matches":
    case "path-like":
      return sql`null::boolean`;
    default:
      return assertNever(test);
  }
}

function listSql(id: string, text: Sql, lists: readonly NamedList[]): Sql {
  const list =
    lists.find((candidate) => candidate.id === id) ?? (id === freeMailList.id ? freeMailList : null);
  if (!list) return sql`false`;
  switch (list.kind) {
    case "values":
      return sql`(${folded(text)} = any(${list.entries.map(foldCase)}::text[]))`;
    case "domains":
      // Every end of the domain that starts at a label: eu.acme.com, acme.com, com.
      return sql`exists (
        select from string_to_array(split_part(${folded(text)}, '@', -1), '.') labels,
          generate_series(1, cardinality(labels)) start
        where array_to_string(labels[start:], '.') = any(${list.entries.map(foldCase)}::text[]))`;
    case "words": {
      const entries = list.entries.map(spacedWords).filter((entry) => entry !== "  ");
      const words = sql`' ' || btrim(regexp_replace(${folded(text)}, '[^[:alnum:]]+', ' ', 'g')) || ' '`;
      return sql`exists (select from unnest(${entries}::text[]) entry where position(entry in ${words}) > 0)`;
    }
    default:
      return assertNever(list.kind);
  }
}
