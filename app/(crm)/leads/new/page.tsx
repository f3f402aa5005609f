import type { Metadata } from "next";
import { AddLeadForm } from "@/components/leads/add-lead-form";
import { PageBody, PageHeader } from "@/components/ui/page";
import { companyChoices, leadChoices } from "@/lib/leads/queries/choices";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Add a lead" };

/** A lead by hand. */
export default async function AddLeadPage() {
  const viewer = await requirePermission("lead.create");
  const [choices, companies, { currency }] = await Promise.all([
    leadChoices(db(), viewer),
    companyChoices(db(), viewer),
    workspace(db()),
  ]);
  return (
    <>
      <PageHeader title="Add a lead" />
      <PageBody>
        <AddLeadForm choices={choices} companies={companies} currency={currency} />
      </PageBody>
    </>
  );
}
