import { z } from "zod";
import { undoImport } from "@/lib/imports/commands";
import { importAnswerOf, importView } from "@/lib/imports/queries/imports";
import { importAnswer } from "@/lib/imports/schema";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/imports/{id}/undo",
  group: "Imports",
  summary: "Undo an import in the background",
  description:
    "Removes what it made and restores what it changed, but for what somebody has worked on since: that stays and is listed under `undo.findings`. Answers at once; ask for the import until `undo.status` is done. Asking again changes nothing. 409 `conflict` for a dry run and for an import that still runs.",
  allow: "import.undo",
  params: z.object({ id: z.uuid() }),
  answer: importAnswer,
  statuses: [202],
  idempotent: true,
  run: async (caller, { params }) => {
    await undoImport(caller, params.id);
    return { body: importAnswerOf(await importView(db(), caller.viewer, params.id)) };
  },
});
