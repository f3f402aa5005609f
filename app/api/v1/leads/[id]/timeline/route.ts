import { z } from "zod";
import { requirePresent } from "@/lib/leads/queries/present";
import { TIMELINE_KINDS, timeline } from "@/lib/leads/queries/timeline";
import { db } from "@/lib/platform/db/client";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

/** Every kind has these; the rest depends on the kind. */
const entry = z
  .looseObject({
    id: z.string(),
    kind: z.enum(TIMELINE_KINDS),
    at: z.iso.datetime(),
    actor: z.string().nullable(),
    title: z.string(),
  })
  .meta({ id: "TimelineEntry" });

const kinds = z
  .string()
  .transform((text) => text.split(","))
  .pipe(z.array(z.enum(TIMELINE_KINDS)))
  .meta({ description: `Only these kinds, separated by commas: ${TIMELINE_KINDS.join(", ")}` });

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/leads/{id}/timeline",
  group: "Leads",
  summary: "All that happened to or with a lead, newest first",
  allow: "lead.read",
  params: idShape,
  query: z.object({ kind: kinds.optional(), ...pageQuery }),
  answer: pageOf(entry),
  statuses: [200],
  run: async ({ viewer }, { params, query }) => {
    const { kind, limit, cursor } = query;
    await requirePresent(db(), viewer, params.id);
    return {
      body: await timeline(db(), viewer, params.id, { limit, cursor, kinds: kind }),
    };
  },
});
