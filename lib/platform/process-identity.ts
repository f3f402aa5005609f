import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A running process, told apart from a later one that was given the same pid. */
export type ProcessIdentity = { pid: number; started: string };

/** When a process began, as an opaque text that is equal for the same process only; null when there is none. */
function startOf(pid: number): string | null {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z") return null;
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return `${boot}:${fields[19]}`;
    }
    if (process.platform === "win32") {
      process.kill(pid, 0);
      return "unknown";
    }
    return (
      execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" }).trim() ||
      null
    );
  } catch {
    return null;
  }
}

/** The identity of a process that runs now, or null. */
export function identify(pid: number): ProcessIdentity | null {
  const started = startOf(pid);
  return started === null ? null : { pid, started };
}

export function thisProcess(): ProcessIdentity {
  return identify(process.pid) ?? { pid: process.pid, started: "unknown" };
}

/** Whether exactly this process still runs. */
export function isRunning(process: ProcessIdentity): boolean {
  return startOf(process.pid) === process.started;
}
