"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { inviteUser } from "@/lib/team/actions";
import { ROLE_LABEL, ROLES } from "@/lib/team/roles";
import { CopyLink } from "./copy-link";
import { ROLE_MEANING } from "./roles";

const INVITED_FIRST = "marketer";

/** Invites one person after the other; the link of the last one stands below until the next. */
export function InviteForm({ sendsMail }: { sendsMail: boolean }) {
  const [result, action] = useActionState(inviteUser, null);
  return (
    <div className="flex flex-col gap-3">
      <form action={action} className="grid gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto] sm:items-start">
        <ErrorSummary message={summaryOf(result, ["email", "role"])} className="sm:col-span-3" />
        <Field label="E-mail" name="email" error={errorOf(result, "email")} required>
          {(control) => (
            <Input
              {...control}
              type="email"
              autoComplete="off"
              placeholder="colleague@company.com"
              defaultValue={typedIn(result, "email")}
            />
          )}
        </Field>
        <Field label="Role" name="role" error={errorOf(result, "role")} required>
          {(control) => (
            <Select {...control} defaultValue={typedIn(result, "role", INVITED_FIRST)}>
              {ROLES.map((role) => (
                <option key={role} value={role} title={ROLE_MEANING[role]}>
                  {ROLE_LABEL[role]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <SubmitButton className="sm:mt-5.5">Invite</SubmitButton>
      </form>
      {result?.ok && (
        <Notice tone="good">
          <p className="mb-2">
            Pass this link to <strong className="font-medium">{result.value.email}</strong>
            {sendsMail && ", who also gets it by mail"}. It works once, for seven days, and is not shown
            again.
          </p>
          <CopyLink label={`Invitation link for ${result.value.email}`} value={result.value.link} />
        </Notice>
      )}
    </div>
  );
}
