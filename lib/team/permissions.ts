import { assertNever } from "@/lib/shared/assert-never";
import type { Role } from "./roles";
import type { Viewer } from "./viewer";

// The one permission table: pages, actions, queries, API and tests read it.

/** How the viewer stands to the thing it acts on. */
export type Relation = "own" | "other";

/** How a viewer stands to a lead: it is theirs when they own it or hold its unanswered handoff. */
export const relationToLead = (viewer: Viewer, ownerId: string | null, holderId: string | null): Relation =>
  viewer.kind === "user" && (viewer.id === ownerId || viewer.id === holderId) ? "own" : "other";

type Rights = Record<Role, "any" | "own" | "none">;

const rights = (
  admin: Rights["admin"],
  marketer: Rights["marketer"],
  rep: Rights["rep"],
  manager: Rights["manager"],
  viewer: Rights["viewer"],
): Rights => ({ admin, marketer, rep, manager, viewer });

/** "own" for a rep: leads and handoffs that are assigned to them. */
export const PERMISSIONS = {
  "lead.read": rights("any", "any", "any", "any", "any"),
  "lead.create": rights("any", "any", "any", "any", "none"),
  "lead.edit": rights("any", "any", "own", "any", "none"),
  "lead.bin": rights("any", "any", "none", "any", "none"),
  "lead.erase": rights("any", "none", "none", "none", "none"),
  "lead.export": rights("any", "any", "none", "any", "none"),
  "activity.log": rights("any", "any", "own", "any", "none"),
  "activity.exclude": rights("any", "any", "none", "any", "none"),
  "score.adjust": rights("any", "any", "none", "any", "none"),
  "stage.qualify": rights("any", "any", "none", "any", "none"),
  "stage.work": rights("any", "none", "own", "any", "none"),
  "stage.close": rights("any", "any", "own", "any", "none"),
  "stage.reopen": rights("any", "none", "none", "any", "none"),
  "stage.correct": rights("any", "none", "none", "any", "none"),
  "handoff.read": rights("any", "any", "any", "any", "any"),
  "handoff.open": rights("any", "any", "none", "any", "none"),
  "handoff.answer": rights("any", "none", "own", "any", "none"),
  "handoff.reassign": rights("any", "none", "none", "any", "none"),
  "handoff.withdraw": rights("any", "any", "none", "any", "none"),
  "funnel.read": rights("any", "any", "any", "any", "any"),
  "scoring.read": rights("any", "any", "any", "any", "any"),
  "scoring.edit": rights("any", "any", "none", "none", "none"),
  "scoring.rate": rights("any", "any", "any", "any", "none"),
  "definition.read": rights("any", "any", "any", "any", "any"),
  "import.read": rights("any", "any", "none", "any", "none"),
  "import.run": rights("any", "any", "none", "none", "none"),
  "import.undo": rights("any", "any", "none", "none", "none"),
  "team.read": rights("any", "none", "none", "any", "none"),
  "team.manage": rights("any", "none", "none", "none", "none"),
  "audit.read": rights("any", "none", "none", "any", "none"),
  "settings.manage": rights("any", "none", "none", "none", "none"),
} as const satisfies Record<string, Rights>;

export type Permission = keyof typeof PERMISSIONS;

/** Whether a role has a permission towards a thing it stands in `relation` to. */
export function roleMay(role: Role, permission: Permission, relation: Relation): boolean {
  const right = PERMISSIONS[permission][role];
  return right === "any" || (right === "own" && relation === "own");
}

const READS: readonly Permission[] = [
  "lead.read",
  "handoff.read",
  "funnel.read",
  "scoring.read",
  "definition.read",
  "import.read",
];

/**
 * Whether this viewer may. The system may everything; an API key by its scope: read = the reads, write = everything but
 * administration (it may answer for an assignee), admin = all.
 */
export function may(viewer: Viewer, permission: Permission, relation: Relation = "other"): boolean {
  switch (viewer.kind) {
    case "system":
    case "import":
      return true;
    case "api":
      if (viewer.scope === "admin") return true;
      if (viewer.scope === "read") return READS.includes(permission) || permission === "lead.export";
      return !["team.manage", "settings.manage", "lead.erase", "team.read", "audit.read"].includes(
        permission,
      );
    case "user":
      return roleMay(viewer.role, permission, relation);
    default:
      return assertNever(viewer);
  }
}

/** Whether this viewer may towards at least some things: what decides on menus and pages. */
export function mayAny(viewer: Viewer, permission: Permission): boolean {
  return may(viewer, permission, "own");
}
