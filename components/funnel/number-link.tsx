import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

/** A number that opens the rows behind it. Nothing behind it: plain text, there is nothing to open. */
export function NumberLink({
  href,
  empty = false,
  className,
  children,
  title,
}: {
  href: string;
  empty?: boolean;
  className?: string;
  children: ReactNode;
  title?: string;
}) {
  if (empty) return <span className={className}>{children}</span>;
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      title={title ?? "Open the rows"}
      className={cn(
        "rounded-sm underline decoration-line-strong/50 decoration-dotted underline-offset-3 transition-colors hover:text-accent-text hover:decoration-accent",
        className,
      )}
    >
      {children}
    </Link>
  );
}
