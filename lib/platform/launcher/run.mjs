import { spawn } from "node:child_process";
import { constants } from "node:os";
import { orphanCheck } from "./orphan.mjs";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program in the foreground and answers its exit code. Signals are passed on; when npm, which started
 * us, is gone (killed, say), the program is asked to stop too, so that nothing is left behind.
 */
export function run(program, args, { env = process.env, cwd, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env,
      cwd,
      stdio: quiet ? ["ignore", "ignore", "inherit"] : "inherit",
      shell: false,
    });
    const forward = SIGNALS.map((signal) => {
      const pass = () => child.kill(signal);
      process.on(signal, pass);
      return () => process.removeListener(signal, pass);
    });
    const isOrphaned = orphanCheck();
    const watch = setInterval(() => {
      if (isOrphaned()) child.kill("SIGTERM");
    }, 1_000);
    const settle = () => {
      clearInterval(watch);
      for (const stop of forward) stop();
    };
    child.once("error", (error) => {
      settle();
      reject(error);
    });
    child.once("exit", (code, signal) => {
      settle();
      resolve(code ?? 128 + (constants.signals[signal] ?? 0));
    });
  });
}
