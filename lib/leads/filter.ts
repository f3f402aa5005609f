import { isId } from "@/lib/shared/id";
import { isStage, STAGE_LABEL, type Stage } from "@/lib/stages/stages";
import { isViewKey, type ViewKey } from "./views";

/** Which leads a list shows. Everything named must hold; of several stages or grades any may. */
export type LeadFilter = {
  view: ViewKey;
  stages: readonly Stage[];
  /** "A1", or a whole band: "A", "1". */
  grades: readonly string[];
  /** A user's id, "me", or "none". */
  owner: string | null;
  source: string | null;
  channel: string | null;
  minScore: number | null;
  maxScore: number | null;
  /** Only leads that a required field keeps from becoming MQL. */
  missing: boolean;
  /** The id of a buyer profile. */
  profile: string | null;
  /** Words to find in name, e-mail and company. */
  q: string | null;
  /** Only these leads, when any is named: a selection. */
  ids: readonly string[];
};

export const LEAD_SORTS = [
  "-score",
  "score",
  "-lastActivityAt",
  "-createdAt",
  "createdAt",
  "stageSince",
  "-stageSince",
] as const;

export type LeadSort = (typeof LEAD_SORTS)[number];

export const LEAD_SORT_LABEL: Record<LeadSort, string> = {
  "-score": "Highest score",
  score: "Lowest score",
  "-lastActivityAt": "Latest activity",
  "-createdAt": "Newest",
  createdAt: "Oldest",
  stageSince: "Longest in stage",
  "-stageSince": "Shortest in stage",
};

export const isLeadSort = (text: string): text is LeadSort =>
  (LEAD_SORTS as readonly string[]).includes(text);

export const NO_FILTER: LeadFilter = {
  view: "all",
  stages: [],
  grades: [],
  owner: null,
  source: null,
  channel: null,
  minScore: null,
  maxScore: null,
  missing: false,
  profile: null,
  q: null,
  ids: [],
};

type Params = Readonly<Record<string, string | readonly string[] | undefined>>;

/** As many as a selection can have: a page of the list. */
const MOST_IDS = 200;
const GRADE = /^([A-D][1-4]?|[1-4])$/;

/** Reads a list's filter from an address. What cannot be understood is left out: a link never breaks a page. */
export function readLeadFilter(params: Params, defaultView: ViewKey): LeadFilter {
  const text = (name: string) => {
    const value = params[name];
    const first = (typeof value === "string" ? value : value?.[0])?.trim().slice(0, 200);
    return first ? first : null;
  };
  const list = (name: string) => {
    const value = params[name];
    const texts = typeof value === "string" ? [value] : (value ?? []);
    return [...new Set(texts.flatMap((entry) => entry.split(",")).map((entry) => entry.trim()))];
  };
  const number = (name: string) => {
    const value = text(name);
    return value !== null && /^-?\d{1,5}$/.test(value) ? Number(value) : null;
  };
  const view = text("view");
  return {
    view: view !== null && isViewKey(view) ? view : defaultView,
    stages: list("stage").filter(isStage),
    grades: list("grade").filter((grade) => GRADE.test(grade)),
    owner: text("owner"),
    source: text("source"),
    channel: text("channel"),
    minScore: number("minScore"),
    maxScore: number("maxScore"),
    missing: text("missing") === "1",
    profile: text("profile"),
    q: text("q"),
    ids: list("ids").filter(isId).slice(0, MOST_IDS),
  };
}

/** The filter as parameters of an address; what is at its default is left out, lists are comma-separated. */
export function leadFilterParams(filter: LeadFilter): Record<string, string> {
  const entries: [string, string | null][] = [
    ["view", filter.view],
    ["stage", filter.stages.join(",") || null],
    ["grade", filter.grades.join(",") || null],
    ["owner", filter.owner],
    ["source", filter.source],
    ["channel", filter.channel],
    ["minScore", filter.minScore === null ? null : String(filter.minScore)],
    ["maxScore", filter.maxScore === null ? null : String(filter.maxScore)],
    ["missing", filter.missing ? "1" : null],
    ["profile", filter.profile],
    ["q", filter.q],
    ["ids", filter.ids.join(",") || null],
  ];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null));
}

/** One filter in force, as a part of the sentence "Leads whose …, …". */
export type FilterPart = {
  key: string;
  /** "stage is" and "MQL or SAL". */
  relation: string;
  value: string;
  /** The filter without this part. */
  without: LeadFilter;
};

const either = (values: readonly string[]) => values.join(" or ");

/** The filters in force beyond the view, in words. The names behind an owner's and a buyer profile's id are the caller's to tell. */
export function filterParts(
  filter: LeadFilter,
  ownerName: (id: string) => string | null,
  profileName: (id: string) => string | null,
): FilterPart[] {
  const parts: FilterPart[] = [];
  const add = (key: string, relation: string, value: string, cleared: Partial<LeadFilter>) =>
    parts.push({ key, relation, value, without: { ...filter, ...cleared } });
  if (filter.stages.length > 0)
    add("stage", "stage is", either(filter.stages.map((stage) => STAGE_LABEL[stage])), { stages: [] });
  if (filter.grades.length > 0) add("grade", "grade is", either(filter.grades), { grades: [] });
  if (filter.minScore !== null && filter.maxScore !== null)
    add("score", "score is", `${filter.minScore} to ${filter.maxScore}`, { minScore: null, maxScore: null });
  else if (filter.minScore !== null)
    add("score", "score is at least", String(filter.minScore), { minScore: null });
  else if (filter.maxScore !== null)
    add("score", "score is at most", String(filter.maxScore), { maxScore: null });
  if (filter.owner !== null) add("owner", "owner is", wordForOwner(filter.owner, ownerName), { owner: null });
  if (filter.source !== null) add("source", "source is", filter.source, { source: null });
  if (filter.channel !== null) add("channel", "channel is", filter.channel, { channel: null });
  if (filter.missing) add("missing", "a required field is", "missing", { missing: false });
  if (filter.profile !== null)
    add("profile", "buyer profile is", profileName(filter.profile) ?? "one no longer in use", {
      profile: null,
    });
  if (filter.q !== null) add("q", "text contains", `“${filter.q}”`, { q: null });
  if (filter.ids.length > 0) add("ids", "it is one of", `${filter.ids.length} chosen`, { ids: [] });
  return parts;
}

function wordForOwner(owner: string, ownerName: (id: string) => string | null): string {
  if (owner === "me") return "me";
  if (owner === "none") return "nobody";
  return ownerName(owner) ?? "somebody who left";
}
