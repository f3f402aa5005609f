import type { Metadata } from "next";
import { LoadSample } from "@/components/team/load-sample";
import { RemoveSample } from "@/components/team/remove-sample";
import { SettingsHeader } from "@/components/team/settings-header";
import { WorkspaceForm } from "@/components/team/workspace-form";
import { Fact, Facts, PageBody, Panel } from "@/components/ui/page";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Workspace" };

/** The workspace's name and its sample. */
export default async function WorkspacePage({ searchParams }: PageProps<"/settings/workspace">) {
  const viewer = await requirePermission("settings.manage");
  const { remove } = await searchParams;
  const { name, timeZone, currency, sampleLoadedAt } = await workspace(db());
  return (
    <>
      <SettingsHeader viewer={viewer} current="workspace" />
      <PageBody className="grid items-start gap-4 md:grid-cols-2">
        <Panel title="Workspace">
          <WorkspaceForm name={name} />
        </Panel>
        <Panel title="Counted in">
          <Facts>
            <Fact label="Time zone">{timeZone.replaceAll("_", " ")}</Fact>
            <Fact label="Currency">{currency}</Fact>
          </Facts>
          <p className="mt-3 text-pretty text-muted">
            Days, scores and amounts that are stored rest on these. They were chosen at set-up and stay.
          </p>
        </Panel>
        <Panel title="Sample workspace">
          {sampleLoadedAt ? (
            <RemoveSample loadedAt={sampleLoadedAt.toISOString()} asked={remove === "sample"} />
          ) : (
            <>
              <p className="mb-3 text-pretty text-muted">
                A story to look around in: seven people, about 400 leads and what became of them in 120 days.
              </p>
              <LoadSample />
            </>
          )}
        </Panel>
      </PageBody>
    </>
  );
}
