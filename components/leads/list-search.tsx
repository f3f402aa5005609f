"use client";

import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useTransition } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";

type ListSearchProps = {
  /** What is searched for now. */
  q: string;
  /** What else stays in the address. */
  keep: Readonly<Record<string, string>>;
};

const PAUSE_MS = 200;

/** Narrows the list while one types; Enter works without JavaScript. The / key puts the cursor here. */
export function ListSearch({ q, keep }: ListSearchProps) {
  const router = useRouter();
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [searching, startTransition] = useTransition();
  useShortcut({ keys: "/", label: "Search in the list", group: "Leads", run: () => field.current?.focus() });
  useEffect(() => () => clearTimeout(timer.current), []);
  // The field follows the address (a removed chip, Back), but never while somebody is typing in it.
  useEffect(() => {
    if (field.current && document.activeElement !== field.current) field.current.value = q;
  }, [q]);

  function search(text: string) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const wanted = text.trim();
      const query = new URLSearchParams({ ...keep, ...(wanted ? { q: wanted } : {}) });
      startTransition(() => router.replace(`/leads?${query}`, { scroll: false }));
    }, PAUSE_MS);
  }

  return (
    <search className="w-full sm:w-56">
      <form action="/leads" className="relative">
        {Object.entries(keep).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <Search
          aria-hidden
          className={cn(
            "pointer-events-none absolute inset-y-0 left-2.5 my-auto size-3.5 text-faint",
            searching && "animate-pulse",
          )}
        />
        <Input
          ref={field}
          type="search"
          name="q"
          defaultValue={q}
          autoComplete="off"
          aria-label="Search in the list"
          placeholder="Name, e-mail or company"
          onChange={(event) => search(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") field.current?.blur();
          }}
          className="h-7 border-line pl-8 text-sm pointer-coarse:h-11"
        />
      </form>
    </search>
  );
}
