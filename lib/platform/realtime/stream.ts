import "server-only";
import type { Viewer } from "@/lib/team/viewer";
import { concerns } from "./news";
import { hear } from "./wire";

/** Below the idle time of usual proxies. */
const BEAT_MS = 25_000;

type StreamOf = {
  viewer: Viewer;
  /** The request's own end. */
  signal: AbortSignal;
  /** Asked at each beat, and at once when rights or sessions of the viewer changed: whether they may still listen. */
  mayStay: () => Promise<boolean>;
};

/**
 * News for one viewer as server-sent events: `live` says whether news can be heard now, `handoff` and `alert` that
 * something of theirs changed. The data is empty or a flag; whoever hears looks for themselves. Ends with the session, and
 * with a new role: the screen asks again as who its viewer is now.
 */
export function newsStream({ viewer, signal, mayStay }: StreamOf): Response {
  const encoder = new TextEncoder();
  let close = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      const send = (text: string) => controller.enqueue(encoder.encode(text));
      const stopHearing = hear({
        onNews: (news) => {
          if (!concerns(viewer, news)) return;
          if (news.topic === "access") lookAgain();
          else send(`event: ${news.topic}\ndata:\n\n`);
        },
        onLive: (live) => send(`event: live\ndata: ${live}\n\n`),
        onEnd: () => close(),
      });
      const lookAgain = () =>
        mayStay().then(
          (stays) => (stays ? open && send(":\n\n") : close()),
          () => close(),
        );
      const beat = setInterval(lookAgain, BEAT_MS);
      let open = true;
      close = () => {
        if (!open) return;
        open = false;
        clearInterval(beat);
        stopHearing();
        controller.close();
      };
      signal.addEventListener("abort", () => close(), { once: true });
      send("retry: 3000\n\n");
    },
    cancel: () => close(),
  });
  return new Response(body, {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      // Compressing would hold events back.
      "Cache-Control": "private, no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
}
