import { isId } from "@/lib/shared/id";
import type { Role } from "@/lib/team/roles";

export const INBOX_VIEWS = ["answer", "marketing", "decided"] as const;
export type InboxViewKey = (typeof INBOX_VIEWS)[number];

/** Each role's views of the inbox; the first is what /inbox opens with. */
export const INBOX_VIEWS_OF: Record<Role, readonly InboxViewKey[]> = {
  rep: ["answer", "decided"],
  marketer: ["marketing", "answer", "decided"],
  manager: ["answer", "marketing", "decided"],
  admin: ["answer", "marketing", "decided"],
  viewer: ["answer", "decided"],
};

/** What can be asked of a handoff; each opens its panel. */
export const DEEDS = ["accept", "reject", "return", "call", "assign"] as const;
export type Deed = (typeof DEEDS)[number];

/** All that the address of the inbox says. */
export type InboxAddress = {
  view: InboxViewKey;
  /** The handoff in focus. */
  h?: string;
  /** The panel that stands open; without JavaScript this is how it opens. */
  deed?: Deed;
  /** Whose: a user's id or "none"; everybody's when absent. */
  of?: string;
  cursor?: string;
};

type Params = Record<string, string | string[] | undefined>;

/** Reads an address for a role; what makes no sense is left out. */
export function readInboxAddress(params: Params, role: Role): InboxAddress {
  const views = INBOX_VIEWS_OF[role];
  const text = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  const id = (name: string) => [text(name)].find((value) => value !== undefined && isId(value));
  const h = id("h");
  const deed = DEEDS.find((known) => known === text("do"));
  const of = text("of") === "none" ? "none" : id("of");
  const cursor = text("cursor");
  return {
    view: views.find((view) => view === text("view")) ?? views[0]!,
    ...(h ? { h } : {}),
    ...(deed ? { deed } : {}),
    ...(of ? { of } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

/** The address as a link. The view is always named: what /inbox opens with differs by role. */
export function inboxHref({ view, h, deed, of, cursor }: InboxAddress): string {
  const params = new URLSearchParams({ view });
  if (of) params.set("of", of);
  if (h) params.set("h", h);
  if (deed) params.set("do", deed);
  if (cursor) params.set("cursor", cursor);
  return `/inbox?${params}`;
}
