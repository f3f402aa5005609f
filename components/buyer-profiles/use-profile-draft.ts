"use client";

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { keepProfileDraft } from "@/lib/buyer-profiles/actions";
import type { BuyerProfileDocument } from "@/lib/buyer-profiles/profile";

type Draft = { document: BuyerProfileDocument; revision: number };

export type ProfileDraftStatus =
  | { kind: "saved" | "changed" | "saving" }
  | { kind: "refused"; message: string }
  /** Somebody else saved, published or discarded it; `theirs` is null when there is no draft any more. */
  | { kind: "conflict"; theirs: Draft | null };

/** A profile's draft while it is written: kept when the writer says so, by button or Ctrl+S. */
export function useProfileDraft(id: string, first: Draft) {
  const [document, setDocument] = useState(first.document);
  const [revision, setRevision] = useState(first.revision);
  const [status, setStatus] = useState<ProfileDraftStatus>({ kind: "saved" });

  const change = useCallback((next: BuyerProfileDocument) => {
    setDocument(next);
    setStatus({ kind: "changed" });
  }, []);

  const save = useCallback(
    async (over?: number) => {
      setStatus({ kind: "saving" });
      const result = await keepProfileDraft({ id, document, revision: over ?? revision });
      if (result.ok) {
        setRevision(result.value.revision);
        // What was written while the save was under way is still to be kept.
        setStatus((now) => (now.kind === "saving" ? { kind: "saved" } : now));
      } else if (result.code === "conflict")
        setStatus({ kind: "conflict", theirs: result.data.current as Draft | null });
      else setStatus({ kind: "refused", message: result.errors[0]?.message ?? result.message });
    },
    [id, document, revision],
  );

  const take = useCallback((theirs: Draft) => {
    setDocument(theirs.document);
    setRevision(theirs.revision);
    setStatus({ kind: "saved" });
  }, []);

  const saveChanges = useRef(() => {});
  useLayoutEffect(() => {
    saveChanges.current = () => status.kind === "changed" && void save();
  }, [status, save]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      // A field hands over its text when one leaves it: what is being typed is saved as well.
      const field = window.document.activeElement;
      if (field instanceof HTMLElement) {
        flushSync(() => field.blur());
        field.focus();
      }
      saveChanges.current();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);

  useEffect(() => {
    if (status.kind === "saved") return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [status]);

  return { document, revision, status, change, save, take };
}
