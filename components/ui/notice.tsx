import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { SOFT_TONE } from "./tone";

const ICON = { info: Info, good: CircleCheck, warn: TriangleAlert, bad: CircleAlert };

/** A sentence that belongs to the place it stands in: a limit, a consequence, something to know before acting. */
export function Notice({
  tone = "info",
  children,
  action,
  className,
}: {
  tone?: keyof typeof ICON;
  children: ReactNode;
  action?: ReactNode;
  className?: string;
}) {
  const Icon = ICON[tone];
  return (
    <div className={cn("flex items-start gap-2 rounded-md px-3 py-2 text-sm", SOFT_TONE[tone], className)}>
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 text-text">{children}</div>
      {action}
    </div>
  );
}
