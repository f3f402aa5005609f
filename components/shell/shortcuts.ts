"use client";

import { useEffect, useRef, useSyncExternalStore } from "react";

export type Shortcut = {
  /** Keys pressed one after the other: "g l"; a single key: "x". As KeyboardEvent.key gives them. */
  keys: string;
  label: string;
  group: string;
  run: () => void;
};

// One store for the page: the screen that is mounted offers its keys, the listener of the shell runs them.
const offered = new Map<symbol, { current: Shortcut }>();
const watchers = new Set<() => void>();
let listed: readonly Shortcut[] = [];

function announce(): void {
  listed = [...offered.values()].map((shortcut) => shortcut.current);
  for (const watcher of watchers) watcher();
}

/** Offers a shortcut while the component is mounted. The latest offer of the same keys wins. */
export function useShortcut(shortcut: Shortcut): void {
  const latest = useRef(shortcut);
  useEffect(() => {
    latest.current = shortcut;
  });
  useEffect(() => {
    const id = Symbol(shortcut.keys);
    offered.set(id, latest);
    announce();
    return () => {
      offered.delete(id);
      announce();
    };
  }, [shortcut.keys]);
}

const NONE: readonly Shortcut[] = [];

/** Every shortcut on offer now, for the help sheet. */
export function useOfferedShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => listed,
    () => NONE,
  );
}

const SEQUENCE_MS = 1_000;
/** Where typing belongs to the person, and layers that have keys of their own. */
const OFF_LIMITS =
  "input, textarea, select, [contenteditable='true'], [role='dialog'], [role='menu'], [role='listbox'], [cmdk-root]";

/** Enter presses the button or follows the link that has the focus; Space presses the button. */
const pressesItsTarget = ({ key, target }: KeyboardEvent) =>
  target instanceof Element &&
  ((key === "Enter" && target.closest("a[href], button, summary") !== null) ||
    (key === " " && target.closest("button, summary") !== null));

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest(OFF_LIMITS) !== null;

/**
 * Listens for the offered shortcuts. Single keys never fire in fields or open layers, with a modifier held, or when
 * switched off. Escape leaves a field.
 */
export function useShortcutListener(enabled: boolean): void {
  useEffect(() => {
    if (!enabled) return;
    let pressed: { key: string; at: number } | null = null;
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || event.isComposing)
        return;
      if (isTyping(event.target) || pressesItsTarget(event)) return;
      const before = pressed && event.timeStamp - pressed.at < SEQUENCE_MS ? `${pressed.key} ` : "";
      const wanted = [...offered.values()].reverse();
      const found =
        wanted.find(({ current }) => before !== "" && current.keys === before + event.key) ??
        wanted.find(({ current }) => current.keys === event.key);
      pressed = found ? null : { key: event.key, at: event.timeStamp };
      if (!found) return;
      event.preventDefault();
      found.current.run();
    }
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [enabled]);
}
