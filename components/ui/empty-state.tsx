import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  icon?: ReactNode;
  title: string;
  /** One sentence: why it is empty or what will be here. */
  children?: ReactNode;
  /** One action, rarely two. */
  action?: ReactNode;
  className?: string;
};

/** What a place says while it holds nothing. */
export function EmptyState({ icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center", className)}>
      {icon && (
        <span className="mb-3 flex size-9 items-center justify-center rounded-lg border border-line bg-surface text-muted [&_svg]:size-4.5">
          {icon}
        </span>
      )}
      <p className="text-base font-medium">{title}</p>
      {children && <div className="mt-1 text-pretty text-muted">{children}</div>}
      {action && <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
