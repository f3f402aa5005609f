import { cn } from "./cn";

/** The shape of something that is still coming. Lay skeletons out exactly as what they stand for. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn("block h-3 animate-pulse rounded-sm bg-sunken dark:bg-line", className)}
    />
  );
}
