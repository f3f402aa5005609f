"use client";

import "./globals.css";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The last net: not even the root layout could be shown. */
export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <html lang="en">
      <body>
        <title>Baton: something broke</title>
        <main className="flex min-h-dvh items-center">
          <EmptyState
            title="Baton could not show this page"
            action={<Button onClick={reset}>Try again</Button>}
          >
            Nothing you saved is lost. {error.digest && `Reference for your admin: ${error.digest}`}
          </EmptyState>
        </main>
      </body>
    </html>
  );
}
