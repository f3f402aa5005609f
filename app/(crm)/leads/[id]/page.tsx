import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { InterestsPanel } from "@/components/assets/interests-panel";
import { LeadProfiles } from "@/components/buyer-profiles/lead-profiles";
import { ActivityForm } from "@/components/leads/record/activity-form";
import { FactsPanel } from "@/components/leads/record/facts-panel";
import { MovesBar } from "@/components/leads/record/moves-bar";
import { OpportunityPanel } from "@/components/leads/record/opportunity-panel";
import { PassPanel } from "@/components/leads/record/pass-panel";
import { QualificationPanel } from "@/components/leads/record/qualification-panel";
import { RecordHeader } from "@/components/leads/record/record-header";
import { RestoreNotice } from "@/components/leads/record/restore-notice";
import { TimelinePanel } from "@/components/leads/record/timeline-panel";
import { ScorePanel } from "@/components/scoring/score-panel";
import { Notice } from "@/components/ui/notice";
import { leadInterests } from "@/lib/assets/queries";
import { leadProfiles } from "@/lib/buyer-profiles/queries/matches";
import { leadChoices } from "@/lib/leads/queries/choices";
import { movesOf, moveTerms } from "@/lib/leads/queries/moves";
import { leadRecord } from "@/lib/leads/queries/record";
import { type TimelineKind, timeline } from "@/lib/leads/queries/timeline";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { scorePanel } from "@/lib/scoring/queries/scores";
import { type Day, dayOf, isDay } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import { activityTypes } from "@/lib/tracking/queries";

const FIRST_PAGE = 40;

/** What the timeline can be narrowed to. */
const SHOWN: readonly { key: string; label: string; kinds: readonly TimelineKind[] }[] = [
  { key: "all", label: "All", kinds: [] },
  { key: "activities", label: "Activities", kinds: ["activity"] },
  { key: "notes", label: "Notes", kinds: ["note"] },
  { key: "stages", label: "Stages", kinds: ["transition"] },
  { key: "handoffs", label: "Handoffs", kinds: ["handoff"] },
  { key: "changes", label: "Changes", kinds: ["edit", "answer", "adjustment"] },
];

/** Title and page ask for the same lead: one read serves both. */
const leadOf = cache(async (id: string) => leadRecord(db(), await requirePermission("lead.read"), id));

export async function generateMetadata({ params }: PageProps<"/leads/[id]">): Promise<Metadata> {
  return { title: (await leadOf((await params).id))?.name ?? "Lead" };
}

/** Everything about one lead: facts at the left, what happened in the middle, score and pass at the right. */
export default async function LeadPage({ params, searchParams }: PageProps<"/leads/[id]">) {
  const viewer = await requirePermission("lead.read");
  const [{ id }, { show, found, on, vs, vsModel }] = await Promise.all([params, searchParams]);
  const lead = await leadOf(id);
  if (!lead) notFound();
  const shown = SHOWN.find(({ key }) => key === show) ?? SHOWN[0]!;
  const now = readClock();
  const dayIn = (value: string | string[] | undefined) =>
    typeof value === "string" && isDay(value) ? value : undefined;
  const asked = dayIn(on);
  const versus =
    vs === undefined && vsModel === undefined
      ? null
      : { on: dayIn(vs), version: Number.parseInt(String(vsModel), 10) };
  const [{ timeZone, currency }, score, profiles, interests, terms, first, types, choices] =
    await Promise.all([
      workspace(db()),
      scorePanel(db(), viewer, id, { on: asked, now, versus }),
      leadProfiles(db(), viewer, id, { on: asked, now }),
      leadInterests(db(), viewer, id, { on: asked, now }),
      moveTerms(db()),
      timeline(db(), viewer, id, { limit: FIRST_PAGE, kinds: shown.kinds }),
      activityTypes(db()),
      leadChoices(db(), viewer),
    ]);
  const today = dayOf(now, timeZone);
  const { relation, pass } = lead;
  const mayEdit = may(viewer, "lead.edit", relation) && !lead.binned;
  const pending = pass?.handoff?.status === "pending" ? pass.handoff : null;
  const rights = {
    answer:
      pending !== null && may(viewer, "handoff.answer", pending.assignee?.id === viewer.id ? "own" : "other"),
    handOver: may(viewer, "handoff.open", relation) && !lead.binned,
    reassign: may(viewer, "handoff.reassign", relation),
    withdraw: may(viewer, "handoff.withdraw", relation),
    bin: may(viewer, "lead.bin", relation) && !lead.binned,
  };
  const filters = SHOWN.map(({ key, label }) => ({
    key,
    label,
    href: hrefOf(id, key, asked ?? null),
    current: key === shown.key,
  }));
  return (
    <article className="flex flex-1 flex-col">
      <RecordHeader
        lead={lead}
        zone={timeZone}
        moves={
          <MovesBar
            lead={lead}
            moves={movesOf(viewer, lead)}
            rights={rights}
            terms={terms}
            reps={choices.reps}
            currency={currency}
            today={today}
          />
        }
      />
      <div className="space-y-2 px-4 md:px-6">
        {lead.binned && <RestoreNotice leadId={id} mayRestore={may(viewer, "lead.bin", relation)} />}
        {found === "1" && (
          <Notice className="mt-3">
            This person was known already. What you entered was added to this lead.
          </Notice>
        )}
      </div>
      <div className="grid flex-1 lg:grid-cols-[19rem_minmax(0,1fr)] lg:max-xl:grid-rows-[auto_1fr] xl:grid-cols-[20rem_minmax(0,1fr)_23rem]">
        <div className="px-4 py-5 max-lg:order-3 max-lg:border-t max-lg:border-line md:px-6 lg:border-r lg:border-line lg:pr-4 lg:max-xl:row-span-2">
          <FactsPanel key={id} lead={lead} people={choices.people} currency={currency} editable={mayEdit} />
        </div>
        <div className="space-y-4 px-4 py-5 md:px-6 lg:max-xl:col-start-2 xl:order-3 xl:border-l xl:border-line xl:px-5">
          <ScorePanel
            view={score}
            hrefOn={(day) => hrefOf(id, shown.key, day)}
            keep={shown.key === "all" ? {} : { show: shown.key }}
            mayAdjust={may(viewer, "score.adjust", relation) && !lead.binned}
          />
          <LeadProfiles profiles={profiles} />
          <InterestsPanel view={interests} now={now} zone={timeZone} />
          {pass?.opportunity && <OpportunityPanel opportunity={pass.opportunity} today={today} />}
          {pass && <PassPanel pass={pass} />}
          {pass && (
            <QualificationPanel
              leadId={id}
              terms={terms}
              answers={pass.answers}
              editable={mayEdit && pass.closedAt === null}
            />
          )}
        </div>
        <div className="min-w-0 px-4 py-5 max-xl:border-t max-xl:border-line md:px-6 lg:max-xl:col-start-2 xl:order-2">
          <TimelinePanel
            key={`${id}:${shown.key}`}
            leadId={id}
            first={first}
            filters={filters}
            kinds={shown.kinds}
            mayExclude={may(viewer, "activity.exclude", relation) && !lead.binned}
            form={
              may(viewer, "activity.log", relation) && !lead.binned ? (
                <ActivityForm leadId={id} types={types} today={today} firstType={firstTypeOf(viewer.role)} />
              ) : null
            }
          />
        </div>
      </div>
    </article>
  );
}

/** The page's address: one kind of the timeline, the score of one day (null: today). */
function hrefOf(id: string, show: string, on: Day | null): string {
  const query = new URLSearchParams({
    ...(show === "all" ? {} : { show }),
    ...(on ? { on } : {}),
  }).toString();
  return `/leads/${id}${query ? `?${query}` : ""}`;
}

/** What each side logs most. */
const firstTypeOf = (role: string): string => (role === "marketer" ? "page_viewed" : "call_made");
