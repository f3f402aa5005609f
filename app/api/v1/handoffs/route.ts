import { z } from "zod";
import { handoffList } from "@/lib/handoffs/queries/list";
import { handoffFilter, handoffOut } from "@/lib/handoffs/schema";
import { db } from "@/lib/platform/db/client";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/handoffs",
  group: "Handoffs",
  summary: "List handoffs, newest first",
  allow: "handoff.read",
  query: z.object({ ...handoffFilter, ...pageQuery }),
  answer: pageOf(handoffOut),
  statuses: [200],
  run: async ({ viewer }, { query }) => ({ body: await handoffList(db(), viewer, query) }),
});
