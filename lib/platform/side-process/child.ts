import "server-only";
import { AppError } from "../errors";
import type { FromChild, ToChild } from "./messages";

/** Without a question for so long it ends, and gives its memory back; the next question starts another one. */
const LONGEST_IDLE = 15 * 60_000;

/**
 * Answers what the parent asks, one question after the other; those that it no longer waits for are passed over. Ends with
 * the parent.
 */
export function answerParent<Ask, Answer, Progress>(
  answer: (ask: Ask, onProgress: (progress: Progress) => void) => Promise<Answer>,
): void {
  const waiting: { id: number; ask: unknown }[] = [];
  let isBusy = false;
  let idle = setTimeout(leave, LONGEST_IDLE);
  const tell = (message: FromChild) => process.send?.(message);

  async function work(): Promise<void> {
    if (isBusy) return;
    isBusy = true;
    clearTimeout(idle);
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { id, ask } = next;
      try {
        tell({ kind: "answer", id, answer: await answer(ask as Ask, onProgress) });
      } catch (error) {
        if (!(error instanceof AppError)) process.stderr.write(`${(error as Error)?.stack ?? error}\n`);
        const code = error instanceof AppError ? error.code : null;
        tell({ kind: "error", id, code, message: error instanceof Error ? error.message : String(error) });
      }
    }
    isBusy = false;
    idle = setTimeout(leave, LONGEST_IDLE);
  }

  process.on("message", (message: ToChild) => {
    if (message.kind === "ask") {
      waiting.push(message);
      void work();
    } else {
      const at = waiting.findIndex(({ id }) => id === message.id);
      if (at >= 0) waiting.splice(at, 1);
    }
  });
  process.once("disconnect", leave);
  // The terminal's Ctrl-C is for the parent, which then ends us.
  process.on("SIGINT", () => {});

  function onProgress(progress: Progress): void {
    tell({ kind: "progress", progress });
  }
}

function leave(): void {
  process.exit();
}
