import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The frame that input, select and textarea share. */
export const controlLook =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-sm text-text transition-colors hover:border-muted focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-faint aria-invalid:border-bad dark:bg-background";

/** A one-line text control. */
export function Input({ className, ...rest }: ComponentProps<"input">) {
  return <input className={cn(controlLook, "h-8 pointer-coarse:h-11", className)} {...rest} />;
}
