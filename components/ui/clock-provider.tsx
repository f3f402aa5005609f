"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

type WallClock = { now: Date; zone: string };

const ClockContext = createContext<WallClock | null>(null);

const TICK_MS = 30_000;

/**
 * Gives everything below it one present moment and the workspace's zone. The first value comes from the server, so that
 * the first paint and the hydrated page say the same; then it follows the browser's clock, corrected by the difference.
 */
export function ClockProvider({ now, zone, children }: { now: string; zone: string; children: ReactNode }) {
  const [clock, setClock] = useState<WallClock>(() => ({ now: new Date(now), zone }));
  useEffect(() => {
    const ahead = new Date(now).getTime() - Date.now();
    const tick = () => setClock({ now: new Date(Date.now() + ahead), zone });
    const timer = setInterval(tick, TICK_MS);
    return () => clearInterval(timer);
  }, [now, zone]);
  return <ClockContext value={clock}>{children}</ClockContext>;
}

/** The present moment of the page, about every half minute a new one; null outside a ClockProvider. */
export const useClock = (): WallClock | null => useContext(ClockContext);
