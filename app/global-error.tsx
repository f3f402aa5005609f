"use client";

import "./globals.css";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

/** The last net: not even the root layout could be shown, for example while the database is away. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  const [isDark, setDark] = useState(false);
  useEffect(() => setDark(prefersDark()), []);
  return (
    <html lang="en" className={isDark ? "dark" : undefined}>
      <body>
        <title>Baton: something broke</title>
        <main className="flex min-h-dvh items-center">
          <EmptyState
            title="Baton could not show this page"
            action={<Button onClick={() => window.location.reload()}>Try again</Button>}
          >
            Nothing you saved is lost. Wait a moment, then try again.
            {error.digest && ` If it goes on, tell your admin this reference: ${error.digest}`}
          </EmptyState>
        </main>
      </body>
    </html>
  );
}

/** The theme chosen in the shell, which is not there to set it; the system's where none was. */
function prefersDark(): boolean {
  const chosen = window.localStorage.getItem("theme");
  if (chosen === "dark" || chosen === "light") return chosen === "dark";
  return window.matchMedia("(prefers-color-scheme: dark)").matches;
}
