import type { Metadata } from "next";
import { InvitationList } from "@/components/team/invitation-list";
import { InviteForm } from "@/components/team/invite-form";
import { PeopleTable } from "@/components/team/people-table";
import { SettingsHeader } from "@/components/team/settings-header";
import { plural } from "@/components/ui/format";
import { PageBody, Panel } from "@/components/ui/page";
import { requirePermission } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { dayOf } from "@/lib/shared/day";
import { mayAny } from "@/lib/team/permissions";
import { openInvitations, users, workspace } from "@/lib/team/queries";

export const metadata: Metadata = { title: "People" };

/** Who is here, who is invited. */
export default async function PeoplePage() {
  const viewer = await requirePermission("team.read");
  const mayEdit = mayAny(viewer, "team.manage");
  const now = readClock();
  const [{ timeZone }, people, invitations] = await Promise.all([
    workspace(db()),
    users(db(), viewer),
    mayEdit ? openInvitations(db(), viewer) : [],
  ]);
  return (
    <>
      <SettingsHeader viewer={viewer} current="people" />
      <PageBody className="flex flex-col gap-4">
        {mayEdit && (
          <Panel title="Invite somebody">
            <InviteForm sendsMail={env().mail !== null} />
          </Panel>
        )}
        {invitations.length > 0 && (
          <Panel title={plural(invitations.length, "open invitation")} flush>
            <InvitationList invitations={invitations} now={now} />
          </Panel>
        )}
        <Panel
          title={plural(people.filter((person) => person.active).length, "active person", "active people")}
          flush
        >
          <PeopleTable people={people} today={dayOf(now, timeZone)} mayEdit={mayEdit} />
        </Panel>
      </PageBody>
    </>
  );
}
