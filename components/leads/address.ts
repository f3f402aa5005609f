import { type LeadFilter, type LeadSort, leadFilterParams } from "@/lib/leads/filter";

export const DEFAULT_SORT: LeadSort = "-score";

type Place = { after?: string; before?: string };

/** The list's parameters: filter, sort when it is not the default, and where the page starts. */
export function listParams(filter: LeadFilter, sort: LeadSort, place: Place = {}): Record<string, string> {
  return { ...leadFilterParams(filter), ...(sort === DEFAULT_SORT ? {} : { sort }), ...place };
}

/** The address of a list; the same leads for whoever opens it, within their rights. */
export const listHref = (filter: LeadFilter, sort: LeadSort, place: Place = {}): string =>
  `/leads?${new URLSearchParams(listParams(filter, sort, place))}`;
