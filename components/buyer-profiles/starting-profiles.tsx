"use client";

import { useActionState } from "react";
import { Notice } from "@/components/ui/notice";
import { SubmitButton } from "@/components/ui/submit-button";
import { startFromTemplate } from "@/lib/buyer-profiles/actions";

/** Takes the profiles that a new workspace starts with. */
export function StartingProfiles() {
  const [result, submit] = useActionState(startFromTemplate, null);
  return (
    <form action={submit} className="space-y-3">
      <SubmitButton look="secondary">Start from the template’s profiles</SubmitButton>
      {result && !result.ok && <Notice tone="bad">{result.message}</Notice>}
    </form>
  );
}
