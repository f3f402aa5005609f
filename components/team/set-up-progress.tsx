import { Check } from "lucide-react";
import { cn } from "@/components/ui/cn";

export const SET_UP_STEPS = ["You", "Workspace", "Scoring", "People", "Data"] as const;

/** How far the set-up is: five steps on one line. */
export function SetUpProgress({ current }: { current: number }) {
  return (
    <nav aria-label="Set-up" className="mb-7">
      <ol className="flex gap-2">
        {SET_UP_STEPS.map((label, index) => {
          const done = index < current;
          return (
            <li
              key={label}
              aria-current={index === current ? "step" : undefined}
              className={cn(
                "flex-1 border-t-2 pt-1.5 text-xs",
                index <= current ? "border-accent text-text" : "border-line text-faint",
                index === current && "font-medium",
              )}
            >
              <span className="inline-flex items-center gap-1">
                {label}
                {done && <Check aria-label="done" className="size-3 text-accent-text max-sm:hidden" />}
              </span>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
