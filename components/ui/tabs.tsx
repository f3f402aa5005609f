import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { TabStrip } from "./tab-strip";

export type TabLink = { href: string; label: ReactNode; count?: ReactNode; current: boolean };

/** Views of one page as links: each has an address, works without JavaScript and can be opened in a new tab. */
export function TabLinks({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly TabLink[];
  className?: string;
}) {
  return (
    <TabStrip
      label={label}
      current={tabs.find(({ current }) => current)?.href}
      className={cn("gap-1 border-b border-line", className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "page" : undefined}
          className="-mb-px flex h-9 shrink-0 items-center gap-1.5 border-b-2 border-transparent px-2 text-sm text-muted transition-colors -outline-offset-2 hover:text-text aria-[current=page]:border-accent aria-[current=page]:font-medium aria-[current=page]:text-text pointer-coarse:h-11"
        >
          {tab.label}
          {tab.count !== undefined && <span className="text-xs font-normal text-faint">{tab.count}</span>}
        </Link>
      ))}
    </TabStrip>
  );
}

/** Two or three short alternatives as links in one frame: the basis of a report, list or board. */
export function SegmentLinks({
  label,
  tabs,
  className,
}: {
  label: string;
  tabs: readonly TabLink[];
  className?: string;
}) {
  return (
    <nav
      aria-label={label}
      className={cn("inline-flex rounded-md border border-line bg-sunken p-0.5", className)}
    >
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          scroll={false}
          aria-current={tab.current ? "true" : undefined}
          className="flex h-6.5 items-center rounded-sm px-2.5 text-xs font-medium text-muted transition-colors hover:text-text aria-[current]:bg-surface aria-[current]:text-text aria-[current]:ring-1 aria-[current]:ring-line dark:aria-[current]:bg-raised pointer-coarse:h-11"
        >
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
