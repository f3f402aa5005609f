"use client";

import { useRouter } from "next/navigation";
import { useEffect, useTransition } from "react";

const EVERY_MS = 1_000;

/** While something runs, reads the page again a second after it was read last, as long as somebody looks at it. */
export function LiveRefresh({ active }: { active: boolean }) {
  const router = useRouter();
  const [isReading, startReading] = useTransition();
  useEffect(() => {
    // One reading at a time: a slow answer must not be overtaken and dropped by the next question.
    if (!active || isReading) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") startReading(() => router.refresh());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [active, isReading, router]);
  return null;
}
