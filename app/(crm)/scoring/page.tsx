import type { Metadata } from "next";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { CitableProfiles } from "@/components/scoring/editor/citation-field";
import { ScoringEditor } from "@/components/scoring/editor/scoring-editor";
import { ScoringTabs } from "@/components/scoring/scoring-tabs";
import { VersionActions } from "@/components/scoring/version-actions";
import { VersionDetail } from "@/components/scoring/version-detail";
import { VersionTable } from "@/components/scoring/version-table";
import { count, plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PageBody, PageHeader } from "@/components/ui/page";
import { citableProfiles } from "@/lib/buyer-profiles/queries/profiles";
import { REQUIRED_FIELD_LABEL } from "@/lib/definitions/definition";
import { definitionInForce } from "@/lib/definitions/queries";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { toPreviewOut } from "@/lib/scoring/api";
import { differences } from "@/lib/scoring/diff";
import {
  draft,
  type ModelInForce,
  type ModelVersion,
  modelInForce,
  modelVersion,
  modelVersions,
  outdatedScores,
} from "@/lib/scoring/queries/models";
import { pinnedLeadIds, previewDraft } from "@/lib/scoring/queries/preview";
import { promotableCount } from "@/lib/scoring/queries/promotable";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { activityTypes } from "@/lib/tracking/queries";

export const metadata: Metadata = { title: "Scoring" };

/** How leads are scored: the draft with what it would do, and every version that was. */
export default async function ScoringPage({ searchParams }: PageProps<"/scoring">) {
  const viewer = await requirePermission("scoring.read");
  const { tab, version } = await searchParams;
  const [inForce, versions] = await Promise.all([modelInForce(db()), modelVersions(db(), viewer)]);
  const chosen = versions.find((candidate) => String(candidate.version) === version) ?? null;
  const showsVersions = tab === "versions" || version !== undefined;
  const [outdated, promotable] = await Promise.all([
    outdatedScores(db(), viewer, inForce.version),
    promotableCount(db(), viewer),
  ]);
  const newest = versions[0];
  return (
    <>
      <PageHeader
        title="Scoring"
        description={`${inForce.document.name}, version ${inForce.version}${newest?.publishedBy ? `, published by ${newest.publishedBy}` : ""}`}
        actions={
          <>
            <LinkButton href="/scoring/exclusions" size="sm">
              What does not count
            </LinkButton>
            <LinkButton href="/scoring/hand" size="sm">
              Score by hand
            </LinkButton>
            <LinkButton href="/scoring/calibrate" size="sm">
              Calibrate from outcomes
            </LinkButton>
          </>
        }
        tabs={<ScoringTabs current={showsVersions ? "versions" : "model"} />}
      />
      <LiveRefresh active={outdated > 0} />
      {outdated > 0 && (
        <Notice className="mx-4 my-3 md:mx-6">
          Scoring leads under version {inForce.version}: {count(outdated)} to go. Until then lists show their
          last score.
        </Notice>
      )}
      {outdated === 0 && promotable > 0 && (
        <Notice
          className="mx-4 my-3 md:mx-6"
          action={
            <LinkButton href="/scoring/promote" size="sm">
              Look through them
            </LinkButton>
          }
        >
          {plural(promotable, "lead meets", "leads meet")} the MQL line without being MQL.
        </Notice>
      )}
      {showsVersions ? (
        <Versions viewer={viewer} versions={versions} chosen={chosen} inForce={inForce} />
      ) : (
        <Editor viewer={viewer} inForce={inForce} />
      )}
    </>
  );
}

async function Editor({ viewer, inForce }: { viewer: Viewer; inForce: ModelInForce }) {
  const [current, leadIds, types, profiles, definition] = await Promise.all([
    draft(db(), viewer),
    pinnedLeadIds(db(), viewer),
    activityTypes(db()),
    citableProfiles(db(), viewer),
    definitionInForce(db()),
  ]);
  const preview = await previewDraft(db(), viewer, current.document, { leadIds, now: readClock() });
  return (
    <CitableProfiles profiles={profiles}>
      <ScoringEditor
        // A new version begins with an editor of its own.
        key={inForce.version}
        draft={{ document: current.document, revision: current.revision }}
        published={inForce}
        firstPreview={toPreviewOut(preview)}
        types={types.map(({ key, label }) => ({ key, label }))}
        approver={viewer.name}
        required={definition.document.mql.requiredFields.map((field) => REQUIRED_FIELD_LABEL[field])}
        editable={may(viewer, "scoring.edit")}
      />
    </CitableProfiles>
  );
}

async function Versions({
  viewer,
  versions,
  chosen,
  inForce,
}: {
  viewer: Viewer;
  versions: readonly ModelVersion[];
  chosen: ModelVersion | null;
  inForce: ModelInForce;
}) {
  const shown = chosen ?? versions[0];
  if (!shown) return null;
  const [types, { currency }] = await Promise.all([activityTypes(db()), workspace(db())]);
  const [version, before] = await Promise.all([
    modelVersion(db(), viewer, shown.version),
    shown.basedOn === null ? null : modelVersion(db(), viewer, shown.basedOn),
  ]);
  const vocabulary = {
    typeLabel: (key: string) => types.find((type) => type.key === key)?.label ?? key,
    currency,
  };
  return (
    <PageBody wide className="grid gap-8 pt-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="-mx-4 min-w-0 md:-mx-6 xl:mr-0">
        <VersionTable versions={versions} chosen={shown.version} />
      </div>
      <VersionDetail
        version={version}
        before={before?.document ?? null}
        inForce={inForce}
        vocabulary={vocabulary}
        actions={
          may(viewer, "scoring.edit") && !version.inForce ? (
            <VersionActions
              key={version.version}
              version={version.version}
              document={version.document}
              nextVersion={inForce.version + 1}
              approver={viewer.name}
              changes={differences(inForce.document, version.document, vocabulary)}
            />
          ) : null
        }
      />
    </PageBody>
  );
}
