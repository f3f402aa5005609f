import "server-only";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { log } from "@/lib/platform/log";
import { onShutdown } from "@/lib/platform/shutdown";
import { CHANNEL } from "./announce";
import { decodeNews, type News } from "./news";

/** Somebody who hears all news of this process. */
export type Ear = {
  onNews: (news: News) => void;
  /** Whether news can be heard now. After a gap some were missed: look again. */
  onLive: (live: boolean) => void;
  /** The process stops. */
  onEnd: () => void;
};

/** One connection a process listens for everybody. */
type Wire = { url: string; ears: Set<Ear>; live: boolean; ended: AbortController };

const holder = globalThis as { batonWire?: Wire };

const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

/** Hears news until the answer is called. The first ear of a process opens its one connection, which is kept. */
export function hear(ear: Ear): () => void {
  const wire = openWire();
  wire.ears.add(ear);
  if (wire.live) ear.onLive(true);
  return () => {
    wire.ears.delete(ear);
  };
}

function openWire(): Wire {
  const url = process.env.DATABASE_URL ?? "";
  if (holder.batonWire?.url === url) return holder.batonWire;
  holder.batonWire?.ended.abort();
  const wire: Wire = { url, ears: new Set(), live: false, ended: new AbortController() };
  holder.batonWire = wire;
  void keepListening(wire);
  onShutdown("live news", closeWire);
  return wire;
}

/** Ends the connection and every stream that hangs on it (end of the process, end of a test). */
export async function closeWire(): Promise<void> {
  const wire = holder.batonWire;
  delete holder.batonWire;
  wire?.ended.abort();
  for (const ear of wire?.ears ?? []) ear.onEnd();
}

/** Connects again whenever the connection is lost, more slowly each time it fails at once. */
async function keepListening(wire: Wire): Promise<void> {
  let pause = FIRST_RETRY_MS;
  while (!wire.ended.signal.aborted) {
    try {
      await listenUntilLost(wire);
      pause = FIRST_RETRY_MS;
    } catch (error) {
      log.warn({ err: error, pause }, "live news cannot be heard");
      pause = Math.min(2 * pause, LONGEST_RETRY_MS);
    }
    await wait(pause, undefined, { signal: wire.ended.signal }).catch(() => undefined);
  }
}

async function listenUntilLost(wire: Wire): Promise<void> {
  const client = new pg.Client({
    connectionString: wire.url,
    application_name: "baton news",
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  const lost = new Promise<void>((resolve) => {
    client.once("end", resolve);
    client.once("error", () => resolve());
    wire.ended.signal.addEventListener("abort", () => resolve(), { once: true });
  });
  client.on("notification", ({ payload }) => {
    const news = decodeNews(payload);
    if (news) for (const ear of wire.ears) ear.onNews(news);
  });
  try {
    await client.connect();
    await client.query(`listen ${CHANNEL}`);
    setLive(wire, true);
    await lost;
  } finally {
    setLive(wire, false);
    await client.end().catch(() => undefined);
  }
}

function setLive(wire: Wire, live: boolean): void {
  if (wire.live === live) return;
  wire.live = live;
  for (const ear of wire.ears) ear.onLive(live);
}
