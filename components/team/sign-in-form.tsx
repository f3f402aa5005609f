"use client";

import Link from "next/link";
import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { signIn } from "@/lib/team/actions";
import { PasswordInput } from "./password-input";

/** E-mail and password; goes on to `callbackUrl` afterwards. */
export function SignInForm({ callbackUrl, failed }: { callbackUrl: string; failed?: string | undefined }) {
  const [result, action] = useActionState(signIn, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <ErrorSummary message={summaryOf(result, ["email", "password"]) ?? (result ? undefined : failed)} />
      <input type="hidden" name="callbackUrl" value={callbackUrl} />
      <Field label="E-mail" name="email" error={errorOf(result, "email")} required>
        {(control) => (
          <Input
            {...control}
            type="email"
            autoComplete="username"
            defaultValue={typedIn(result, "email")}
            autoFocus
          />
        )}
      </Field>
      <Field label="Password" name="password" error={errorOf(result, "password")} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" />}
      </Field>
      <SubmitButton size="lg" className="w-full">
        Sign in
      </SubmitButton>
      <Link
        href="/forgot"
        className="self-start text-muted underline-offset-4 hover:text-text hover:underline"
      >
        Forgot your password?
      </Link>
    </form>
  );
}
