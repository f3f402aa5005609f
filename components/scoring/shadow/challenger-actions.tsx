"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { LinkButton } from "@/components/ui/link-button";
import { Select } from "@/components/ui/select";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { endShadow, startShadow, takeChallenger } from "@/lib/scoring/actions";

/** Chooses the model that scores beside the one in force. */
export function StartChallenger({
  hasDraft,
  versions,
  replaces,
}: {
  hasDraft: boolean;
  versions: readonly { version: number; name: string }[];
  replaces: boolean;
}) {
  const [pending, startTransition] = useTransition();
  const [chosen, setChosen] = useState(hasDraft ? "draft" : String(versions[0]?.version ?? ""));
  const start = () =>
    startTransition(async () => {
      const result = await startShadow(chosen === "draft" ? {} : { version: Number(chosen) });
      if (result.ok) toastDone("The challenger is at work", "It decides nothing.");
      else toastProblem("No challenger was started", result.message);
    });
  if (!hasDraft && versions.length === 0)
    return replaces ? null : (
      <LinkButton href="/scoring" look="primary">
        Change the model first
      </LinkButton>
    );
  return (
    <div className="flex flex-wrap items-end gap-3 text-left">
      <Field label={replaces ? "Replace it by" : "Challenger"} name="challenger" className="w-full sm:w-72">
        {(control) => (
          <Select {...control} value={chosen} onChange={(event) => setChosen(event.target.value)}>
            {hasDraft && <option value="draft">The draft as it is now</option>}
            {versions.map(({ version, name }) => (
              <option key={version} value={version}>
                Version {version}: {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button
        look={replaces ? "secondary" : "primary"}
        disabled={pending}
        aria-busy={pending}
        onClick={start}
      >
        {replaces ? "Replace" : "Let it score beside"}
      </Button>
    </div>
  );
}

/** What can be done with the challenger at work. */
export function ChallengerActions() {
  const [pending, startTransition] = useTransition();
  const take = () =>
    startTransition(async () => {
      const result = await takeChallenger({});
      // On success the action goes to the editor.
      if (result && !result.ok) toastProblem("The draft stays as it is", result.message);
    });
  const end = () =>
    startTransition(async () => {
      const result = await endShadow({});
      if (result.ok) toastDone("The challenger ended");
      else toastProblem("The challenger goes on", result.message);
    });
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" disabled={pending} onClick={take}>
        Make it the draft
      </Button>
      <Button size="sm" look="ghost" disabled={pending} onClick={end}>
        End
      </Button>
    </div>
  );
}
