"use client";

import { useActionState, useId } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { publishProfileDraft } from "@/lib/buyer-profiles/actions";

/** The last look before a profile comes into force: what changes, who approved it, and a note that says why. */
export function PublishProfile({
  id,
  revision,
  nextVersion,
  changes,
  people,
  viewerId,
  onClose,
}: {
  id: string;
  revision: number;
  nextVersion: number;
  changes: readonly string[];
  people: readonly { id: string; name: string }[];
  viewerId: string;
  onClose: () => void;
}) {
  const form = useId();
  // On success the action goes to the profile's page.
  const [result, submit, pending] = useActionState(publishProfileDraft, null);
  const failure = result && !result.ok ? result : null;
  const errorAt = (field: string) => failure?.errors.find(({ path }) => path === field)?.message;
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`Publish version ${nextVersion}`}
      description="It comes into force at once and never changes again. Scores stay: rules carry their own tests and cite the version they were made of."
      footer={
        <>
          <Button onClick={onClose}>Not yet</Button>
          <Button look="primary" type="submit" form={form} disabled={pending}>
            Publish version {nextVersion}
          </Button>
        </>
      }
    >
      <form id={form} action={submit} className="space-y-3">
        <input type="hidden" name="id" value={id} />
        <input type="hidden" name="revision" value={revision} />
        {changes.length > 0 && (
          <section>
            <h3 className="text-xs font-medium text-muted">What changes</h3>
            <ul className="mt-1 max-h-52 space-y-1 overflow-y-auto text-sm">
              {changes.map((words) => (
                <li key={words} className="border-l-2 border-accent pl-2">
                  {words}
                </li>
              ))}
            </ul>
          </section>
        )}
        <Field label="Why" name="note" required error={errorAt("note")}>
          {(control) => <Textarea {...control} rows={3} maxLength={2000} />}
        </Field>
        <Field label="Approved by" name="approvedBy" error={errorAt("approvedBy")}>
          {(control) => (
            <Select {...control} defaultValue={viewerId}>
              {people.map((person) => (
                <option key={person.id} value={person.id}>
                  {person.name}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {failure && !errorAt("note") && !errorAt("approvedBy") && (
          <Notice tone="bad">{failure.message}</Notice>
        )}
      </form>
    </Dialog>
  );
}
