import { z } from "zod";
import { leadListQuery, leadOut } from "@/lib/leads/api";
import { upsertLead } from "@/lib/leads/commands/save";
import { NO_FILTER } from "@/lib/leads/filter";
import { leadOutOf, leadOut as readLead } from "@/lib/leads/queries/lead-out";
import { listLeads } from "@/lib/leads/queries/list";
import { leadInput } from "@/lib/leads/schema";
import { db } from "@/lib/platform/db/client";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads",
  group: "Leads",
  summary: "List leads",
  description: "Everything named must hold. Sorted by score unless told; leads in the bin are left out.",
  allow: "lead.read",
  query: z.object({ ...leadListQuery, ...pageQuery }),
  answer: pageOf(leadOut),
  statuses: [200],
  run: async ({ viewer }, { query }) => {
    const { stage, grade, owner, source, channel, profile, q, minScore, maxScore, sort, limit, cursor } =
      query;
    const filter = {
      ...NO_FILTER,
      stages: stage ?? [],
      grades: grade ?? [],
      owner: owner ?? null,
      source: source ?? null,
      channel: channel ?? null,
      profile: profile ?? null,
      q: q || null,
      minScore: minScore ?? null,
      maxScore: maxScore ?? null,
    };
    const page = await listLeads(db(), viewer, filter, { sort, limit, ...(cursor ? { after: cursor } : {}) });
    return { body: { data: page.data.map(leadOutOf), nextCursor: page.nextCursor } };
  },
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/leads",
  group: "Leads",
  summary: "Create a lead, or update the one with this e-mail or external id",
  description: "201 when it was made, 200 when it was there: what is told replaces, what is not told stays.",
  allow: "lead.create",
  body: leadInput,
  answer: leadOut,
  statuses: [201, 200],
  idempotent: true,
  run: async (caller, { body }) => {
    const { id, created } = await upsertLead(caller, body);
    return { status: created ? 201 : 200, body: await readLead(db(), caller.viewer, id) };
  },
});
