import type { Metadata } from "next";
import { ContinueImport } from "@/components/imports/continue-import";
import { ImportProgress } from "@/components/imports/import-progress";
import { CountTiles, EndNotice, FindingNotes, ProblemTable } from "@/components/imports/import-result";
import { MappingForm } from "@/components/imports/mapping-form";
import { PreviewTable } from "@/components/imports/preview-table";
import { RowList } from "@/components/imports/row-list";
import { SaveMapping } from "@/components/imports/save-mapping";
import { UndoImport } from "@/components/imports/undo-import";
import { UndoResult } from "@/components/imports/undo-result";
import { UnmatchedPeople } from "@/components/imports/unmatched-people";
import { fileSize, statusTone, statusWord } from "@/components/imports/words";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { type ImportView, importView } from "@/lib/imports/queries/imports";
import { presetLabels } from "@/lib/imports/queries/presets";
import { previewOf } from "@/lib/imports/queries/preview";
import { settledRows } from "@/lib/imports/queries/rows";
import { undoForecast } from "@/lib/imports/queries/undo";
import { VERDICTS } from "@/lib/imports/report";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { orNotFound } from "@/lib/platform/web/not-found";
import { mayAny } from "@/lib/team/permissions";
import { people } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";

export const metadata: Metadata = { title: "Import" };

/** One file: tried out, mapped, run, and what came of it. */
export default async function ImportPage({ params, searchParams }: PageProps<"/imports/[id]">) {
  const viewer = await requirePermission("import.read");
  const { id } = await params;
  const { rows, after, undo } = await searchParams;
  const [view, labels] = await Promise.all([orNotFound(importView(db(), viewer, id)), presetLabels(db())]);
  const mayRun = mayAny(viewer, "import.run");
  const isRunning = view.status === "queued" || view.status === "running";
  const hasStopped = view.status === "cancelled" || view.status === "failed";
  const mayUndo = mayAny(viewer, "import.undo") && !view.dryRun && !isRunning && view.undo === null;
  const verdict = VERDICTS.find((each) => each === rows);
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-2">
            <span className="min-w-0 truncate">{view.fileName}</span>
            <Badge tone={statusTone(view)}>{statusWord(view)}</Badge>
          </span>
        }
        description={`${fileSize(view.fileBytes)}${view.preset ? ` · ${labels.get(view.preset) ?? view.preset}` : ""}${view.createdBy ? ` · by ${view.createdBy}` : ""}`}
        actions={
          <>
            {mayRun && hasStopped && !view.dryRun && !view.undo && <ContinueImport importId={view.id} />}
            {mayUndo && undo !== "ask" && (
              <LinkButton href={`/imports/${view.id}?undo=ask`} look="secondary" size="sm">
                Undo…
              </LinkButton>
            )}
            <LinkButton href="/imports" look="ghost" size="sm">
              All imports
            </LinkButton>
          </>
        }
      />
      <PageBody wide className="max-w-6xl space-y-4">
        <EndNotice view={view} />
        {view.undo && <UndoResult undo={view.undo} />}
        {mayUndo && undo === "ask" && (
          <UndoImport importId={view.id} forecast={await undoForecast(viewer, view.id)} />
        )}
        {isRunning && (
          <ImportProgress
            importId={view.id}
            dryRun={view.dryRun}
            rowsDone={view.rowsDone}
            rowsTotal={view.rowsTotal}
            failed={view.counts.failed}
            mayStop={mayRun}
          />
        )}
        {view.rowsDone > 0 && (
          <>
            <CountTiles view={view} />
            <FindingNotes view={view} />
          </>
        )}
        {verdict && <Rows viewer={viewer} importId={view.id} verdict={verdict} after={rowNumber(after)} />}
        {!isRunning && <Findings view={view} viewer={viewer} />}
        {view.dryRun && !isRunning && mayRun && view.plan && (
          <Plan view={view} viewer={viewer} plan={view.plan} />
        )}
      </PageBody>
    </>
  );
}

async function Rows({
  viewer,
  importId,
  verdict,
  after,
}: {
  viewer: Viewer;
  importId: string;
  verdict: (typeof VERDICTS)[number];
  after: number;
}) {
  const { rows, next } = await settledRows(viewer, importId, verdict, after);
  return <RowList importId={importId} verdict={verdict} rows={rows} next={next} />;
}

async function Findings({ view, viewer }: { view: ImportView; viewer: Viewer }) {
  const { unmatched, moreUnmatched } = view.findings;
  const users = unmatched.length > 0 ? await people(db(), viewer) : [];
  const owners = (view.plan?.mapping.columns ?? []).flatMap(({ to }) =>
    to.kind === "owner" ? [to.keepAs] : [],
  );
  return (
    <>
      <ProblemTable view={view} />
      <UnmatchedPeople
        people={unmatched}
        more={moreUnmatched}
        users={users}
        owners={owners}
        mayInvite={mayAny(viewer, "team.manage")}
        mayGive={mayAny(viewer, "import.run") && !view.dryRun}
      />
    </>
  );
}

async function Plan({
  view,
  viewer,
  plan,
}: {
  view: ImportView;
  viewer: Viewer;
  plan: NonNullable<ImportView["plan"]>;
}) {
  const preview = await previewOf(viewer, view.id);
  if (!preview) return null;
  const { created, updated, unchanged } = view.counts;
  return (
    <>
      <PreviewTable rows={preview.rows} />
      <MappingForm
        // Every run starts the form afresh: what it shows is what was tried out last.
        key={view.startedAt ?? view.id}
        importId={view.id}
        columns={preview.columns}
        missing={preview.missing}
        activityTypes={preview.activityTypes}
        mapping={plan.mapping}
        options={plan.options}
        takes={view.status === "done" ? created + updated + unchanged : null}
      />
      <SaveMapping importId={view.id} />
    </>
  );
}

/** The row a list goes on after; what is no row number means the first. */
const rowNumber = (text: unknown): number =>
  typeof text === "string" && /^\d{1,9}$/.test(text) ? Number(text) : 0;
