import { type Condition, listsOf } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";
import type { Vocabulary } from "@/lib/conditions/words";
import { assertNever } from "@/lib/shared/assert-never";
import { same } from "@/lib/shared/same";
import { criteriaWords } from "./criterion-words";
import { bandWords, groupWords, listWords, rangeWords } from "./diff";
import type { Rule, RuleGroup, ScoringModelDocument } from "./model";
import { ruleWords } from "./rule-words";

// Two people changed one draft: what each did since the document both started from is put together. Only what both changed,
// and not to the same, is a question for the person.

type Document = ScoringModelDocument;

export type Side = "mine" | "theirs";

/** Whose wins, by the key of a clash. */
export type Choices = Readonly<Record<string, Side>>;

/** A part of the document that both changed differently. null where a side has removed it, or it was not there. */
export type Clash = {
  key: string;
  /** "Attended a webinar", "MQL line". */
  about: string;
  ruleId?: string;
  base: string | null;
  mine: string | null;
  theirs: string | null;
};

export type Merged = {
  /** Where a clash has no choice yet, theirs stands. */
  document: Document;
  clashes: readonly Clash[];
  /** Whether every clash has its choice. */
  settled: boolean;
};

/**
 * Both sides' changes since `base` in one document: rules, groups and lists each by their id, entries of a list one by one,
 * lines, bands, range and name each as a whole. Groups and lists that the outcome still names are kept, whoever removed them.
 */
export function mergeDrafts(
  versions: { base: Document; mine: Document; theirs: Document },
  choices: Choices,
  vocabulary: Vocabulary,
): Merged {
  const { base, mine, theirs } = versions;
  const clashes: Clash[] = [];
  const settle = <T>(part: Part<T>): T | undefined => {
    const { key, about, words } = part;
    if (same(part.mine, part.base) || same(part.mine, part.theirs)) return part.theirs;
    if (same(part.theirs, part.base)) return part.mine;
    const said = (value: T | undefined, document: Document) =>
      value === undefined ? null : words(value, document);
    clashes.push({
      key,
      about,
      ...(key.startsWith("rule ") ? { ruleId: key.slice("rule ".length) } : {}),
      base: said(part.base, base),
      mine: said(part.mine, mine),
      theirs: said(part.theirs, theirs),
    });
    return choices[key] === "mine" ? part.mine : part.theirs;
  };
  const whole = <K extends PlainPart>(key: K): Document[K] =>
    settle<Document[K]>({
      key,
      about: PLAIN_PARTS[key],
      base: base[key],
      mine: mine[key],
      theirs: theirs[key],
      words: (_, document) => plainWords(key, document),
    })!;
  const rules = byId(versions, "rules", (part) =>
    settle({ ...part, words: (rule, document) => ruleWords(rule, document, vocabulary) }),
  );
  const groups = byId(versions, "groups", (part) => settle({ ...part, words: groupWords }));
  const lists = byId(versions, "lists", (part) =>
    settle({ ...part, ...withEntriesOfBoth(part), words: listWords }),
  );
  const document: Document = {
    name: whole("name"),
    range: whole("range"),
    lists: withNamed(lists, listsNamedBy(rules), [theirs.lists, mine.lists, base.lists]),
    groups: withNamed(groups, new Set(rules.map(({ group }) => group)), [
      theirs.groups,
      mine.groups,
      base.groups,
    ]),
    rules,
    bands: whole("bands"),
    mql: whole("mql"),
    hot: whole("hot"),
  };
  return { document, clashes, settled: clashes.every(({ key }) => choices[key] !== undefined) };
}

type Part<T> = {
  key: string;
  about: string;
  base: T | undefined;
  mine: T | undefined;
  theirs: T | undefined;
  words: (value: T, document: Document) => string;
};

const PLAIN_PARTS = {
  name: "Name of the model",
  range: "Range of the score",
  bands: "Where the grades begin",
  mql: "MQL line",
  hot: "Hot line",
} as const;

type PlainPart = keyof typeof PLAIN_PARTS;

function plainWords(part: PlainPart, document: Document): string {
  switch (part) {
    case "name":
      return document.name;
    case "range":
      return rangeWords(document);
    case "bands":
      return bandWords(document);
    case "mql":
    case "hot":
      return criteriaWords(document[part]);
    default:
      return assertNever(part);
  }
}

type Named = { rules: Rule; groups: RuleGroup; lists: NamedList };

const KIND_OF = { rules: "rule", groups: "group", lists: "list" } as const;

/** In their order; what only I have stands behind what it stood behind. */
function byId<K extends keyof Named>(
  { base, mine, theirs }: { base: Document; mine: Document; theirs: Document },
  of: K,
  settle: (part: Omit<Part<Named[K]>, "words">) => Named[K] | undefined,
): Named[K][] {
  const entriesOf = (document: Document) => document[of] as readonly Named[K][];
  const find = (document: Document, id: string) => entriesOf(document).find((entry) => entry.id === id);
  const ids = entriesOf(theirs).map(({ id }) => id);
  for (const [index, { id }] of entriesOf(mine).entries()) {
    if (ids.includes(id)) continue;
    const before = entriesOf(mine)[index - 1];
    ids.splice(before ? ids.indexOf(before.id) + 1 : 0, 0, id);
  }
  return ids.flatMap((id) => {
    const versions = { base: find(base, id), mine: find(mine, id), theirs: find(theirs, id) };
    const about = (versions.theirs ?? versions.mine ?? versions.base)!.label;
    return settle({ key: `${KIND_OF[of]} ${id}`, about, ...versions }) ?? [];
  });
}

/** The three lists with the entries of both, so that only name and kind can clash; unless a side has no such list. */
function withEntriesOfBoth({ base, mine, theirs }: Omit<Part<NamedList>, "words">) {
  if (!base || !mine || !theirs) return {};
  const isKept = (entry: string) =>
    base.entries.includes(entry)
      ? mine.entries.includes(entry) && theirs.entries.includes(entry)
      : mine.entries.includes(entry) || theirs.entries.includes(entry);
  const entries = [...new Set([...theirs.entries, ...mine.entries])].filter(isKept);
  return { base: { ...base, entries }, mine: { ...mine, entries }, theirs: { ...theirs, entries } };
}

function listsNamedBy(rules: readonly Rule[]): Set<string> {
  const conditions = rules.flatMap((rule): Condition[] => {
    if (rule.kind === "fit") return [rule.when];
    return rule.kind === "engagement" && rule.activity.where ? [rule.activity.where] : [];
  });
  return new Set(conditions.flatMap(listsOf));
}

/** With those that are named although they are not there, from the first source that has them. */
function withNamed<T extends { id: string }>(
  kept: readonly T[],
  named: ReadonlySet<string>,
  sources: readonly (readonly T[])[],
): T[] {
  const missing = [...named].filter((id) => !kept.some((entry) => entry.id === id));
  return [...kept, ...missing.flatMap((id) => sources.flat().find((entry) => entry.id === id) ?? [])];
}
