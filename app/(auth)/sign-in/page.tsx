import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AccountHeading } from "@/components/team/account-heading";
import { ProviderButtons } from "@/components/team/provider-buttons";
import { SignInForm } from "@/components/team/sign-in-form";
import { Notice } from "@/components/ui/notice";
import { viewerOrNull } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { ownPath } from "@/lib/platform/web/own-path";
import { workspaceOrNull } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Sign in" };

const failureOf = (error: string): string =>
  error === "CredentialsSignin"
    ? "That e-mail and password do not belong together."
    : error === "AccessDenied"
      ? "Nobody with this verified e-mail address works here. Ask an admin to invite you."
      : "Signing in there did not work. Try again.";

type Search = Promise<{ callbackUrl?: string; error?: string; reset?: string }>;

/** Signs in and leads back to where one wanted to go. */
export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { callbackUrl, error, reset } = await searchParams;
  const workspace = await workspaceOrNull(db());
  if (!workspace) redirect("/setup");
  const next = ownPath(callbackUrl);
  if (await viewerOrNull()) redirect(next);
  const providers = env().oidc.map(({ key, name }) => ({ key, name }));
  return (
    <>
      <AccountHeading title={`Sign in to ${workspace.name}`} />
      {reset && (
        <Notice tone="good" className="mb-4">
          Your password is changed. Sign in with the new one.
        </Notice>
      )}
      <SignInForm callbackUrl={next} failed={error ? failureOf(error) : undefined} />
      <ProviderButtons providers={providers} callbackUrl={next} />
    </>
  );
}
