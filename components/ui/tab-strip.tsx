"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { cn } from "./cn";

type TabStripProps = {
  label: string;
  /** The address of the tab one is on; another one is brought into sight as well. */
  current: string | undefined;
  className?: string;
  children: ReactNode;
};

/** A row of tabs that scrolls sideways where they do not fit, with the one that is open in sight. */
export function TabStrip({ label, current, className, children }: TabStripProps) {
  const strip = useRef<HTMLElement>(null);
  useEffect(() => {
    const tab = current === undefined ? null : strip.current?.querySelector<HTMLElement>("[aria-current]");
    if (!strip.current || !tab) return;
    strip.current.scrollLeft = tab.offsetLeft - (strip.current.clientWidth - tab.offsetWidth) / 2;
  }, [current]);
  return (
    <nav
      ref={strip}
      aria-label={label}
      className={cn("relative flex overflow-x-auto [scrollbar-width:none]", className)}
    >
      {children}
    </nav>
  );
}
