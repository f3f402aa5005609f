"use client";

import { useEffect, useState } from "react";
import type { Underway } from "./view";

export type Asked<T> = {
  /** The last answer; it stays while the next one is on its way. */
  view: T | null;
  progress: Underway["progress"];
  state: "current" | "asking" | "failed";
  problem: string | null;
};

const PAUSE_MS = 200;
const AGAIN_MS = 700;

/**
 * Asks an endpoint after a short pause, and again while it says that it is still reading; a newer question drops an older
 * one. `body` is the question as JSON, null for none.
 */
export function useAnswer<T>(path: string, body: string | null): Asked<T> {
  const [asked, setAsked] = useState<Asked<T>>({
    view: null,
    progress: null,
    state: "asking",
    problem: null,
  });
  useEffect(() => {
    if (body === null) return;
    const request = new AbortController();
    setAsked((before) => ({ ...before, state: "asking", problem: null }));
    const ask = async () => {
      try {
        const answer = await fetch(path, {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body,
          signal: request.signal,
        });
        const told = await answer.json();
        if (!answer.ok) throw new Error(told.detail ?? `the answer was ${answer.status}`);
        if (answer.status === 202) {
          setAsked((before) => ({ ...before, progress: told.progress }));
          timer = setTimeout(ask, AGAIN_MS);
        } else setAsked({ view: told as T, progress: null, state: "current", problem: null });
      } catch (error) {
        if (request.signal.aborted) return;
        setAsked((before) => ({ ...before, state: "failed", problem: (error as Error).message }));
      }
    };
    let timer = setTimeout(ask, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      request.abort();
    };
  }, [path, body]);
  return asked;
}
