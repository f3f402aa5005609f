"use client";

import { ChevronDown, Plus } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { toastProblem } from "@/components/ui/toast";
import type { TimelineEntry, TimelineKind } from "@/lib/leads/queries/timeline";
import type { Page } from "@/lib/shared/page";
import { TimelineLine } from "./timeline-line";

export type TimelineFilter = { key: string; label: string; href: string; current: boolean };

type TimelinePanelProps = {
  leadId: string;
  /** The newest page, from the server; it changes when something new happens. */
  first: Page<TimelineEntry>;
  filters: readonly TimelineFilter[];
  /** The kinds that are shown; none named means all. */
  kinds: readonly TimelineKind[];
  /** Whether this person may say that an activity does not count. */
  mayExclude: boolean;
  /** The form that logs an activity; absent when this person may not. */
  form: ReactNode;
};

const PAGE = 30;
/** When an entry is sought, pages are as large as the API gives. */
const SEEKING_PAGE = 200;

/** Everything that happened, newest first, by day; older pages follow on demand. */
export function TimelinePanel({ leadId, first, filters, kinds, mayExclude, form }: TimelinePanelProps) {
  const [older, setOlder] = useState<Page<TimelineEntry>>({ data: [], nextCursor: first.nextCursor });
  const [loading, setLoading] = useState(false);
  const [logging, setLogging] = useState(false);
  const newest = first.data[0]?.id;
  // A new first page makes the older ones stale: they begin behind another entry now.
  useEffect(() => {
    setOlder({ data: [], nextCursor: first.nextCursor });
    if (newest) setLogging(false);
  }, [newest, first.nextCursor]);

  async function loadOlder(limit = PAGE) {
    if (!older.nextCursor) return;
    setLoading(true);
    const query = new URLSearchParams({
      limit: String(limit),
      cursor: older.nextCursor,
      ...(kinds.length > 0 ? { kind: kinds.join(",") } : {}),
    });
    try {
      const answer = await fetch(`/api/v1/leads/${leadId}/timeline?${query}`);
      if (!answer.ok) throw new Error(String(answer.status));
      const page = (await answer.json()) as Page<TimelineEntry>;
      setOlder({ data: [...older.data, ...page.data], nextCursor: page.nextCursor });
    } catch {
      toastProblem("The older entries did not load", "Try again.");
    } finally {
      setLoading(false);
    }
  }

  const entries = [...first.data, ...older.data];
  useSoughtEntry({ entries, hasOlder: older.nextCursor !== null, loading, loadOlder });
  return (
    <section aria-label="Timeline">
      <header className="flex flex-wrap items-center gap-x-1 gap-y-2 pb-3">
        <nav
          aria-label="Kinds of entries"
          className="flex min-w-0 flex-1 gap-0.5 overflow-x-auto [scrollbar-width:none]"
        >
          {filters.map((filter) => (
            <Link
              key={filter.key}
              href={filter.href}
              scroll={false}
              aria-current={filter.current ? "true" : undefined}
              className="flex h-7 shrink-0 items-center rounded-md px-2 text-xs font-medium text-muted -outline-offset-2 hover:bg-hover hover:text-text aria-[current]:bg-sunken aria-[current]:text-text pointer-coarse:h-11"
            >
              {filter.label}
            </Link>
          ))}
        </nav>
        {form && (
          <Button size="sm" onClick={() => setLogging(!logging)} aria-expanded={logging}>
            {logging ? <ChevronDown aria-hidden /> : <Plus aria-hidden />}
            Log activity
          </Button>
        )}
      </header>
      {logging && <div className="mb-4 rounded-lg border border-line p-3">{form}</div>}
      {entries.length === 0 ? (
        <EmptyState
          title={kinds.length > 0 ? "Nothing of this kind" : "Nothing happened yet"}
          className="py-10"
        >
          {kinds.length > 0
            ? "Choose another kind above."
            : "Log the first activity, or wait for the lead’s next visit."}
        </EmptyState>
      ) : (
        <ol className="relative">
          {entries.map((entry, position) => (
            <TimelineLine
              key={entry.id}
              entry={entry}
              previousAt={entries[position - 1]?.at ?? null}
              mayExclude={mayExclude}
            />
          ))}
        </ol>
      )}
      {older.nextCursor && (
        <Button
          look="ghost"
          className="mt-2 w-full"
          onClick={() => loadOlder()}
          disabled={loading}
          aria-busy={loading}
        >
          {loading ? "Loading…" : "Show older"}
        </Button>
      )}
    </section>
  );
}

/**
 * Scrolls to the entry that the address names (`#entry-…`: evidence of a score links so), loading older pages until it is
 * there. One that is not in the timeline as it is filtered ends the search at its end.
 */
function useSoughtEntry({
  entries,
  hasOlder,
  loading,
  loadOlder,
}: {
  entries: readonly TimelineEntry[];
  hasOlder: boolean;
  loading: boolean;
  loadOlder: (limit?: number) => Promise<void>;
}) {
  const [sought, setSought] = useState<string | null>(null);
  useEffect(() => {
    const seek = () =>
      setSought(location.hash.startsWith("#entry-") ? location.hash.slice("#entry-".length) : null);
    seek();
    window.addEventListener("hashchange", seek);
    return () => window.removeEventListener("hashchange", seek);
  }, []);
  useEffect(() => {
    if (sought === null || loading) return;
    if (entries.some(({ id }) => id === sought)) {
      setSought(null);
      // Setting the fragment again makes the browser scroll there and mark it, now that it exists.
      location.replace(`#entry-${sought}`);
    } else if (hasOlder) void loadOlder(SEEKING_PAGE);
    else setSought(null);
  }, [sought, loading, entries, hasOlder, loadOlder]);
}
