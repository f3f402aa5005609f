import { Ban, CircleCheck, RotateCcw } from "lucide-react";
import type { Stage } from "@/lib/stages/stages";
import { STAGE_LABEL, STAGE_MEANING } from "@/lib/stages/stages";
import { cn } from "./cn";

/** How much of the way lies behind: the filled share of the dot. */
const FILLED: Partial<Record<Stage, number>> = { lead: 0, mql: 0.25, sal: 0.5, sql: 0.75, opportunity: 0.9 };

/** The stage in a word, with a mark that fills as the lead gets nearer to the deal. */
export function StageBadge({ stage, className }: { stage: Stage; className?: string }) {
  const filled = FILLED[stage];
  return (
    <span
      title={STAGE_MEANING[stage]}
      className={cn("inline-flex items-center gap-1.5 whitespace-nowrap text-sm", className)}
    >
      {filled !== undefined && <PieMark share={filled} />}
      {stage === "customer" && <CircleCheck aria-hidden className="size-3.5 text-good" />}
      {stage === "recycled" && <RotateCcw aria-hidden className="size-3.5 text-info" />}
      {stage === "disqualified" && <Ban aria-hidden className="size-3.5 text-faint" />}
      {STAGE_LABEL[stage]}
    </span>
  );
}

function PieMark({ share }: { share: number }) {
  const turn = 2 * Math.PI * 2.5;
  return (
    <svg
      aria-hidden
      viewBox="0 0 14 14"
      className={cn("size-3.5 shrink-0", share > 0 ? "text-accent" : "text-faint")}
    >
      <circle cx="7" cy="7" r="6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <circle
        cx="7"
        cy="7"
        r="2.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="5"
        strokeDasharray={`${share * turn} ${turn}`}
        transform="rotate(-90 7 7)"
      />
    </svg>
  );
}
