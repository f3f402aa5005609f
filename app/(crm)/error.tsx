"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Something unexpected broke one screen; the rest of the shell stays. Trying again asks the server again. */
export default function ScreenError({
  error,
  retry,
}: {
  error: Error & { digest?: string };
  retry: () => void;
}) {
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title="This screen could not be shown"
      action={
        <>
          <Button look="primary" onClick={retry}>
            Try again
          </Button>
          <LinkButton href="/leads">Go to leads</LinkButton>
        </>
      }
    >
      Nothing you saved is lost. Wait a moment, then try again.
      {error.digest && (
        <>
          {" "}
          If it happens again, tell your admin this reference:{" "}
          <code className="font-mono text-xs">{error.digest}</code>
        </>
      )}
    </EmptyState>
  );
}
