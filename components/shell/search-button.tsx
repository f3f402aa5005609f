"use client";

import { Search } from "lucide-react";
import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import { Kbd } from "@/components/ui/kbd";
import type { Screen } from "./screens";
import { useShortcut } from "./shortcuts";

// Loaded at first use: most page views never open it.
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette));

/** Opens search and commands: by click, ⌘K or Ctrl K, or the / key. */
export function SearchButton({ screens, mayCreate }: { screens: readonly Screen[]; mayCreate: boolean }) {
  const [open, setOpen] = useState(false);
  const [used, setUsed] = useState(false);
  const show = () => {
    setUsed(true);
    setOpen(true);
  };
  useShortcut({ keys: "/", label: "Search", group: "Anywhere", run: show });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (
        event.key.toLowerCase() !== "k" ||
        !(event.metaKey || event.ctrlKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      setUsed(true);
      setOpen((before) => !before);
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
  return (
    <>
      <button
        type="button"
        onClick={show}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-8 w-8 items-center pointer-coarse:h-11 pointer-coarse:max-md:w-11 gap-2 rounded-md text-sm text-faint transition-colors hover:text-text max-md:justify-center max-md:hover:bg-sunken md:w-72 md:border md:border-line md:bg-surface md:px-2.5 md:hover:border-line-strong dark:md:bg-sunken"
      >
        <Search aria-hidden className="size-4 shrink-0" />
        <span className="flex-1 text-left max-md:sr-only">Search or go to…</span>
        <Kbd keys="⌘K" className="max-md:hidden" />
      </button>
      {used && <CommandPalette open={open} onOpenChange={setOpen} screens={screens} mayCreate={mayCreate} />}
    </>
  );
}
