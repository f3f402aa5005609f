import type { Json } from "@/lib/shared/json";
import type { AttributeValue } from "./score";

/** The company a lead belongs to from an instant on; null for none. Oldest first. */
export type CompanyLink = { companyId: string | null; at: Date };

/** One row of a company's attribute log, oldest first. */
export type CompanyChange = { field: string; value: Json; at: Date };

/**
 * A lead's view of its companies' attributes over time: those of the company it belongs to at each instant, as fields
 * "company.<field>". What the company was before the lead joined counts from the joining; leaving clears it.
 */
export function companyAttributes(
  links: readonly CompanyLink[],
  changesOf: (companyId: string) => readonly CompanyChange[],
): AttributeValue[] {
  const seen: AttributeValue[] = [];
  let fields = new Set<string>();
  for (const [index, { companyId, at: joined }] of links.entries()) {
    const left = links[index + 1]?.at.getTime() ?? Number.POSITIVE_INFINITY;
    const changes = companyId === null ? [] : changesOf(companyId);
    const known = new Map<string, Json>();
    for (const field of fields) known.set(field, null);
    for (const change of changes)
      if (change.at.getTime() <= joined.getTime()) known.set(change.field, change.value);
    for (const [field, value] of known) seen.push({ field: `company.${field}`, value, at: joined });
    fields = new Set(known.keys());
    for (const { field, value, at } of changes) {
      if (at.getTime() <= joined.getTime() || at.getTime() >= left) continue;
      seen.push({ field: `company.${field}`, value, at });
      fields.add(field);
    }
  }
  return seen;
}
