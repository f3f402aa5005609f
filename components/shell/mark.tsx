import { cn } from "@/components/ui/cn";

/** The baton, handed from left to right. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg aria-hidden viewBox="0 0 24 24" className={cn("size-6 shrink-0", className)}>
      <rect
        x="1.5"
        y="9"
        width="21"
        height="6"
        rx="3"
        transform="rotate(-38 12 12)"
        className="fill-accent"
      />
      <rect
        x="9.25"
        y="9"
        width="2.25"
        height="6"
        transform="rotate(-38 12 12)"
        className="fill-background"
      />
      <rect
        x="12.75"
        y="9"
        width="2.25"
        height="6"
        transform="rotate(-38 12 12)"
        className="fill-background"
      />
    </svg>
  );
}
