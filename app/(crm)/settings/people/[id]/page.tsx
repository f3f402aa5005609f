import { ChevronLeft } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { AccessForm, ResetLinkForm, RoleForm, WorkloadForm } from "@/components/team/person-forms";
import { SettingsHeader } from "@/components/team/settings-header";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { PageBody, Panel } from "@/components/ui/page";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { orNotFound } from "@/lib/platform/web/not-found";
import { salesCapacity } from "@/lib/scoring/queries/backtest/capacity";
import { userById, workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";

export const metadata: Metadata = { title: "Person" };

/** One person: role, workload, access. */
export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requirePermission("team.manage");
  const { id } = await params;
  const person = await orNotFound(userById(db(), viewer, id));
  const shownDaily = person.role === "rep" ? await shownDailyOf(viewer, id) : null;
  return (
    <>
      <SettingsHeader viewer={viewer} current="people" />
      <PageBody>
        <Link
          href="/settings/people"
          className="mb-3 inline-flex items-center gap-0.5 text-xs text-muted hover:text-text"
        >
          <ChevronLeft aria-hidden className="size-3.5" />
          People
        </Link>
        <div className="mb-4 flex items-center gap-2.5">
          <Avatar name={person.name} size="md" />
          <div>
            <h2 className="flex items-center gap-2 text-base">
              <bdi>{person.name}</bdi>
              {!person.active && <Badge>inactive</Badge>}
            </h2>
            <p className="text-xs text-muted">{person.email}</p>
          </div>
        </div>
        <div className="grid items-start gap-4 md:grid-cols-2">
          <Panel title="Role">
            <RoleForm id={person.id} role={person.role} />
          </Panel>
          <Panel title="Routing">
            <WorkloadForm
              id={person.id}
              capacity={person.capacity}
              dailyCapacity={person.dailyCapacity}
              shownDaily={shownDaily}
              team={person.team}
              absentUntil={person.absentUntil}
            />
          </Panel>
          {person.active && (
            <Panel title="Password">
              <ResetLinkForm id={person.id} name={person.name} />
            </Panel>
          )}
          <Panel title="Access">
            <AccessForm id={person.id} name={person.name} active={person.active} />
          </Panel>
        </div>
      </PageBody>
    </>
  );
}

/** "5, as their answers of the last 90 days have shown"; null where answers are too few. */
async function shownDailyOf(viewer: Viewer, id: string): Promise<string | null> {
  const { timeZone: zone } = await workspace(db());
  const { people, perRep } = await salesCapacity(db(), viewer, { now: readClock(), zone });
  const shown = people.find((rep) => rep.id === id)?.shown ?? null;
  if (shown !== null) return `${shown}, as their answers of the last 90 days have shown`;
  return perRep === null ? null : `${perRep}, as reps have shown together in the last 90 days`;
}
