"use client";

import { useEffect, useRef, useState } from "react";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { PreviewView } from "./preview-view";

export type Preview = { view: PreviewView; state: "current" | "asking" | "failed" | "refused" };

const PAUSE_MS = 250;

/** What the document would do, asked of the API after a short pause; a newer question drops an older one. */
export function usePreview(
  first: PreviewView,
  document: ScoringModelDocument,
  leads: readonly string[],
): Preview {
  const [preview, setPreview] = useState<Preview>({ view: first, state: "current" });
  const asked = useRef<{ document: ScoringModelDocument; leads: readonly string[] }>({ document, leads });
  useEffect(() => {
    if (asked.current.document === document && asked.current.leads === leads) {
      // Back at what is shown already: nothing is awaited any more.
      setPreview((before) => (before.state === "current" ? before : { ...before, state: "current" }));
      return;
    }
    const request = new AbortController();
    setPreview((before) => ({ ...before, state: "asking" }));
    const timer = setTimeout(async () => {
      try {
        const answer = await fetch("/api/v1/scoring-models/draft/preview", {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify({ document, leads }),
          signal: request.signal,
        });
        // What cannot be saved cannot be previewed; why is said where it is saved.
        if (answer.status === 400) return setPreview((before) => ({ ...before, state: "refused" }));
        if (!answer.ok) throw new Error(`the preview answered ${answer.status}`);
        asked.current = { document, leads };
        setPreview({ view: (await answer.json()) as PreviewView, state: "current" });
      } catch {
        if (!request.signal.aborted) setPreview((before) => ({ ...before, state: "failed" }));
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [document, leads]);
  return preview;
}
