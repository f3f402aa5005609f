import type { Metadata } from "next";
import { AcceptInvitationForm } from "@/components/team/accept-invitation-form";
import { AccountHeading } from "@/components/team/account-heading";
import { ROLE_MEANING } from "@/components/team/roles";
import { SpentLink } from "@/components/team/spent-link";
import { LinkButton } from "@/components/ui/link-button";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { invitationByToken, workspaceOrNull } from "@/lib/team/queries";
import { ROLE_LABEL } from "@/lib/team/roles";

export const metadata: Metadata = { title: "Invitation" };

/** Where an invitation leads: a name and a password of one's own. */
export default async function InvitationPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [invitation, workspace] = await Promise.all([
    invitationByToken(db(), token, readClock()),
    workspaceOrNull(db()),
  ]);
  if (!invitation || !workspace)
    return (
      <SpentLink action={<LinkButton href="/sign-in">To sign-in</LinkButton>}>
        It was used already, taken back, or its seven days are over. Ask whoever invited you for a new one.
      </SpentLink>
    );
  return (
    <>
      <AccountHeading title={`Join ${workspace.name}`}>
        You are invited as <span className="font-medium text-text">{ROLE_LABEL[invitation.role]}</span> with{" "}
        <span className="font-medium text-text">{invitation.email}</span>. {ROLE_MEANING[invitation.role]}
      </AccountHeading>
      <AcceptInvitationForm token={token} email={invitation.email} name={invitation.name ?? ""} />
    </>
  );
}
