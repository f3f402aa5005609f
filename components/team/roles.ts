import type { Role } from "@/lib/team/roles";

/** What each role does here, in one line. */
export const ROLE_MEANING: Record<Role, string> = {
  admin: "Sets Baton up: people, rules, keys, data.",
  marketer: "Owns leads until they are handed over; shapes scoring.",
  rep: "Answers handoffs and works accepted leads.",
  manager: "Watches the pass between both teams; may step in.",
  viewer: "Reads leads and figures, changes nothing.",
};
