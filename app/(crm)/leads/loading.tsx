import { Skeleton } from "@/components/ui/skeleton";

const ROWS = 14;
const TABS = ["w-24", "w-20", "w-20", "w-24", "w-12", "w-16"];

/** The list's own shape while it is coming: title, tabs, filters, rows. */
export default function LeadsLoading() {
  return (
    <div role="status" aria-label="Loading leads">
      <div className="flex justify-between px-4 pt-5 md:px-6">
        <Skeleton className="h-5 w-16" />
        <Skeleton className="h-7 w-24" />
      </div>
      <div className="mt-4 flex gap-5 border-b border-line px-4 pb-3 md:px-6">
        {TABS.map((width, tab) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the tabs never change
          <Skeleton key={tab} className={width} />
        ))}
      </div>
      <div className="flex gap-2 px-4 py-2">
        <Skeleton className="h-7 w-56" />
        <Skeleton className="h-7 w-20" />
      </div>
      {Array.from({ length: ROWS }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders
        <div key={row} className="flex h-9 items-center gap-6 border-b border-line px-4">
          <Skeleton className="w-1/4" />
          <Skeleton className="h-5 w-7" />
          <Skeleton className="w-1/3 max-md:hidden" />
          <Skeleton className="ml-auto w-16" />
        </div>
      ))}
    </div>
  );
}
