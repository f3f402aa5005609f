import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "./mark";

/** Above every screen: search, the workspace's day, theme, alerts, the person. */
export function TopBar({ search, children }: { search: ReactNode; children: ReactNode }) {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-2 border-b border-line bg-background px-3 max-md:gap-0 md:px-4 print:hidden">
      <Link
        href="/"
        aria-label="To your first screen"
        className="-ml-2.5 flex size-11 items-center justify-center md:hidden"
      >
        <Mark />
      </Link>
      {search}
      <div className="ml-auto flex items-center gap-1 pointer-coarse:gap-0">{children}</div>
    </header>
  );
}
