import { v7 } from "uuid";
import { foldHistory, type Moment } from "@/lib/progression/commands/record-history";
import type { ScoredActivity } from "@/lib/scoring/score";
import { dayFromNumber, dayNumber } from "@/lib/shared/day";
import { newcomerOf } from "../rows";
import { LIFE_TABLES, type LifeTable, lineOf, type Row } from "./lines";
import { type Life, STAND_IN } from "./lives";

/** Who leads a life this time, and when. */
export type Part = {
  firstName: string;
  lastName: string;
  email: string;
  companyName: string;
  companyId: string;
  /** How much later than it was lived first, in milliseconds; `daysLater` is the same in whole days. */
  later: number;
  daysLater: number;
  /** An id for the nth id of the life, made at that time. */
  idOf(at: number, nth: number): string;
  /** Whoever does now what a member of the cast did. */
  standInFor(personId: string): { id: string; name: string };
};

/** The rows of a life up to some moment, ready to be played by many: what differs from one to the next is a blank. */
export type Script = {
  lines: Readonly<Record<LifeTable, readonly Line[]>>;
  activities: readonly ScoredActivity[];
};

/** Text between blanks: texts[0] blanks[0] texts[1] … */
type Line = { texts: readonly string[]; blanks: readonly Blank[]; at: number };

type Blank = (part: Part) => string;

/** What each table's lines consist of; the score of a lead is worked out anew and comes behind the rest of its live row. */
export type LifeColumns = Readonly<Record<LifeTable, readonly string[]>>;

/** The live row's columns that the evaluator fills. */
export const SCORE_COLUMNS = [
  "score",
  "fit",
  "engagement",
  "adjustment",
  "grade",
  "near",
  "reason",
  "scoredOn",
  "modelVersion",
  "changesOn",
] as const;

export const playLine = ({ texts, blanks }: Line, part: Part): string => {
  let line = texts[0]!;
  for (let index = 0; index < blanks.length; index++) line += blanks[index]!(part) + texts[index + 1]!;
  return line;
};

/** The rows of a life as far as it had come after some of its moments. */
export function rowsOf(life: Life, moments: readonly Moment[]): Record<LifeTable, Row[]> {
  let present = life.actor.lead.capturedAt.getTime();
  let ids = 0;
  const inTurn = function* () {
    for (const moment of moments) {
      present = moment.caller.now.getTime();
      yield moment;
    }
  };
  const { lead, live } = newcomerOf(life.world, life.actor);
  const newcomer = { lead: { ...lead, sample: false }, live };
  const rows = foldHistory([newcomer], inTurn(), () => v7({ msecs: present, seq: ids++ }));
  const until = present;
  return {
    lead: [...rows.leads.values()],
    lead_attribute_change: life.changes
      .filter(({ at }) => at.getTime() <= until)
      .map((change) => ({ id: v7({ msecs: change.at.getTime(), seq: ids++ }), ...change })),
    stage_transition: rows.transitions,
    lead_score: [...rows.live.values()].map((row) =>
      Object.fromEntries(Object.entries(row).filter(([key]) => !SCORE_COLUMNS.includes(key as never))),
    ),
    pass: [...rows.passes.values()].map((pass) => ({ ...pass, sample: false })),
    handoff: [...rows.handoffs.values()],
    handoff_event: [...rows.handoffEvents.values()].flat(),
    qualification_answer: rows.answers,
    opportunity: [...rows.opportunities.values()],
    activity: rows.activities,
  };
}

/** Writes the rows of a life down with blanks for what its players bring. */
export function scriptOf(life: Life, moments: readonly Moment[], columns: LifeColumns): Script {
  const rows = rowsOf(life, moments);
  const blankFor = blanksOf(life);
  const lines = Object.fromEntries(
    LIFE_TABLES.map((table) => [table, rows[table].map((row) => split(row, columns[table], blankFor))]),
  ) as unknown as Script["lines"];
  return { lines, activities: rows.activity as unknown as ScoredActivity[] };
}

const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const INSTANT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
const DAY = "\\d{4}-\\d\\d-\\d\\d";
const EMAIL = "xfirstx\\.xlastx@[a-z0-9.-]+";

function split(row: Row, keys: readonly string[], { pattern, blankFor }: ReturnType<typeof blanksOf>): Line {
  const texts: string[] = [];
  const blanks: Blank[] = [];
  const line = lineOf(row, keys);
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    texts.push(line.slice(end, match.index));
    blanks.push(blankFor(match[0]));
    end = match.index + match[0].length;
  }
  texts.push(line.slice(end));
  const { occurredAt } = row as { occurredAt?: Date };
  return { texts, blanks, at: occurredAt?.getTime() ?? 0 };
}

function blanksOf({ world, actor }: Life) {
  const people = Object.values(world.cast);
  const ids = new Map<string, number>();
  const company = world.companies.get(actor.profile.company.domain)!.id;
  const names: Readonly<Record<string, Blank>> = {
    [STAND_IN.firstName]: ({ firstName }) => firstName,
    [STAND_IN.lastName]: ({ lastName }) => lastName,
    [STAND_IN.company]: ({ companyName }) => companyName,
    [STAND_IN.firstName.toLowerCase()]: ({ firstName }) => firstName.toLowerCase(),
    [STAND_IN.lastName.toLowerCase()]: ({ lastName }) => lastName.toLowerCase(),
    [STAND_IN.company.toLowerCase()]: ({ companyName }) => companyName.toLowerCase(),
  };
  const idBlank = (id: string): Blank => {
    if (id === company) return ({ companyId }) => companyId;
    if (people.some((person) => person.id === id)) return ({ standInFor }) => standInFor(id).id;
    const nth = ids.get(id) ?? ids.size;
    ids.set(id, nth);
    const made = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
    return ({ idOf, later }) => idOf(made + later, nth);
  };
  const blankFor = (found: string): Blank => {
    const name = names[found];
    if (name) return name;
    const person = people.find((candidate) => candidate.name === found);
    if (person) return ({ standInFor }) => standInFor(person.id).name;
    if (found.includes("@")) return ({ email }) => email;
    if (found.length === 36) return idBlank(found);
    if (found.length === 10) {
      const day = dayNumber(found);
      return ({ daysLater }) => dayFromNumber(day + daysLater);
    }
    const instant = Date.parse(found);
    return ({ later }) => new Date(instant + later).toISOString();
  };
  const pattern = new RegExp(
    [EMAIL, UUID, INSTANT, DAY, ...Object.keys(names), ...people.map(({ name }) => name)].join("|"),
    "g",
  );
  return { pattern, blankFor };
}
