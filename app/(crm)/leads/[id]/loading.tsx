import { Skeleton } from "@/components/ui/skeleton";

const FACTS = 12;
const ENTRIES = 10;

/** A lead's own shape while it is coming: head, ladder, three columns. */
export default function LeadLoading() {
  return (
    <div role="status" aria-label="Loading the lead" className="flex flex-1 flex-col">
      <div className="border-b border-line px-4 pt-4 pb-5 md:px-6">
        <Skeleton className="w-12" />
        <div className="mt-3 flex items-center gap-3">
          <Skeleton className="h-8 w-11" />
          <div className="space-y-2">
            <Skeleton className="h-5 w-48" />
            <Skeleton className="w-64" />
          </div>
        </div>
        <Skeleton className="mt-6 h-4 w-full" />
      </div>
      <div className="grid flex-1 gap-6 px-4 py-5 md:px-6 lg:grid-cols-[17rem_minmax(0,1fr)] xl:grid-cols-[18rem_minmax(0,1fr)_21rem]">
        <div className="space-y-4 max-lg:hidden">
          {Array.from({ length: FACTS }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders
            <Skeleton key={line} className={line % 3 ? "w-4/5" : "w-3/5"} />
          ))}
        </div>
        <div className="space-y-5">
          {Array.from({ length: ENTRIES }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: equal placeholders
            <Skeleton key={line} className={line % 2 ? "w-2/3" : "w-1/2"} />
          ))}
        </div>
        <Skeleton className="h-80 max-xl:hidden" />
      </div>
    </div>
  );
}
