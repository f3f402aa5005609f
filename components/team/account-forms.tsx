"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { plural } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { changePassword, renameSelf, setAbsence, signOutElsewhere } from "@/lib/team/actions";
import { NewPasswordField } from "./new-password-field";
import { PasswordInput } from "./password-input";
import { SavedNote } from "./saved-note";

/** The name under which one appears. */
export function NameForm({ name }: { name: string }) {
  const [result, action] = useActionState(renameSelf, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, ["name"])} />
      <Field label="Name" name="name" error={errorOf(result, "name")} required>
        {(control) => (
          <Input
            {...control}
            autoComplete="name"
            maxLength={120}
            defaultValue={typedIn(result, "name", name)}
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <SavedNote result={result} />
      </div>
    </form>
  );
}

/** One's own absence: nothing is routed to somebody who is away. */
export function AbsenceForm({ absentUntil }: { absentUntil: string | null }) {
  const [result, action] = useActionState(setAbsence, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, ["absentUntil"])} />
      <Field
        label="Away until"
        name="absentUntil"
        hint="Until the end of this day no handoff is given to you. Empty: you are here."
        error={errorOf(result, "absentUntil")}
      >
        {(control) => (
          <Input
            {...control}
            type="date"
            defaultValue={typedIn(result, "absentUntil", absentUntil ?? "")}
            className="max-w-44"
          />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <SavedNote result={result} />
      </div>
    </form>
  );
}

/** One's own password; the present one proves that it is oneself. */
export function PasswordForm({ email }: { email: string }) {
  const [result, action] = useActionState(changePassword, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, ["current", "password"])} />
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <Field label="Present password" name="current" error={errorOf(result, "current")} required>
        {(control) => <PasswordInput {...control} autoComplete="current-password" />}
      </Field>
      <NewPasswordField label="New password" error={errorOf(result, "password")} />
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Change the password</SubmitButton>
        <SavedNote result={result}>Changed. Other browsers are signed out.</SavedNote>
      </div>
    </form>
  );
}

/** Ends the sessions in all other browsers. */
export function OtherSessionsForm({ otherSessions }: { otherSessions: number }) {
  const [result, action] = useActionState(signOutElsewhere, null);
  return (
    <form action={action} className="flex flex-wrap items-center gap-3">
      <ErrorSummary message={summaryOf(result, [])} className="w-full" />
      <p className="min-w-0 flex-1 text-muted">
        {otherSessions === 0
          ? "You are signed in only here."
          : `You are signed in in ${plural(otherSessions, "other browser")}.`}
      </p>
      {otherSessions > 0 && <SubmitButton look="secondary">Sign out there</SubmitButton>}
    </form>
  );
}
