import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { SOFT_TONE, type Tone } from "./tone";

/** A short fact about a thing: a word, with an icon where the colour means something. */
export function Badge({
  tone = "neutral",
  icon,
  className,
  children,
  ...rest
}: ComponentProps<"span"> & { tone?: Tone; icon?: ReactNode }) {
  return (
    <span
      className={cn(
        "inline-flex h-5 max-w-full items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-xs font-medium [&_svg]:size-3 [&_svg]:shrink-0",
        SOFT_TONE[tone],
        className,
      )}
      {...rest}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
