import { cn } from "./cn";

/** How far a running job is. Without `value` it is under way with an unknown end. */
export function Progress({
  label,
  value,
  max = 1,
  className,
}: {
  label: string;
  value?: number;
  max?: number;
  className?: string;
}) {
  const known = value !== undefined;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      {...(known ? { "aria-valuenow": value } : {})}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-sunken dark:bg-line", className)}
    >
      <div
        className={cn(
          "h-full rounded-full bg-accent transition-[width] duration-300",
          !known && "animate-pulse",
        )}
        style={{ width: known ? `${Math.min(100, (value / max) * 100)}%` : "100%" }}
      />
    </div>
  );
}
