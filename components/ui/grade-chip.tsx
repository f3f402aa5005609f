import { cn } from "./cn";
import { ENGAGEMENT_WORD, FIT_WORD } from "./grade-words";

type GradeChipProps = {
  /** "A1" … "D4", or "1" … "4" where the model has no fit rules; empty when not scored yet. */
  grade: string;
  size?: "sm" | "lg";
  className?: string;
};

/** Warmer the better both are; a lead that is only fit or only engaged stays cool. */
function warmth(fit: string, engagement: string): string {
  const away = (fit ? "ABCD".indexOf(fit) : Number(engagement) - 1) + Number(engagement) - 1;
  if (away <= 1) return "bg-accent-soft text-accent-text";
  if (away <= 2) return "bg-warn-soft text-warn";
  if (away <= 4) return "bg-sunken text-text";
  return "bg-sunken text-faint";
}

/** Fit letter and engagement digit in one chip; spoken and on hover in words. */
export function GradeChip({ grade, size = "sm", className }: GradeChipProps) {
  const fit = /^[A-D]/.test(grade) ? grade.charAt(0) : "";
  const engagement = grade.slice(fit.length);
  if (!engagement) return <span className={cn("text-faint", className)}>–</span>;
  const words = [FIT_WORD[fit], ENGAGEMENT_WORD[engagement]].filter(Boolean).join(", ");
  return (
    <span
      role="img"
      aria-label={`Grade ${grade}: ${words}`}
      title={`Grade ${grade}: ${words}`}
      className={cn(
        "inline-flex items-center justify-center rounded-sm font-semibold proportional-nums",
        size === "sm" ? "h-5 min-w-7 px-1 text-xs" : "h-8 min-w-11 rounded-md px-2 text-lg",
        warmth(fit, engagement),
        className,
      )}
    >
      {grade}
    </span>
  );
}
