"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { acceptInvitation } from "@/lib/team/actions";
import { NewPasswordField } from "./new-password-field";

/** Name and password of somebody who was invited. */
export function AcceptInvitationForm({ token, email, name }: { token: string; email: string; name: string }) {
  const [result, action] = useActionState(acceptInvitation, null);
  return (
    <form action={action} className="flex flex-col gap-4">
      <ErrorSummary message={summaryOf(result, ["name", "password"])} />
      <input type="hidden" name="token" value={token} />
      <Field label="Your name" name="name" error={errorOf(result, "name")} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            maxLength={120}
            defaultValue={typedIn(result, "name", name)}
            autoFocus
          />
        )}
      </Field>
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField error={errorOf(result, "password")} />
      <SubmitButton size="lg" className="w-full">
        Join
      </SubmitButton>
    </form>
  );
}
