import { Stethoscope } from "lucide-react";
import type { Metadata } from "next";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { DoctorFinding } from "@/components/operations/doctor-finding";
import { SettingsHeader } from "@/components/team/settings-header";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { plural } from "@/components/ui/format";
import { Notice } from "@/components/ui/notice";
import { PageBody, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { askDoctor } from "@/lib/operations/actions";
import { type DoctorRunView, doctorView } from "@/lib/operations/queries/doctor";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";

export const metadata: Metadata = { title: "Doctor" };

export default async function DoctorPage() {
  const viewer = await requirePermission("settings.manage");
  const { runs, underWay } = await doctorView(db(), viewer);
  const [latest, ...earlier] = runs;
  return (
    <>
      <SettingsHeader
        viewer={viewer}
        current="doctor"
        description="Each night everything that is stored is held against what Baton promises: scores are recomputed a second way, histories followed, counts added up."
        actions={
          <form action={askDoctor}>
            <SubmitButton disabled={underWay}>{underWay ? "Examining…" : "Examine now"}</SubmitButton>
          </form>
        }
      />
      <PageBody className="flex flex-col gap-4">
        <LiveRefresh active={underWay} />
        {underWay && <Notice>An examination is under way; its result appears here.</Notice>}
        {latest ? (
          <LatestRun run={latest} />
        ) : (
          <EmptyState icon={<Stethoscope />} title="Not examined yet">
            The first examination runs tonight, or now if you ask for it.
          </EmptyState>
        )}
        {earlier.length > 0 && (
          <Panel title="Before" flush>
            <ul>
              {earlier.map((run) => (
                <li
                  key={run.id}
                  className="flex items-center justify-between gap-3 border-b border-line px-4 py-2 last:border-b-0"
                >
                  <RelativeTime at={run.startedAt.toISOString()} className="text-muted" />
                  <Verdict run={run} />
                </li>
              ))}
            </ul>
          </Panel>
        )}
      </PageBody>
    </>
  );
}

function Verdict({ run: { findings, promises } }: { run: DoctorRunView }) {
  return findings.length === 0 ? (
    <Badge tone="good">all {promises} promises hold</Badge>
  ) : (
    <Badge tone="bad">
      {findings.length} of {promises} broken
    </Badge>
  );
}

function LatestRun({ run }: { run: DoctorRunView }) {
  const seconds = Math.max(1, Math.round((run.finishedAt.getTime() - run.startedAt.getTime()) / 1_000));
  return (
    <Panel
      title={
        <>
          Examined <RelativeTime at={run.startedAt.toISOString()} />
        </>
      }
      actions={<Verdict run={run} />}
    >
      <p className="text-muted">
        {plural(run.promises, "promise")} in {plural(seconds, "second")}.{" "}
        {run.findings.length === 0
          ? "Nothing is wrong."
          : "Nothing was changed. Please report what you see here; a backup from before may help."}
      </p>
      {run.findings.length > 0 && (
        <ul className="mt-3 flex flex-col gap-3">
          {run.findings.map((finding) => (
            <DoctorFinding key={finding.id} finding={finding} />
          ))}
        </ul>
      )}
    </Panel>
  );
}
