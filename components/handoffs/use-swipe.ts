"use client";

import { type TouchEvent, useRef } from "react";

/** How far a finger must travel sideways, in CSS pixels. */
const FAR = 64;

/** Swiping sideways with one finger; scrolling and pinching stay what they are. */
export function useSwipe(on: { left: () => void; right: () => void }) {
  const start = useRef<{ x: number; y: number } | null>(null);
  return {
    onTouchStart: (event: TouchEvent) => {
      const touch = event.touches.length === 1 ? event.touches[0] : undefined;
      start.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
    },
    onTouchEnd: (event: TouchEvent) => {
      const touch = event.changedTouches[0];
      if (!start.current || !touch) return;
      const [dx, dy] = [touch.clientX - start.current.x, touch.clientY - start.current.y];
      start.current = null;
      if (Math.abs(dx) < FAR || Math.abs(dx) < 2 * Math.abs(dy)) return;
      if (dx < 0) on.left();
      else on.right();
    },
  };
}
