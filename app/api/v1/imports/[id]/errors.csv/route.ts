import { errorFile } from "@/lib/imports/queries/errors";
import { importView } from "@/lib/imports/queries/imports";
import { db } from "@/lib/platform/db/client";
import { defineRoute } from "@/lib/platform/web/route";
import { idShape } from "@/lib/platform/web/shapes";
import { csvDownload } from "@/lib/platform/web/stream";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/imports/{id}/errors.csv",
  group: "Imports",
  summary: "The rows that were not taken, with their line and what was wrong",
  description: "The original columns and two more. Repaired, the file can be imported again.",
  allow: "import.read",
  params: idShape,
  statuses: [200],
  produces: "text/csv",
  run: async ({ viewer }, { params }) => {
    const { fileName } = await importView(db(), viewer, params.id);
    return csvDownload(`${fileName.replace(/\.\w+$/, "")}-errors.csv`, errorFile(viewer, params.id));
  },
});
