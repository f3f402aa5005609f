import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

/** A dense table that scrolls sideways inside itself, never the page. */
export function Table({
  className,
  frameClassName,
  ...rest
}: ComponentProps<"table"> & { frameClassName?: string }) {
  return (
    <div className={cn("relative w-full overflow-x-auto", frameClassName)}>
      <table className={cn("w-full border-separate border-spacing-0 text-sm", className)} {...rest} />
    </div>
  );
}

type HeadCellProps = ComponentProps<"th"> & {
  /** Right-aligned, as numbers are. */
  numeric?: boolean;
  /** Makes the heading a link that sorts. */
  sort?: { href: string; direction: "asc" | "desc" | null };
};

/** A column heading; says its sort direction to screen readers. */
export function HeadCell({ numeric, sort, className, children, ...rest }: HeadCellProps) {
  const Arrow = sort?.direction === "asc" ? ArrowUp : sort?.direction === "desc" ? ArrowDown : ChevronsUpDown;
  return (
    <th
      scope="col"
      {...(sort?.direction ? { "aria-sort": sort.direction === "asc" ? "ascending" : "descending" } : {})}
      className={cn(
        "h-8 whitespace-nowrap border-b border-line px-2 text-left text-xs font-medium text-muted first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...rest}
    >
      {sort ? (
        <Link
          href={sort.href}
          scroll={false}
          className={cn(
            "group -mx-1 inline-flex h-6 items-center gap-1 rounded-sm px-1 hover:text-text pointer-coarse:h-11",
            sort.direction && "text-text",
          )}
        >
          {children}
          <Arrow
            aria-hidden
            className={cn(
              "size-3",
              !sort.direction && "opacity-0 group-hover:opacity-60 group-focus-visible:opacity-60",
            )}
          />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

/** A row of 36 px, 44 px on touch; 32 px where an ancestor says data-density="compact". */
export function Row({ className, ...rest }: ComponentProps<"tr">) {
  return (
    <tr
      className={cn(
        "group/row h-9 transition-colors hover:bg-hover aria-selected:bg-selected in-data-[density=compact]:h-8 pointer-coarse:h-11",
        className,
      )}
      {...rest}
    />
  );
}

/** A cell; numbers stand right with equal digits. */
export function Cell({ numeric, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td
      className={cn(
        "border-b border-line px-2 first:pl-4 last:pr-4",
        numeric && "text-right tabular-nums",
        className,
      )}
      {...rest}
    />
  );
}

/** The heading cell of a row. */
export function RowHead({ className, ...rest }: ComponentProps<"th">) {
  return (
    <th
      scope="row"
      className={cn("border-b border-line px-2 text-left font-normal first:pl-4 last:pr-4", className)}
      {...rest}
    />
  );
}

/** The only row of a table that holds nothing. */
export function EmptyRow({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tr>
      <td colSpan={columns}>{children}</td>
    </tr>
  );
}
