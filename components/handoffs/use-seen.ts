"use client";

import { useEffect, useRef } from "react";
import { noteSeen } from "@/lib/handoffs/actions";
import type { HandoffCard } from "@/lib/handoffs/queries";

/** Walking past is not looking. */
const LOOK_MS = 1_000;

/** Notes that the assignee has had the handoff open before them for a moment. Others' looks are not noted. */
export function useSeen(card: HandoffCard | null, viewerId: string): void {
  const noted = useRef(new Set<string>());
  const unseen = card?.status === "pending" && !card.seen && card.assignee?.id === viewerId;
  const id = unseen ? card.id : null;
  useEffect(() => {
    if (id === null || noted.current.has(id)) return;
    const timer = setTimeout(() => {
      if (document.visibilityState !== "visible") return;
      noted.current.add(id);
      // Not worth a word when it fails: the next look notes it.
      noteSeen({ handoffId: id }).catch(() => noted.current.delete(id));
    }, LOOK_MS);
    return () => clearTimeout(timer);
  }, [id]);
}
