import { Ban } from "lucide-react";
import type { Metadata } from "next";
import { EffectPanel } from "@/components/exclusions/effect-panel";
import { ExcludeForm } from "@/components/exclusions/exclude-form";
import { ExclusionList } from "@/components/exclusions/exclusion-list";
import { exclusionWords } from "@/components/exclusions/exclusion-words";
import { PatternForm, type PatternValues } from "@/components/exclusions/pattern-form";
import { LiveRefresh } from "@/components/imports/live-refresh";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageBody, PageHeader } from "@/components/ui/page";
import { patternWords } from "@/lib/exclusions/exclusion";
import { effectOfExclusion, effectOfPattern } from "@/lib/exclusions/queries/effect";
import { type ExclusionView, exclusions, sourcesOf } from "@/lib/exclusions/queries/exclusions";
import { patternInput } from "@/lib/exclusions/schema";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { activityTypes } from "@/lib/tracking/queries";

export const metadata: Metadata = { title: "What does not count" };

const ASKED = ["field", "test", "value", "activityType", "from", "to"] as const;

/** Bots, own tests, broken sources: what does not count towards scores, and what taking it out changes. */
export default async function ExclusionsPage({ searchParams }: PageProps<"/scoring/exclusions">) {
  const viewer = await requirePermission("scoring.read");
  const told = await searchParams;
  const [{ timeZone }, known, sources, types] = await Promise.all([
    workspace(db()),
    exclusions(db(), viewer),
    sourcesOf(db(), viewer),
    activityTypes(db()),
  ]);
  const chosen = known.find(({ id }) => id === told.id) ?? null;
  const values: PatternValues = Object.fromEntries(
    ASKED.flatMap((name) => (typeof told[name] === "string" && told[name] ? [[name, told[name]]] : [])),
  );
  const asked = values.value === undefined ? null : patternInput.safeParse(values);
  const errors = Object.fromEntries(
    (asked?.error?.issues ?? []).map(({ path, message }) => [String(path[0] ?? "value"), message]),
  );
  const editable = may(viewer, "activity.exclude");
  return (
    <>
      <LiveRefresh active={known.some(({ settled }) => !settled)} />
      <PageHeader
        title="What does not count"
        description="Bots, own tests, a source that sent nonsense: excluded activities stay in the timeline, and every score is worked out without them, also of past days."
        actions={
          <LinkButton href="/scoring" look="ghost" size="sm">
            Back to scoring
          </LinkButton>
        }
      />
      <PageBody wide className="max-w-5xl space-y-4">
        <PatternForm
          key={JSON.stringify(values)}
          values={values}
          errors={errors}
          sources={sources}
          types={types}
        />
        {asked?.success && (
          <EffectPanel
            effect={await effectOfPattern(db(), viewer, asked.data)}
            zone={timeZone}
            title={`If ${patternWords(asked.data)} did not count`}
            proposed
          >
            {editable && <ExcludeForm values={values} />}
          </EffectPanel>
        )}
        {chosen && !asked && <Chosen viewer={viewer} exclusion={chosen} zone={timeZone} />}
        {known.length === 0 ? (
          <EmptyState icon={<Ban />} title="Everything counts">
            Say above what excluded activities look like, or take single ones out in a lead’s timeline.
          </EmptyState>
        ) : (
          <ExclusionList exclusions={known} chosen={chosen?.id ?? null} zone={timeZone} mayLift={editable} />
        )}
      </PageBody>
    </>
  );
}

async function Chosen({
  viewer,
  exclusion,
  zone,
}: {
  viewer: Viewer;
  exclusion: ExclusionView;
  zone: string;
}) {
  return (
    <EffectPanel
      effect={await effectOfExclusion(db(), viewer, exclusion.id)}
      zone={zone}
      title={exclusionWords(exclusion, zone)}
      proposed={exclusion.liftedAt !== null}
    />
  );
}
