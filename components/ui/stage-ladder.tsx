import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export type LadderStep = {
  key: string;
  label: string;
  state: "done" | "current" | "ahead";
  /** Under the label: when it was reached, or how long the lead has been here. */
  detail?: ReactNode;
  /** Nobody told when: set to the next known time by an import. */
  imputed?: boolean;
};

/** The way from lead to customer: what is behind, where the lead is now, what is ahead. On a phone only the present stage is named. */
export function StageLadder({ steps, className }: { steps: readonly LadderStep[]; className?: string }) {
  return (
    <ol aria-label="Stages" className={cn("relative flex overflow-x-auto [scrollbar-width:none]", className)}>
      {steps.map((step) => (
        <li
          key={step.key}
          aria-current={step.state === "current" ? "step" : undefined}
          className="group/step flex min-w-0 flex-1 flex-col gap-1.5 aria-[current]:max-sm:min-w-24 sm:min-w-24"
        >
          <span className="flex items-center" aria-hidden>
            <span
              className={cn(
                "flex size-4 shrink-0 items-center justify-center rounded-full",
                step.state === "done" && "bg-text text-background",
                step.state === "current" && "bg-accent ring-3 ring-accent-soft",
                step.state === "ahead" && "border border-line-strong bg-surface",
                step.imputed && "border border-dashed border-line-strong bg-surface text-muted",
              )}
            >
              {step.state === "done" && <Check strokeWidth={3} className="size-2.5" />}
            </span>
            <span
              className={cn(
                "mx-1.5 h-px flex-1 group-last/step:invisible",
                step.state === "done" ? "bg-text" : "bg-line",
              )}
            />
          </span>
          <span className={cn("min-w-0 pr-2", step.state !== "current" && "max-sm:sr-only")}>
            <span
              className={cn(
                "block truncate text-xs",
                step.state === "current" && "font-semibold text-text",
                step.state === "done" && "font-medium text-text",
                step.state === "ahead" && "text-muted",
              )}
            >
              {step.label}
              <span className="sr-only">
                {step.state === "done" ? ", reached" : step.state === "ahead" ? ", not reached" : ", now"}
              </span>
            </span>
            {step.detail && <span className="block truncate text-2xs text-muted">{step.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
