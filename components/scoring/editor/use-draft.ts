"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { keepDraft } from "@/lib/scoring/actions";
import type { ScoringModelDocument } from "@/lib/scoring/model";

/** What somebody else made of the draft meanwhile. */
export type Theirs = {
  document: ScoringModelDocument;
  /** 0 when the draft is gone and the document is the version in force. */
  revision: number;
  by: string | null;
  did: "changed" | "published" | "discarded";
};

export type DraftStatus =
  | { kind: "kept" }
  | { kind: "editing" }
  | { kind: "keeping" }
  | { kind: "refused"; message: string; errors: readonly { path: string; message: string }[] }
  /** Somebody else saved, published or discarded it since `base`, which both started from. */
  | { kind: "conflict"; base: ScoringModelDocument; theirs: Theirs };

type Draft = { document: ScoringModelDocument; revision: number };

/** As the command tells it; see `conflict` of the drafts. */
type Told = {
  current: Draft | null;
  by: string | null;
  inForce: { version: number; document: ScoringModelDocument };
};

const PAUSE_MS = 700;

/**
 * The draft while it is edited: every change is kept by itself after a short pause, one save at a time. A conflict stops
 * saving until the person has merged; leaving the page before all is kept asks first.
 */
export function useDraft(first: Draft, inForce: number) {
  const [document, setDocument] = useState(first.document);
  const [status, setStatus] = useState<DraftStatus>({ kind: "kept" });
  const [revision, setRevision] = useState(first.revision);
  const latest = useRef({ ...first, base: first.document });

  const save = useCallback(async () => {
    const sent = latest.current.document;
    setStatus({ kind: "keeping" });
    const result = await keepDraft({ document: sent, revision: latest.current.revision });
    if (result.ok) {
      latest.current.revision = result.value.revision;
      latest.current.base = sent;
      setRevision(result.value.revision);
      setStatus({ kind: latest.current.document === sent ? "kept" : "editing" });
    } else if (result.code === "conflict") {
      const theirs = theirsIn(result.data as Told, inForce);
      setStatus({ kind: "conflict", base: latest.current.base, theirs });
    } else setStatus({ kind: "refused", message: result.message, errors: result.errors });
  }, [inForce]);

  /** The save under way, and whether the next one waits for the person. */
  const flight = useRef<Promise<void>>(Promise.resolve());
  const waits = useRef(false);
  useEffect(() => {
    waits.current = status.kind === "conflict" || status.kind === "refused";
  }, [status]);
  const keep = useCallback(() => {
    flight.current = save();
  }, [save]);

  // Leaving by a link inside the app before the pause is over keeps the rest all the same.
  useEffect(
    () => () => {
      void flight.current.then(() => {
        const { document, base, revision } = latest.current;
        if (document !== base && !waits.current) void keepDraft({ document, revision });
      });
    },
    [],
  );

  useEffect(() => {
    if (status.kind !== "editing") return;
    const timer = setTimeout(keep, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [status, keep]);

  const isKept = status.kind === "kept";
  useEffect(() => {
    if (isKept) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [isKept]);

  const change = useCallback((next: ScoringModelDocument) => {
    latest.current.document = next;
    setDocument(next);
    // While a save is under way the answer puts the newer text in line; a conflict waits for the person.
    setStatus((before) =>
      before.kind === "keeping" || before.kind === "conflict" ? before : { kind: "editing" },
    );
  }, []);

  /** Goes on with what is there now, as it is. */
  const takeTheirs = useCallback(({ document, revision }: Draft) => {
    latest.current = { document, revision, base: document };
    setDocument(document);
    setRevision(revision);
    setStatus({ kind: "kept" });
  }, []);

  /** Goes on with a text that was made of both, on top of what is there now. */
  const keepMerged = useCallback((merged: ScoringModelDocument, theirs: Draft) => {
    latest.current = { document: merged, revision: theirs.revision, base: theirs.document };
    setDocument(merged);
    setStatus({ kind: "editing" });
  }, []);

  return { document, revision, status, change, takeTheirs, keepMerged };
}

function theirsIn({ current, by, inForce }: Told, known: number): Theirs {
  if (current) return { ...current, by, did: "changed" };
  return {
    document: inForce.document,
    revision: 0,
    by,
    did: inForce.version > known ? "published" : "discarded",
  };
}
