import { PROPERTY_PREFIX } from "@/lib/conditions/fields";
import { compile } from "./compile";
import type { ScoringModelDocument } from "./model";

/** What a model looks at: the rest need not be read to score by it. */
export type Needs = {
  /** Fields of the lead's own log, and of its company's ("industry", "custom.tier"). */
  leadFields: readonly string[];
  companyFields: readonly string[];
  /** Activity types of which a rule asks a property. */
  describedTypes: readonly string[];
  /** Fields of activities, besides those that every rule asks ("channel", "campaign"). */
  activityFields: readonly string[];
};

const KINDS = ["leadFields", "companyFields", "describedTypes", "activityFields"] as const;

/** Whether everything that `asked` looks at was read for `read`. */
export const covers = (read: Needs, asked: Needs): boolean =>
  KINDS.every((kind) => asked[kind].every((name) => read[kind].includes(name)));

/** What both look at. */
export const bothNeeds = (a: Needs, b: Needs): Needs => ({
  leadFields: together(a.leadFields, b.leadFields),
  companyFields: together(a.companyFields, b.companyFields),
  describedTypes: together(a.describedTypes, b.describedTypes),
  activityFields: together(a.activityFields, b.activityFields),
});

const together = (a: readonly string[], b: readonly string[]): string[] => [...new Set([...a, ...b])];

const COMPANY_PREFIX = "company.";

const known = new WeakMap<ScoringModelDocument, Needs>();

/**
 * What a score depends on, besides the activities themselves and the adjustments. The same object for the same document:
 * documents are never changed in place.
 */
export function needsOf(document: ScoringModelDocument): Needs {
  const needs = known.get(document) ?? needsIn(document);
  known.set(document, needs);
  return needs;
}

function needsIn(document: ScoringModelDocument): Needs {
  const { fit, engagement } = compile(document);
  const fields = new Set(fit.flatMap((rule) => rule.fields));
  const described = engagement.filter(({ fields }) =>
    fields.some((field) => field.startsWith(PROPERTY_PREFIX)),
  );
  return {
    leadFields: [...fields].filter((field) => !field.startsWith(COMPANY_PREFIX)),
    companyFields: [...fields]
      .filter((field) => field.startsWith(COMPANY_PREFIX))
      .map((field) => field.slice(COMPANY_PREFIX.length)),
    describedTypes: [...new Set(described.flatMap(({ rule }) => rule.activity.types))],
    activityFields: ["channel", "campaign"].filter((field) =>
      engagement.some(({ fields }) => fields.includes(field)),
    ),
  };
}
