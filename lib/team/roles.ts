export const ROLES = ["admin", "marketer", "rep", "manager", "viewer"] as const;

export type Role = (typeof ROLES)[number];

export const ROLE_LABEL: Record<Role, string> = {
  admin: "Admin",
  marketer: "Marketer",
  rep: "Sales rep",
  manager: "Manager",
  viewer: "Viewer",
};
