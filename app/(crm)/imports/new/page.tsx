import type { Metadata } from "next";
import { UploadForm } from "@/components/imports/upload-form";
import { PageBody, PageHeader } from "@/components/ui/page";
import { GENERIC } from "@/lib/imports/presets";
import { allPresets } from "@/lib/imports/queries/presets";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";

export const metadata: Metadata = { title: "Import a file" };

/** A file to bring in: it is tried out before anything is written. */
export default async function NewImportPage() {
  await requirePermission("import.run");
  const presets = await allPresets(db());
  return (
    <>
      <PageHeader
        title="Import a file"
        description="Leads with their companies, activities and stage history, as CSV in any usual encoding. The file is tried out first; nothing is stored until you say so."
      />
      <PageBody>
        <UploadForm
          presets={[
            ...presets.map(({ key, label }) => ({ key, label })),
            { key: GENERIC, label: "Guess from the column names" },
          ]}
        />
      </PageBody>
    </>
  );
}
