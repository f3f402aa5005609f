import type { FrameworkId } from "@/lib/qualification/frameworks";

/** The signed agreement of what MQL, SAL and SQL mean here, as one document per version. */
export type DefinitionDocument = {
  title: string;
  mql: {
    /** What may qualify a lead; a marketer always may, with a reason. */
    entry: { score: boolean; handRaise: boolean; pql: boolean };
    /** Nobody becomes MQL without these, whoever asks. */
    requiredFields: readonly RequiredField[];
    statement: string;
  };
  sal: { criteria: readonly AcceptanceCriterion[]; statement: string };
  sql: { framework: FrameworkId; required: readonly string[]; statement: string };
  recycling: {
    /** A lead that qualified by score and falls below the line while marketing holds it is recycled. */
    whenCooled: boolean;
    /** Reason code of that recycling. */
    cooledReason: string;
    statement: string;
  };
};

export type AcceptanceCriterion = { id: string; label: string };

export const REQUIRED_FIELDS = [
  "email",
  "firstName",
  "lastName",
  "title",
  "phone",
  "country",
  "company",
] as const;

export type RequiredField = (typeof REQUIRED_FIELDS)[number];

export const REQUIRED_FIELD_LABEL: Record<RequiredField, string> = {
  email: "e-mail",
  firstName: "first name",
  lastName: "last name",
  title: "title",
  phone: "phone",
  country: "country",
  company: "company",
};

/** The required fields this lead has no value for, in the definition's order. */
export function missingFields(
  definition: DefinitionDocument,
  lead: { readonly [field in RequiredField]: string | null },
): RequiredField[] {
  return definition.mql.requiredFields.filter((field) => (lead[field] ?? "").trim() === "");
}

/** The acceptance criteria that were not ticked. */
export function missingCriteria(
  definition: DefinitionDocument,
  ticked: readonly string[],
): AcceptanceCriterion[] {
  return definition.sal.criteria.filter((criterion) => !ticked.includes(criterion.id));
}
