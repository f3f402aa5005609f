export const NEWS_TOPICS = ["handoff", "alert"] as const;

export type NewsTopic = (typeof NEWS_TOPICS)[number];

/** Hears a topic; null says that the line is live again after a silence. */
type Listener = (topic: NewsTopic | null) => void;

// One connection a page, however many listen: a browser gives a site only six.
const listeners = new Set<Listener>();
let source: EventSource | null = null;
let live = false;

const tell = (topic: NewsTopic | null) => {
  for (const listener of listeners) listener(topic);
};

function open(): void {
  if (source) return;
  source = new EventSource("/api/events");
  source.addEventListener("live", ({ data }) => {
    if (data === "true" && !live) tell(null);
    live = data === "true";
  });
  source.addEventListener("error", () => {
    live = false;
  });
  for (const topic of NEWS_TOPICS) source.addEventListener(topic, () => tell(topic));
}

function close(): void {
  source?.close();
  source = null;
  live = false;
}

/** A hidden page holds no connection; the first word after coming back makes it look. */
const onVisibility = () => (document.visibilityState === "visible" ? open() : close());

/** Listens until the answer is called. The first listener opens the line, the last one closes it. */
export function hearNews(listener: Listener): () => void {
  if (listeners.size === 0) {
    document.addEventListener("visibilitychange", onVisibility);
    if (document.visibilityState === "visible") open();
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    document.removeEventListener("visibilitychange", onVisibility);
    close();
  };
}

/** Whether news arrive at this moment. */
export const isLive = (): boolean => live;
