import type { NamedList } from "@/lib/conditions/lists";
import type { Vocabulary } from "@/lib/conditions/words";
import { same } from "@/lib/shared/same";
import { criteriaWords } from "./criterion-words";
import type { Rule, RuleGroup, ScoringModelDocument } from "./model";
import { pointsOf, pointsWords, signed, termsWords, whenWords } from "./rule-words";

/** One difference between two versions, as a sentence; `ruleId` where it is about a rule of either. */
export type Difference = { words: string; ruleId?: string };

/** What changed from one document to the next, rules first, in words a person can sign. Empty when they mean the same. */
export function differences(
  before: ScoringModelDocument,
  after: ScoringModelDocument,
  vocabulary: Vocabulary,
): Difference[] {
  return [
    ...ruleDifferences(before, after, vocabulary),
    ...groupDifferences(before.groups, after.groups),
    ...listDifferences(before, after),
    ...orderDifferences(before, after),
    ...plainDifferences(before, after),
  ];
}

function ruleDifferences(
  before: ScoringModelDocument,
  after: ScoringModelDocument,
  vocabulary: Vocabulary,
): Difference[] {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const now = new Map(after.rules.map((rule) => [rule.id, rule]));
  const changed = after.rules.flatMap((rule) => {
    const previous = old.get(rule.id);
    if (!previous) return { words: `Added “${rule.label}”: ${pointsWords(rule)}`, ruleId: rule.id };
    if (same(spoken(previous), spoken(rule))) return [];
    return { words: changeWords(previous, rule, before, after, vocabulary), ruleId: rule.id };
  });
  const removed = before.rules
    .filter((rule) => !now.has(rule.id))
    .map((rule) => ({ words: `Removed “${rule.label}” (${pointsWords(rule)})`, ruleId: rule.id }));
  return [...changed, ...removed];
}

/** A rule without what says the same as its absence: no points, any days. */
function spoken(rule: Rule): Rule {
  if (rule.kind === "fit") {
    const { otherwise, unknown, ...rest } = rule;
    return { ...rest, ...(otherwise ? { otherwise } : {}), ...(unknown ? { unknown } : {}) };
  }
  if (rule.kind === "inactivity" || rule.frequency?.distinctDays !== false) return rule;
  const { distinctDays: _, ...frequency } = rule.frequency;
  return { ...rule, frequency };
}

function changeWords(
  previous: Rule,
  rule: Rule,
  before: ScoringModelDocument,
  after: ScoringModelDocument,
  vocabulary: Vocabulary,
): string {
  const parts = ruleChange(previous, rule, before, after, vocabulary);
  return `“${previous.label}”: ${parts.length > 0 ? parts.join("; ") : "written differently"}`;
}

/** What is different about a rule from one document to another, in full: a part of a sentence each. */
export function ruleChange(
  previous: Rule,
  rule: Rule,
  before: ScoringModelDocument,
  after: ScoringModelDocument,
  vocabulary: Vocabulary,
): string[] {
  const parts: string[] = [];
  if (previous.label !== rule.label) parts.push(`called “${rule.label}”`);
  if (previous.group !== rule.group)
    parts.push(`moved from ${groupLabel(before, previous.group)} to ${groupLabel(after, rule.group)}`);
  if (termsWords(previous) !== termsWords(rule))
    parts.push(`${pointsWords(previous)} → ${pointsWords(rule)}`);
  else if (pointsOf(previous) !== pointsOf(rule))
    parts.push(`${signed(pointsOf(previous))} → ${signed(pointsOf(rule))}`);
  const whenBefore = whenWords(previous, before, vocabulary, "in full");
  const whenNow = whenWords(rule, after, vocabulary, "in full");
  if (whenBefore !== whenNow) parts.push(`counts ${lower(whenNow)} (was ${lower(whenBefore)})`);
  return parts;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const groupLabel = (document: ScoringModelDocument, id: string): string =>
  document.groups.find((group) => group.id === id)?.label ?? id;

function groupDifferences(before: readonly RuleGroup[], after: readonly RuleGroup[]): Difference[] {
  const found: Difference[] = [];
  for (const group of after) {
    const previous = before.find(({ id }) => id === group.id);
    if (!previous) found.push({ words: `Added the group “${group.label}”` });
    else {
      if (previous.label !== group.label)
        found.push({ words: `The group “${previous.label}” is called “${group.label}”` });
      if (previous.kind !== group.kind)
        found.push({ words: `“${group.label}” is a group of ${group.kind} rules (was ${previous.kind})` });
      for (const [bound, word] of [
        ["cap", "at most"],
        ["floor", "at least"],
      ] as const)
        if (previous[bound] !== group[bound])
          found.push({
            words: `“${group.label}” gives ${word} ${bounded(group[bound])} (was ${bounded(previous[bound])})`,
          });
    }
  }
  for (const group of before)
    if (!after.some(({ id }) => id === group.id)) found.push({ words: `Removed the group “${group.label}”` });
  return found;
}

const bounded = (points: number | undefined): string => (points === undefined ? "any number" : `${points}`);

function listDifferences(before: ScoringModelDocument, after: ScoringModelDocument): Difference[] {
  const found: Difference[] = [];
  for (const list of after.lists) {
    const previous = before.lists.find(({ id }) => id === list.id);
    if (!previous)
      found.push({ words: `Added the list “${list.label}” with ${list.entries.length} entries` });
    else if (!same(previous, list)) {
      const added = list.entries.filter((entry) => !previous.entries.includes(entry));
      const removed = previous.entries.filter((entry) => !list.entries.includes(entry));
      const parts = [
        previous.label === list.label ? null : `called “${list.label}”`,
        previous.kind === list.kind ? null : `${LIST_KINDS[list.kind]} (was ${LIST_KINDS[previous.kind]})`,
        named("added", added),
        named("removed", removed),
      ].filter((part) => part !== null);
      if (parts.length > 0) found.push({ words: `“${previous.label}”: ${parts.join(", ")}` });
    }
  }
  for (const list of before.lists)
    if (!after.lists.some(({ id }) => id === list.id))
      found.push({ words: `Removed the list “${list.label}”` });
  return found;
}

/** How a list compares, as part of a sentence. */
const LIST_KINDS: Record<NamedList["kind"], string> = {
  values: "compares whole values",
  domains: "compares domains",
  words: "looks for words",
};

/** A list as a whole, in words. */
export const listWords = ({ label, kind, entries }: NamedList): string =>
  `${label}, ${LIST_KINDS[kind]}, ${entries.length === 1 ? "1 entry" : `${entries.length} entries`}`;

/** A group as a whole, in words. */
export const groupWords = ({ label, kind, cap, floor }: RuleGroup): string =>
  `${label}, ${kind}, at most ${bounded(cap)} points, at least ${bounded(floor)}`;

/** What stands in both, in another order: it decides which of equal rules a reason names, and how the screen reads. */
function orderDifferences(before: ScoringModelDocument, after: ScoringModelDocument): Difference[] {
  const found: Difference[] = [];
  for (const [part, words] of [
    ["rules", "The rules stand in another order"],
    ["groups", "The groups stand in another order"],
  ] as const) {
    const idsIn = (document: ScoringModelDocument, other: ScoringModelDocument) =>
      document[part].map(({ id }) => id).filter((id) => other[part].some((entry) => entry.id === id));
    if (!same(idsIn(before, after), idsIn(after, before))) found.push({ words });
  }
  return found;
}

const MOST_NAMED = 5;

function named(verb: string, entries: readonly string[]): string | null {
  if (entries.length === 0) return null;
  const more = entries.length - MOST_NAMED;
  return `${verb} ${entries.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function plainDifferences(before: ScoringModelDocument, after: ScoringModelDocument): Difference[] {
  const found: Difference[] = [];
  const changed = (subject: string, was: string, now: string) => {
    if (was !== now) found.push({ words: `${subject}: ${now} (was ${was})` });
  };
  changed("Name", before.name, after.name);
  changed("MQL", criteriaWords(before.mql), criteriaWords(after.mql));
  changed("Hot", criteriaWords(before.hot), criteriaWords(after.hot));
  changed("Fit bands", fitBandWords(before), fitBandWords(after));
  changed("Engagement bands", engagementBandWords(before), engagementBandWords(after));
  changed("Range of the score", rangeWords(before), rangeWords(after));
  return found;
}

const fitBandWords = ({ bands: { fit } }: ScoringModelDocument): string =>
  fit ? `A from ${fit.A}, B from ${fit.B}, C from ${fit.C}` : "none";

const engagementBandWords = ({ bands: { engagement } }: ScoringModelDocument): string =>
  `1 from ${engagement[1]}, 2 from ${engagement[2]}, 3 from ${engagement[3]}`;

export const rangeWords = ({ range }: ScoringModelDocument): string => `${range.min} to ${range.max}`;

/** Where all bands begin, in words. */
export const bandWords = (document: ScoringModelDocument): string =>
  `fit ${fitBandWords(document)}; engagement ${engagementBandWords(document)}`;
