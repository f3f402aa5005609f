import type { Role } from "./roles";

/** The screen on which each role's day begins. */
export const HOME: Record<Role, string> = {
  admin: "/leads",
  marketer: "/leads",
  rep: "/inbox",
  manager: "/funnel",
  viewer: "/funnel",
};
