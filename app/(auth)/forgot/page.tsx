import type { Metadata } from "next";
import Link from "next/link";
import { AccountHeading } from "@/components/team/account-heading";
import { ForgotForm } from "@/components/team/forgot-form";
import { Notice } from "@/components/ui/notice";
import { env } from "@/lib/platform/env";

export const metadata: Metadata = { title: "Forgotten password" };

/** Asks for a link to a new password; answers the same whoever asks. */
export default async function ForgotPage({ searchParams }: { searchParams: Promise<{ sent?: string }> }) {
  const { sent } = await searchParams;
  return (
    <>
      <AccountHeading title="Set a new password">
        {env().mail
          ? "We send a link to your address. It works once, for two hours."
          : "This Baton sends no mail: after you ask, an admin finds your link in the outbox and passes it on."}
      </AccountHeading>
      {sent ? (
        <Notice tone="good">
          If the address belongs to somebody here, a link is on its way. It works once, for two hours.
        </Notice>
      ) : (
        <ForgotForm />
      )}
      <p className="mt-4">
        <Link href="/sign-in" className="text-muted underline-offset-4 hover:text-text hover:underline">
          Back to sign-in
        </Link>
      </p>
    </>
  );
}
