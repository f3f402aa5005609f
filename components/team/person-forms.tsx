"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { SubmitButton } from "@/components/ui/submit-button";
import { errorOf, summaryOf, typedIn } from "@/lib/platform/web/form-result";
import { changeRole, createResetLink, deactivateUser, reactivateUser, setWorkload } from "@/lib/team/actions";
import { ROLE_LABEL, ROLES, type Role } from "@/lib/team/roles";
import { CopyLink } from "./copy-link";
import { ROLE_MEANING } from "./roles";
import { SavedNote } from "./saved-note";

/** Somebody's role. */
export function RoleForm({ id, role }: { id: string; role: Role }) {
  const [result, action] = useActionState(changeRole, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, [])} />
      <input type="hidden" name="id" value={id} />
      <RadioGroup
        name="role"
        legend="Role"
        legendHidden
        defaultValue={role}
        options={ROLES.map((value) => ({ value, label: ROLE_LABEL[value], hint: ROLE_MEANING[value] }))}
      />
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <SavedNote result={result}>Saved. It counts from their next click.</SavedNote>
      </div>
    </form>
  );
}

type WorkloadFormProps = {
  id: string;
  capacity: number;
  dailyCapacity: number | null;
  /** What a rep's answers say of it; null where they say nothing. */
  shownDaily: string | null;
  team: string | null;
  absentUntil: string | null;
};

/** What the routing and the plans know of somebody. */
export function WorkloadForm({
  id,
  capacity,
  dailyCapacity,
  shownDaily,
  team,
  absentUntil,
}: WorkloadFormProps) {
  const [result, action] = useActionState(setWorkload, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, ["capacity", "dailyCapacity", "team", "absentUntil"])} />
      <input type="hidden" name="id" value={id} />
      <Field
        label="Capacity"
        name="capacity"
        hint="Handoffs that may wait for an answer before routing passes to somebody else."
        error={errorOf(result, "capacity")}
        required
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            max={1000}
            defaultValue={typedIn(result, "capacity", String(capacity))}
            className="max-w-28"
          />
        )}
      </Field>
      <Field
        label="Handoffs a working day"
        name="dailyCapacity"
        hint={`What they can take, for planning how many leads to pass on. Empty: ${shownDaily ?? "what they have shown, once they have answered on ten days"}.`}
        error={errorOf(result, "dailyCapacity")}
        optional
      >
        {(control) => (
          <Input
            {...control}
            type="number"
            min={0}
            max={1000}
            defaultValue={typedIn(result, "dailyCapacity", String(dailyCapacity ?? ""))}
            className="max-w-28"
          />
        )}
      </Field>
      <Field label="Away until" name="absentUntil" error={errorOf(result, "absentUntil")} optional>
        {(control) => (
          <Input
            {...control}
            type="date"
            defaultValue={typedIn(result, "absentUntil", absentUntil ?? "")}
            className="max-w-44"
          />
        )}
      </Field>
      <Field label="Team" name="team" error={errorOf(result, "team")} optional>
        {(control) => (
          <Input {...control} maxLength={80} defaultValue={typedIn(result, "team", team ?? "")} />
        )}
      </Field>
      <div className="flex items-center gap-3">
        <SubmitButton look="secondary">Save</SubmitButton>
        <SavedNote result={result} />
      </div>
    </form>
  );
}

/** Makes a link with which somebody sets a new password, for those who get no mail. */
export function ResetLinkForm({ id, name }: { id: string; name: string }) {
  const [result, action] = useActionState(createResetLink, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, [])} />
      <input type="hidden" name="id" value={id} />
      {result?.ok ? (
        <>
          <p className="text-muted">Pass this link to {name}. It works once, for two hours.</p>
          <CopyLink label={`Reset link for ${name}`} value={result.value.link} />
        </>
      ) : (
        <>
          <p className="text-muted">
            {name} sets a new password by a link that you pass on. Nothing changes until it is used.
          </p>
          <SubmitButton look="secondary" className="self-start">
            Make a reset link
          </SubmitButton>
        </>
      )}
    </form>
  );
}

/** Shuts somebody out, or lets them in again. */
export function AccessForm({ id, name, active }: { id: string; name: string; active: boolean }) {
  const [result, action] = useActionState(active ? deactivateUser : reactivateUser, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, [])} />
      <input type="hidden" name="id" value={id} />
      <p className="text-muted">
        {active
          ? `${name} is signed out at once and gets no more handoffs. What ${name} did stays; you can reactivate at any time.`
          : `${name} is shut out. Reactivated, the old password works again.`}
      </p>
      <SubmitButton look="secondary" className="self-start">
        {active ? "Deactivate" : "Reactivate"}
      </SubmitButton>
    </form>
  );
}
