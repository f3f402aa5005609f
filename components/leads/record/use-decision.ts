"use client";

import { useState, useTransition } from "react";
import { toastDone, toastProblem, toastUndo } from "@/components/ui/toast";
import type { FieldError } from "@/lib/platform/errors";
import type { ActionResult } from "@/lib/platform/web/action";

export type Failure = { message: string; errors: readonly FieldError[] };

type Decision = {
  run: () => Promise<ActionResult<unknown>>;
  /** What the toast says when it is done. */
  done: string;
  /** Takes it back within ten seconds. */
  undo?: () => Promise<ActionResult<unknown>>;
};

/** Runs a decision of the person: says it is done and offers to take it back, or keeps the reason why not. */
export function useDecision(onDone: () => void) {
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<Failure | null>(null);

  function decide({ run, done, undo }: Decision) {
    setFailure(null);
    startTransition(async () => {
      const result = await run();
      if (!result.ok) {
        setFailure({ message: result.message, errors: result.errors });
        return;
      }
      onDone();
      if (undo)
        toastUndo(done, async () => {
          const undone = await undo();
          if (undone.ok) toastDone("Taken back");
          else toastProblem("Not taken back", undone.message);
        });
      else toastDone(done);
    });
  }

  return { decide, pending, failure, forget: () => setFailure(null) };
}

/** The message that belongs to one field of a form. */
export const errorOf = (failure: Failure | null, path: string): string | undefined =>
  failure?.errors.find((error) => error.path === path)?.message;
