"use client";

import { useEffect, useRef } from "react";
import { hearNews, isLive, type NewsTopic } from "./news-line";

/** News often come in pairs: one look serves them. */
const GATHER_MS = 300;
/** How often to look while news cannot be heard. */
const LOOK_EVERY_MS = 20_000;

/**
 * Calls `look` when something of these topics changed, while the page is visible: told by the server, or every 20 seconds
 * where the connection for that cannot be had. Coming back to a page that was hidden looks once.
 */
export function useNews(topics: readonly NewsTopic[], look: () => void): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  const wanted = topics.join(" ");
  useEffect(() => {
    let soon: ReturnType<typeof setTimeout> | undefined;
    const lookSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(() => latest.current(), GATHER_MS);
    };
    const hangUp = hearNews((topic) => {
      // Live again (no topic): what happened in between was not heard.
      if (topic === null || wanted.split(" ").includes(topic)) lookSoon();
    });
    const regularly = setInterval(() => {
      if (!isLive() && document.visibilityState === "visible") latest.current();
    }, LOOK_EVERY_MS);
    return () => {
      hangUp();
      clearInterval(regularly);
      clearTimeout(soon);
    };
  }, [wanted]);
}
