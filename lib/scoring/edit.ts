import { listsOf } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";
import { slugFor } from "@/lib/shared/slug";
import type { Criterion, Rule, RuleGroup, ScoringModelDocument } from "./model";

// Changes of a document while a person edits it. Each answers a new document; the old one stays as it was.

type Document = ScoringModelDocument;

export const withRule = (document: Document, rule: Rule): Document => ({
  ...document,
  rules: document.rules.map((candidate) => (candidate.id === rule.id ? rule : candidate)),
});

/** The rule with other points, signed as they count: an inactivity rule keeps what it takes away as a positive number. */
export const withPoints = (rule: Rule, points: number): Rule => ({
  ...rule,
  points: rule.kind === "inactivity" ? Math.abs(points) : points,
});

/** Behind the last rule of its group, where a person looks for it. */
export function withNewRule(document: Document, rule: Rule): Document {
  const last = document.rules.findLastIndex(({ group }) => group === rule.group);
  const rules = [...document.rules];
  rules.splice(last < 0 ? rules.length : last + 1, 0, rule);
  return { ...document, rules };
}

export const withoutRule = (document: Document, ruleId: string): Document => ({
  ...document,
  rules: document.rules.filter(({ id }) => id !== ruleId),
});

export const withGroup = (document: Document, group: RuleGroup): Document => ({
  ...document,
  groups: document.groups.map((candidate) => (candidate.id === group.id ? group : candidate)),
});

export const withNewGroup = (document: Document, group: RuleGroup): Document => ({
  ...document,
  groups: [...document.groups, group],
});

/** Takes a group away; one that still has rules stays. */
export const withoutGroup = (document: Document, groupId: string): Document =>
  document.rules.some(({ group }) => group === groupId)
    ? document
    : { ...document, groups: document.groups.filter(({ id }) => id !== groupId) };

export const withList = <Listed extends Pick<Document, "lists">>(
  document: Listed,
  list: NamedList,
): Listed => ({
  ...document,
  lists: document.lists.some(({ id }) => id === list.id)
    ? document.lists.map((candidate) => (candidate.id === list.id ? list : candidate))
    : [...document.lists, list],
});

export const withCriterion = (
  document: Document,
  of: "mql" | "hot",
  index: number,
  criterion: Criterion,
): Document => ({
  ...document,
  [of]: document[of].map((candidate, at) => (at === index ? criterion : candidate)),
});

/** One more criterion: whoever meets any of them qualifies. */
export const withNewCriterion = (document: Document, of: "mql" | "hot", criterion: Criterion): Document => ({
  ...document,
  [of]: [...document[of], criterion],
});

export const withoutCriterion = (document: Document, of: "mql" | "hot", index: number): Document => ({
  ...document,
  [of]: document[of].filter((_, at) => at !== index),
});

export const withoutList = <Listed extends Pick<Document, "lists">>(
  document: Listed,
  listId: string,
): Listed => ({ ...document, lists: document.lists.filter(({ id }) => id !== listId) });

/** Whether any rule looks into the list. */
export const namesList = ({ rules }: Document, listId: string): boolean =>
  rules.some((rule) => {
    const asked =
      rule.kind === "fit" ? rule.when : rule.kind === "engagement" ? rule.activity.where : undefined;
    return asked !== undefined && listsOf(asked).includes(listId);
  });

/** A cap, floor or other optional number set, or taken away with null. */
export function withBound<T extends object, K extends keyof T>(subject: T, bound: K, value: T[K] | null): T {
  const { [bound]: _, ...rest } = subject;
  return (value === null ? rest : { ...rest, [bound]: value }) as T;
}

/** An id for a part called `label` that is not among `taken`. */
export const newId = (label: string, taken: readonly { id: string }[]): string =>
  slugFor(label, taken, "rule");

/** Whether a rule speaks against a lead: the screen shows those apart. */
export const isNegative = (rule: Rule): boolean => rule.kind === "inactivity" || rule.points < 0;
