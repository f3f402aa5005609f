"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { plural } from "@/components/ui/format";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import { summaryOf } from "@/lib/platform/web/form-result";
import { loadSample } from "@/lib/team/actions";
import { ROLE_LABEL, type Role } from "@/lib/team/roles";
import { CopyLink } from "./copy-link";

/** Loads the sample workspace and says, once, how to sign in as its people. With `home` it is the last step of the set-up. */
export function LoadSample({ home }: { home?: string }) {
  const [result, action, pending] = useActionState(loadSample, null);
  if (result?.ok) {
    const { people, leads, password } = result.value;
    return (
      <div className="flex flex-col gap-4">
        <p>
          {plural(leads, "lead")} are here. Sign in as any of these people, all with one password. It is not
          shown again.
        </p>
        <ul className="divide-y divide-line border-y border-line">
          {people.map(({ name, email, role }) => (
            <li key={email} className="flex flex-wrap justify-between gap-x-3 py-1.5">
              <span>
                {name} <span className="text-muted">· {ROLE_LABEL[role as Role]}</span>
              </span>
              <code className="font-mono text-xs text-muted">{email}</code>
            </li>
          ))}
        </ul>
        <CopyLink label="Password of the sample's people" value={password} />
        {home && (
          <LinkButton href={home} look="primary" size="lg" className="self-end">
            Open Baton
          </LinkButton>
        )}
      </div>
    );
  }
  return (
    <form action={action} className="flex flex-col gap-4">
      <ErrorSummary message={summaryOf(result, [])} />
      <div className="flex flex-wrap items-center justify-between gap-2">
        <SubmitButton look={home ? "primary" : "secondary"} size={home ? "lg" : "md"}>
          Load the sample workspace
        </SubmitButton>
        {home && (
          <LinkButton href={home} size="lg">
            Start empty
          </LinkButton>
        )}
      </div>
      <p aria-live="polite" className="min-h-5 text-muted">
        {pending && "Writing four months of history. This takes some seconds."}
      </p>
    </form>
  );
}
