import type { ReactNode } from "react";
import { cn } from "./cn";

type PageHeaderProps = {
  title: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** Right of the title: the primary action last. */
  actions?: ReactNode;
  /** Under the title, flush with the line: TabLinks. */
  tabs?: ReactNode;
  className?: string;
};

/** The head of every screen: what it is, what one can do, its views. */
export function PageHeader({ title, description, actions, tabs, className }: PageHeaderProps) {
  return (
    <header className={cn("px-4 pt-4 md:px-6", !tabs && "pb-3", className)}>
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h1 className="text-lg font-semibold tracking-[-0.01em]">{title}</h1>
          {description && <p className="mt-0.5 max-w-prose text-pretty text-muted">{description}</p>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </div>
      {tabs && <div className="-mx-4 mt-2 md:-mx-6 [&>nav]:px-2 md:[&>nav]:px-4">{tabs}</div>}
    </header>
  );
}

/** The content of a screen that reads from top to bottom, at a comfortable measure. */
export function PageBody({
  wide = false,
  className,
  children,
}: {
  wide?: boolean;
  className?: string;
  children: ReactNode;
}) {
  return <div className={cn("px-4 pb-16 md:px-6", !wide && "max-w-5xl", className)}>{children}</div>;
}

type PanelProps = {
  title?: ReactNode;
  /** Right of the title: a link, a small button. */
  actions?: ReactNode;
  /** Fills the panel to its edges: tables, lists. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
};

/** A framed group. Never put one inside another. */
export function Panel({ title, actions, flush, className, children }: PanelProps) {
  return (
    <section className={cn("min-w-0 rounded-lg border border-line bg-surface", className)}>
      {(title || actions) && (
        <header
          className={cn(
            "flex min-h-10 items-center justify-between gap-3 px-4 pt-2",
            flush && "border-b border-line pt-0",
          )}
        >
          <h2 className="text-sm font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      <div className={cn(!flush && "px-4 pb-4", !flush && !title && "pt-4")}>{children}</div>
    </section>
  );
}

/** Names and values of a thing, two columns. */
export function Facts({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm", className)}>
      {children}
    </dl>
  );
}

/** One name with its value; an en dash stands for nothing. */
export function Fact({ label, children }: { label: ReactNode; children?: ReactNode }) {
  return (
    <>
      <dt className="py-0.5 text-muted">{label}</dt>
      <dd className="min-w-0 py-0.5 break-words">{children ?? <span className="text-faint">–</span>}</dd>
    </>
  );
}
