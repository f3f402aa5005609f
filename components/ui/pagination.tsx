import { ChevronLeft, ChevronRight, ChevronsLeft } from "lucide-react";
import type { ReactNode } from "react";
import { LinkButton } from "./link-button";

type PaginationProps = {
  /** "1–50 of 2,431" or whatever is known. */
  children?: ReactNode;
  firstHref?: string | null;
  previousHref?: string | null;
  nextHref?: string | null;
};

/** Keyset paging: forwards, back and to the start; there are no page numbers because rows move. */
export function Pagination({ children, firstHref, previousHref, nextHref }: PaginationProps) {
  if (!firstHref && !previousHref && !nextHref && !children) return null;
  const step = (href: string | null | undefined, label: string, icon: ReactNode) =>
    href ? (
      <LinkButton href={href} look="ghost" size="sm" shape="icon" aria-label={label}>
        {icon}
      </LinkButton>
    ) : (
      <span
        aria-hidden
        className="flex size-7 items-center pointer-coarse:size-11 justify-center text-line-strong opacity-50 [&_svg]:size-4"
      >
        {icon}
      </span>
    );
  return (
    <nav aria-label="Pages" className="flex items-center gap-1 text-xs text-muted">
      <span className="mr-1">{children}</span>
      {firstHref !== undefined && step(firstHref, "First page", <ChevronsLeft aria-hidden />)}
      {previousHref !== undefined && step(previousHref, "Previous page", <ChevronLeft aria-hidden />)}
      {step(nextHref, "Next page", <ChevronRight aria-hidden />)}
    </nav>
  );
}
