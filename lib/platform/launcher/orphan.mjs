import { readFileSync } from "node:fs";

function parentOf(pid) {
  if (process.platform !== "linux") return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return null;
  }
}

/**
 * A function that tells whether the npm that started us is gone (somebody killed it): our parent, or the parent of the
 * shell between us, is another one than at first. Always false for who started us without npm and may outlive a shell.
 */
export function orphanCheck() {
  if (process.env.npm_lifecycle_event === undefined) return () => false;
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  return () => process.ppid !== parent || parentOf(parent) !== grandparent;
}
