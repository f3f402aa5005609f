"use client";

import { useEffect, useState } from "react";
import type { TimelineEntry } from "@/lib/leads/queries/timeline";
import type { ScoreRow } from "@/lib/scoring/score";

type Glance = {
  state: "loading" | "ready" | "failed";
  rows: readonly Pick<ScoreRow, "label" | "points">[];
  events: readonly Pick<TimelineEntry, "id" | "title" | "at">[];
};

const LOADING: Glance = { state: "loading", rows: [], events: [] };
const FAILED: Glance = { state: "failed", rows: [], events: [] };
const ROWS = 6;
/** Walking through the list with j and k asks only for the lead one stays on. */
const PAUSE_MS = 80;

/** What the preview shows beyond the row: the score's largest rows and the latest events, asked of the API. */
export function useLeadGlance(leadId: string): Glance {
  const [glance, setGlance] = useState<Glance & { of: string }>({ ...LOADING, of: leadId });
  useEffect(() => {
    const request = new AbortController();
    const ask = async (path: string) => {
      const answer = await fetch(`/api/v1/leads/${leadId}/${path}`, { signal: request.signal });
      if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
      return answer.json();
    };
    const timer = setTimeout(async () => {
      try {
        const [score, timeline] = await Promise.all([ask("score"), ask(`timeline?limit=${ROWS}`)]);
        const rows = (score.rows as ScoreRow[])
          .filter((row) => row.points !== 0)
          .sort((a, b) => Math.abs(b.points) - Math.abs(a.points))
          .slice(0, ROWS);
        setGlance({ state: "ready", rows, events: timeline.data, of: leadId });
      } catch {
        if (!request.signal.aborted) setGlance({ ...FAILED, of: leadId });
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [leadId]);
  return glance.of === leadId ? glance : LOADING;
}
