import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { people } from "@/lib/team/queries";
import { ROLES } from "@/lib/team/roles";

const person = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    team: z.string().nullable(),
  })
  .meta({ id: "Person" });

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/users",
  summary: "List the active people",
  description: "Whoever can own leads or be given handoffs. There are few: the list is one page.",
  group: "Workspace",
  allow: "lead.read",
  answer: z.object({ data: z.array(person), nextCursor: z.null() }),
  statuses: [200],
  run: async ({ viewer }) => ({ body: { data: await people(db(), viewer), nextCursor: null } }),
});
