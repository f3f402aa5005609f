import { importAnswerOf, importView } from "@/lib/imports/queries/imports";
import { importAnswer } from "@/lib/imports/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/imports/{id}",
  group: "Imports",
  summary: "One import: its progress, counts and findings",
  allow: "import.read",
  params: idShape,
  answer: importAnswer,
  statuses: [200],
  run: async ({ viewer }, { params }) => ({
    body: importAnswerOf(await importView(db(), viewer, params.id)),
  }),
});
