import { mayAny, type Permission } from "@/lib/team/permissions";
import type { Role } from "@/lib/team/roles";
import type { Viewer } from "@/lib/team/viewer";

export type ScreenKey =
  | "leads"
  | "inbox"
  | "funnel"
  | "scoring"
  | "definitions"
  | "imports"
  | "settings"
  | "audit";

export type Screen = {
  key: ScreenKey;
  href: string;
  label: string;
  permission: Permission;
  /** Second key of the "go to" sequence: g, then this. */
  goKey: string;
};

const SCREENS: Record<ScreenKey, Omit<Screen, "key">> = {
  leads: { href: "/leads", label: "Leads", permission: "lead.read", goKey: "l" },
  inbox: { href: "/inbox", label: "Inbox", permission: "handoff.read", goKey: "i" },
  funnel: { href: "/funnel", label: "Funnel", permission: "funnel.read", goKey: "f" },
  scoring: { href: "/scoring", label: "Scoring", permission: "scoring.read", goKey: "s" },
  definitions: { href: "/definitions", label: "Definitions", permission: "definition.read", goKey: "d" },
  imports: { href: "/imports", label: "Imports", permission: "import.read", goKey: "m" },
  settings: { href: "/settings", label: "Settings", permission: "team.read", goKey: "t" },
  audit: { href: "/audit", label: "Audit", permission: "audit.read", goKey: "a" },
};

/** Each role's day, most used first. The first four stand under the thumb on a phone. */
const ORDER: Record<Role, readonly ScreenKey[]> = {
  marketer: ["leads", "scoring", "funnel", "imports", "inbox", "definitions"],
  rep: ["inbox", "leads", "funnel", "definitions", "scoring"],
  manager: ["funnel", "inbox", "leads", "definitions", "scoring", "imports", "settings", "audit"],
  admin: ["leads", "inbox", "funnel", "scoring", "definitions", "imports", "settings", "audit"],
  viewer: ["funnel", "leads", "scoring", "definitions", "inbox"],
};

/** A signed-in person: the only viewer that sees screens. */
export type Person = Extract<Viewer, { kind: "user" }>;

/** The screens this person may open, in the order of their day. */
export function screensFor(viewer: Person): Screen[] {
  return ORDER[viewer.role]
    .map((key) => ({ key, ...SCREENS[key] }))
    .filter((screen) => mayAny(viewer, screen.permission));
}

/** How many of them the bottom bar of a phone shows. */
export const THUMB_SCREENS = 4;

/** Whether an address lies within a screen. */
export const isWithin = (pathname: string, href: string): boolean =>
  pathname === href || pathname.startsWith(`${href}/`);
