"use client";

import { TriangleAlert } from "lucide-react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";

/** Something unexpected broke one screen; the rest of the shell stays. */
export default function ScreenError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <EmptyState
      icon={<TriangleAlert />}
      title="This screen could not be shown"
      action={
        <>
          <Button look="primary" onClick={reset}>
            Try again
          </Button>
          <LinkButton href="/leads">Go to leads</LinkButton>
        </>
      }
    >
      Nothing you saved is lost.
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
