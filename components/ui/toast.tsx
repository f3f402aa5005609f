"use client";

import { useTheme } from "next-themes";
import { Toaster as Base, toast } from "sonner";

/** Where toasts appear; stands once in the root layout. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Base
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-center"
      offset={{ bottom: "1rem", top: "0.5rem" }}
      mobileOffset={{ bottom: "4.5rem", top: "0.5rem" }}
      gap={8}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-full items-center gap-3 rounded-lg bg-raised px-3.5 py-2.5 text-sm text-text shadow-float font-sans sm:w-auto sm:min-w-72 sm:max-w-md [&>[data-icon]]:flex [&>[data-icon]]:text-muted",
          content: "min-w-0 flex-1",
          title: "font-medium",
          description: "text-muted",
          actionButton:
            "shrink-0 h-7 rounded-md px-2 font-medium text-accent-text hover:bg-accent-soft pointer-coarse:h-11",
          error: "[&>[data-icon]]:!text-bad",
        },
      }}
    />
  );
}

/** How long a decision can be taken back, in milliseconds. */
export const UNDO_WINDOW_MS = 10_000;

/** Where a toast appears: at the top where the foot of the screen holds what one needs next. */
type Edge = "top" | "bottom";

const placed = (edge: Edge) => ({ position: `${edge}-center` as const });

/** Says that something was done. */
export const toastDone = (message: string, description?: string, edge: Edge = "bottom") =>
  toast.message(message, { ...placed(edge), ...(description ? { description } : {}) });

/** Says that something was not done, and why. */
export const toastProblem = (message: string, description?: string, edge: Edge = "bottom") =>
  toast.error(message, { duration: 8_000, ...placed(edge), ...(description ? { description } : {}) });

/** Says that something was done and offers to take it back while that is possible. */
export function toastUndo(
  message: string,
  undo: () => void | Promise<void>,
  windowMs = UNDO_WINDOW_MS,
  edge: Edge = "bottom",
) {
  return toast.message(message, {
    duration: windowMs,
    ...placed(edge),
    action: { label: "Undo", onClick: () => void undo() },
  });
}

/** Takes a toast away before its time: what it says no longer holds. */
export const dismissToast = (id: string | number) => toast.dismiss(id);
