import "server-only";
import { type ChildProcess, spawn } from "node:child_process";
import { setPriority } from "node:os";
import { join } from "node:path";
import { AppError } from "../errors";
import { onShutdown } from "../shutdown";
import type { FromChild, ToChild } from "./messages";

/** Long computations in a process of their own, so that this one goes on answering. Started when first asked. */
export type SideProcess<Ask, Answer, Progress> = {
  /**
   * Answers, or after `patience` milliseconds how far it is: then ask the same again. Throws `unavailable` when the process
   * ended over it.
   */
  ask(ask: Ask, patience: number): Promise<{ answer: Answer } | { progress: Progress | null }>;
  stop(): Promise<void>;
};

type Pending = { settle: (answer: unknown) => void; fail: (error: Error) => void };

type Running = { child: ChildProcess; pending: Map<number, Pending>; progress: unknown };

/** Kept across hot reloads. */
const holder = globalThis as { batonSideProcesses?: Map<string, Running> };

/** Lower than what answers requests: they share the machine. */
const NICE = 10;

/** The process that runs `file` (from the checkout's folder), with at most so many megabytes of objects. */
export function sideProcess<Ask, Answer, Progress>(
  file: string,
  { memoryMB }: { memoryMB: number },
): SideProcess<Ask, Answer, Progress> {
  holder.batonSideProcesses ??= new Map();
  const processes = holder.batonSideProcesses;
  let asks = 0;

  function start(): Running {
    const args = ["--import", "tsx", "--conditions=react-server", `--max-old-space-size=${memoryMB}`];
    const child = spawn(process.execPath, [...args, join(process.cwd(), file)], {
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      serialization: "advanced",
      env: process.env,
    });
    const running: Running = { child, pending: new Map(), progress: null };
    const end = (why: string) => {
      if (processes.get(file) === running) processes.delete(file);
      const error = new AppError("unavailable", "The computation ended before it was done. Ask again.", {
        cause: new Error(`${file} ${why}`),
      });
      for (const { fail } of running.pending.values()) fail(error);
      running.pending.clear();
    };
    child.on("message", (message: FromChild) => {
      if (message.kind === "progress") running.progress = message.progress;
      else {
        running.progress = null;
        const pending = running.pending.get(message.id);
        running.pending.delete(message.id);
        if (message.kind === "answer") pending?.settle(message.answer);
        else pending?.fail(errorOf(message));
      }
    });
    child.once("error", (error) => end(`could not run: ${error.message}`));
    child.once("exit", (code, signal) => end(`ended with ${signal ?? code}`));
    // Neither it nor its channel keeps this process from ending.
    child.unref();
    child.channel?.unref();
    if (child.pid !== undefined) lowerPriority(child.pid);
    onShutdown(file, () => stop());
    processes.set(file, running);
    return running;
  }

  async function stop(): Promise<void> {
    const running = processes.get(file);
    if (!running) return;
    const ended = new Promise((resolve) => running.child.once("exit", resolve));
    running.child.kill("SIGKILL");
    await ended;
  }

  return {
    stop,
    ask(ask, patience) {
      const running = processes.get(file) ?? start();
      const id = ++asks;
      const { child, pending } = running;
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          pending.delete(id);
          child.send({ kind: "drop", id } satisfies ToChild, () => {});
          resolve({ progress: running.progress as Progress | null });
        }, patience);
        pending.set(id, {
          settle(answer) {
            clearTimeout(timer);
            resolve({ answer: answer as Answer });
          },
          fail(error) {
            clearTimeout(timer);
            reject(error);
          },
        });
        child.send({ kind: "ask", id, ask } satisfies ToChild, (error) => {
          if (error) pending.get(id)?.fail(new AppError("unavailable", "Ask again.", { cause: error }));
        });
      });
    },
  };
}

function errorOf({ code, message }: Extract<FromChild, { kind: "error" }>): Error {
  return code === null ? new Error(message) : new AppError(code, message);
}

function lowerPriority(pid: number): void {
  try {
    setPriority(pid, NICE);
  } catch {
    // Not every system lets us; it computes all the same.
  }
}
