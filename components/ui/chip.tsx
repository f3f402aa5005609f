import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";

type ChipProps = {
  children: ReactNode;
  /** Where the page goes without this filter; shows the cross. */
  removeHref?: string;
  /** What the cross takes away, for screen readers: "Remove stage filter". */
  removeLabel?: string;
  className?: string;
};

/** One filter in force, said as part of a sentence ("stage is MQL"), with a cross to take it off. */
export function Chip({ children, removeHref, removeLabel, className }: ChipProps) {
  return (
    <span
      className={cn(
        "inline-flex h-7 max-w-full items-center rounded-md border border-line bg-surface pl-2 text-xs text-muted pointer-coarse:h-11 [&_b]:font-medium [&_b]:text-text",
        !removeHref && "pr-2",
        className,
      )}
    >
      <span className="truncate">{children}</span>
      {removeHref && (
        <Link
          href={removeHref}
          scroll={false}
          aria-label={removeLabel ?? "Remove filter"}
          className="ml-1 flex h-full w-6 items-center justify-center rounded-r-md pointer-coarse:w-11 text-faint transition-colors hover:bg-sunken hover:text-text"
        >
          <X aria-hidden className="size-3.5" />
        </Link>
      )}
    </span>
  );
}
