"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf } from "@/lib/platform/web/form-result";
import { resetPassword } from "@/lib/team/actions";
import { NewPasswordField } from "./new-password-field";

/** Sets a new password by a link. */
export function ResetForm({ token, email }: { token: string; email: string }) {
  const [result, action] = useActionState(resetPassword, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <ErrorSummary message={summaryOf(result, ["password"])} />
      <input type="hidden" name="token" value={token} />
      {/* For password managers: whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField label="New password" error={errorOf(result, "password")} />
      <SubmitButton size="lg" className="w-full">
        Save the password
      </SubmitButton>
    </form>
  );
}
