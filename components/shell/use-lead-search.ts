"use client";

import { useEffect, useState } from "react";
import type { Stage } from "@/lib/stages/stages";

/** As much of the API's lead as a line of search results shows. */
export type FoundLead = {
  id: string;
  name: string;
  company: { name: string } | null;
  stage: Stage;
  grade: string;
  score: number;
};

type Search = { leads: readonly FoundLead[]; state: "idle" | "searching" | "done" | "failed" };

const IDLE: Search = { leads: [], state: "idle" };
const PAUSE_MS = 120;
const SHOWN = 7;

/** Leads that match what is being typed, asked of the API after a short pause; an older answer never overwrites a newer one. */
export function useLeadSearch(text: string): Search {
  const [search, setSearch] = useState<Search>(IDLE);
  const wanted = text.trim();
  useEffect(() => {
    if (wanted === "") {
      setSearch(IDLE);
      return;
    }
    const request = new AbortController();
    const timer = setTimeout(async () => {
      setSearch((before) => ({ ...before, state: "searching" }));
      try {
        const query = new URLSearchParams({ q: wanted, limit: String(SHOWN) });
        const answer = await fetch(`/api/v1/leads?${query}`, { signal: request.signal });
        if (!answer.ok) throw new Error(`search answered ${answer.status}`);
        const { data } = (await answer.json()) as { data: FoundLead[] };
        setSearch({ leads: data, state: "done" });
      } catch {
        if (!request.signal.aborted) setSearch({ leads: [], state: "failed" });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [wanted]);
  return search;
}
