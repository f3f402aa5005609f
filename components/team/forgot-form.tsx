"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { requestPasswordReset } from "@/lib/team/actions";

/** Asks for a link that sets a new password. */
export function ForgotForm() {
  const [result, action] = useActionState(requestPasswordReset, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <ErrorSummary message={summaryOf(result, ["email"])} />
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
      <SubmitButton size="lg" className="w-full">
        Send me a link
      </SubmitButton>
    </form>
  );
}
