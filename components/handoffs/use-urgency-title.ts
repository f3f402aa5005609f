"use client";

import { useEffect } from "react";
import { useClock } from "@/components/ui/clock-provider";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { urgencyInWords, urgencyOf } from "./due";

/** Keeps the tab's title saying what presses, as time goes by. */
export function useUrgencyTitle(cards: readonly HandoffCard[]): void {
  const clock = useClock();
  const words = clock ? urgencyInWords(urgencyOf(cards, clock.now)) : null;
  useEffect(() => {
    document.title = words ? `${words} · Inbox · Baton` : "Inbox · Baton";
  }, [words]);
}
