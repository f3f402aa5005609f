"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { LinkButton } from "@/components/ui/link-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { SubmitButton } from "@/components/ui/submit-button";
import { summaryOf } from "@/lib/platform/web/form-result";
import { removeSample } from "@/lib/team/actions";

/** Takes the sample workspace away; asks once more in its place. */
export function RemoveSample({ loadedAt, asked }: { loadedAt: string; asked: boolean }) {
  const [result, action] = useActionState(removeSample, null);
  return (
    <form action={action} className="flex flex-col gap-3">
      <ErrorSummary message={summaryOf(result, [])} />
      <p className="text-pretty text-muted">
        {asked ? (
          "All leads, companies and people of the sample go. What you made yourself stays."
        ) : (
          <>
            Loaded <RelativeTime at={loadedAt} />. Its people sign in with the password that was shown then;
            for a new one, make a reset link.
          </>
        )}
      </p>
      <div className="flex gap-1.5">
        {asked ? (
          <>
            <SubmitButton look="danger">Remove the sample</SubmitButton>
            <LinkButton href="/settings/workspace" look="ghost">
              Keep it
            </LinkButton>
          </>
        ) : (
          <LinkButton href="/settings/workspace?remove=sample" scroll={false}>
            Remove it…
          </LinkButton>
        )}
      </div>
    </form>
  );
}
