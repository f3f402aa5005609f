const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** npm, the launcher and the terminal all pass one Ctrl-C on: what comes this soon is the same wish. */
const ECHO_MS = 1_000;

/**
 * Calls `stop` once, whichever comes first: a signal, or the end of npm that started us (somebody killed it). Stopping in
 * order takes a moment; who signals again meanwhile does not want to wait, and the process ends at once, with 1. The next
 * start finds everything that was acknowledged.
 */
export function onStopSignal(stop: () => void): void {
  let asked: number | undefined;
  const ask = () => {
    if (asked !== undefined) return;
    asked = performance.now();
    stop();
  };
  const hear = () => {
    if (asked !== undefined && performance.now() - asked > ECHO_MS) process.exit(1);
    ask();
  };
  for (const signal of SIGNALS) process.on(signal, hear);
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) ask();
  }, 1_000).unref();
}
