import "server-only";
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import { VERSION } from "@/lib/platform/version";
import type { Metric } from "./meter";

const holder = globalThis as { batonLoopDelay?: IntervalHistogram };

/** Starts watching how late the event loop is; what the first scrape says begins here. */
export function watchEventLoop(): void {
  if (holder.batonLoopDelay) return;
  holder.batonLoopDelay = monitorEventLoopDelay({ resolution: 20 });
  holder.batonLoopDelay.enable();
}

const one = (name: string, help: string, type: "counter" | "gauge", value: number): Metric => ({
  name,
  help,
  type,
  samples: [{ labels: {}, value }],
});

const NANOSECONDS = 1e9;
const MICROSECONDS = 1e6;

/** This process: version, memory, processor time, and how late its event loop was since the last scrape. */
export function processMetrics(): Metric[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const delay = holder.batonLoopDelay;
  const late = (value: number | undefined) => (Number.isFinite(value) ? (value ?? 0) / NANOSECONDS : 0);
  const metrics: Metric[] = [
    {
      name: "baton_info",
      help: "The version that runs",
      type: "gauge",
      samples: [{ labels: { version: VERSION, node: process.version }, value: 1 }],
    },
    one("process_resident_memory_bytes", "Resident memory", "gauge", rss),
    one("baton_heap_used_bytes", "JavaScript heap in use", "gauge", heapUsed),
    one("process_cpu_seconds_total", "Processor time", "counter", (user + system) / MICROSECONDS),
    one("baton_uptime_seconds", "Since the process started", "gauge", process.uptime()),
    {
      name: "baton_event_loop_delay_seconds",
      help: "How late the event loop was since the last scrape",
      type: "gauge",
      samples: [
        { labels: { quantile: "0.5" }, value: late(delay?.percentile(50)) },
        { labels: { quantile: "0.99" }, value: late(delay?.percentile(99)) },
        { labels: { quantile: "1" }, value: late(delay?.max) },
      ],
    },
  ];
  delay?.reset();
  return metrics;
}
