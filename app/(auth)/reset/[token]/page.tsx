import type { Metadata } from "next";
import { AccountHeading } from "@/components/team/account-heading";
import { ResetForm } from "@/components/team/reset-form";
import { SpentLink } from "@/components/team/spent-link";
import { LinkButton } from "@/components/ui/link-button";
import { readClock } from "@/lib/platform/clock";
import { db } from "@/lib/platform/db/client";
import { resetByToken } from "@/lib/team/queries";

export const metadata: Metadata = { title: "New password" };

/** Where a reset link leads: a new password. */
export default async function ResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const reset = await resetByToken(db(), token, readClock());
  if (!reset)
    return (
      <SpentLink action={<LinkButton href="/forgot">Ask for a new one</LinkButton>}>
        It was used already, or its two hours are over.
      </SpentLink>
    );
  return (
    <>
      <AccountHeading title="Choose a new password">
        For <span className="font-medium text-text">{reset.email}</span>. Everywhere you are signed in, you
        will be signed out.
      </AccountHeading>
      <ResetForm token={token} email={reset.email} />
    </>
  );
}
