import { ArrowDown, ArrowRight, ArrowUp, Info } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { TEXT_TONE } from "./tone";
import { Tooltip } from "./tooltip";

type StatTileProps = {
  label: string;
  /** The number, already formatted. */
  value: ReactNode;
  /** What it is out of: "380 of 902". Rates always have it. */
  basis?: ReactNode;
  /** Change against the comparison period; the words say against what. */
  change?: { direction: "up" | "down" | "flat"; text: string; meaning: "good" | "bad" | "neutral" };
  target?: ReactNode;
  /** Formula, basis, window and exclusions. */
  explanation?: ReactNode;
  /** The rows behind the number. */
  href?: string;
  className?: string;
};

/** One number one can trust: its label, its n, its change, and the rows behind it one click away. */
export function StatTile({
  label,
  value,
  basis,
  change,
  target,
  explanation,
  href,
  className,
}: StatTileProps) {
  const Arrow = change?.direction === "up" ? ArrowUp : change?.direction === "down" ? ArrowDown : ArrowRight;
  return (
    <div className={cn("group relative min-w-0 bg-surface px-4 py-3", href && "hover:bg-hover", className)}>
      <div className="flex items-center gap-1 text-xs text-muted">
        <span className="truncate">{label}</span>
        {explanation && (
          <Tooltip content={explanation}>
            <button
              type="button"
              aria-label={`How ${label} is computed`}
              className="relative z-10 flex size-6 items-center justify-center rounded-sm text-faint hover:text-text pointer-coarse:after:absolute pointer-coarse:after:-inset-2.5"
            >
              <Info aria-hidden className="size-3.5" />
            </button>
          </Tooltip>
        )}
      </div>
      <div className="mt-0.5 text-2xl font-semibold tracking-[-0.02em]">
        {href ? (
          <Link href={href} scroll={false} className="after:absolute after:inset-0">
            {value}
            {/* Read out of its place, a bare number would say nothing. */}
            <span className="sr-only"> {label}</span>
          </Link>
        ) : (
          value
        )}
      </div>
      <div className="mt-0.5 flex flex-wrap items-center gap-x-2 text-xs text-muted">
        {basis && <span>{basis}</span>}
        {change && (
          <span
            className={cn(
              "inline-flex items-start gap-0.5",
              TEXT_TONE[change.meaning === "neutral" ? "neutral" : change.meaning],
            )}
          >
            <Arrow aria-hidden className="mt-0.75 size-3 shrink-0" />
            {change.text}
          </span>
        )}
        {target && <span>{target}</span>}
      </div>
    </div>
  );
}

/** A row of tiles parted by hairlines. */
export function StatTiles({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border border-line bg-line md:grid-cols-4",
        className,
      )}
    >
      {children}
    </div>
  );
}
