import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { isRunning, type ProcessIdentity, thisProcess } from "./process-identity";

/** A lock that one process holds by a file with its identity in it. A dead holder's lock counts for nothing. */
export type Lock = { release(): void };

let attempts = 0;
const aside = (path: string) => `${path}.${process.pid}.${attempts++}`;

function readHolder(path: string): ProcessIdentity | null {
  try {
    return JSON.parse(readFileSync(path, "utf8")) as ProcessIdentity;
  } catch {
    return null;
  }
}

/** Links a complete file into place, so that nobody ever reads half an identity. */
function placeLock(path: string): boolean {
  const draft = aside(path);
  writeFileSync(draft, JSON.stringify(thisProcess()), { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** Moves a dead holder's lock away; puts it back when another process took it in between. */
function clearStale(path: string): void {
  const moved = aside(path);
  try {
    renameSync(path, moved);
  } catch {
    return;
  }
  const holder = readHolder(moved);
  if (holder && isRunning(holder)) {
    try {
      linkSync(moved, path);
    } catch {
      // A third process was quicker: it holds the lock now, and the second one finds out by `holderOf`.
    }
  }
  rmSync(moved, { force: true });
}

/** The live process that holds a lock, or null. */
export function holderOf(path: string): ProcessIdentity | null {
  const holder = readHolder(path);
  return holder && isRunning(holder) ? holder : null;
}

/** Takes the lock, or answers null when a live process holds it. */
export function takeLock(path: string): Lock | null {
  mkdirSync(dirname(path), { recursive: true });
  for (let round = 0; round < 3; round++) {
    if (placeLock(path))
      return {
        release() {
          if (readHolder(path)?.pid === process.pid) rmSync(path, { force: true });
        },
      };
    if (holderOf(path)) return null;
    clearStale(path);
  }
  return null;
}

/** Takes the lock as soon as it is free; null after `timeout` milliseconds. */
export async function waitForLock(path: string, timeout: number): Promise<Lock | null> {
  const end = performance.now() + timeout;
  for (;;) {
    const lock = takeLock(path);
    if (lock || performance.now() >= end) return lock;
    await wait(50);
  }
}
