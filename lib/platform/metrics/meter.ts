// What a process counts about itself. The launcher counts requests outside of Next's bundle, the endpoint reads inside: the
// counts live on globalThis, the one place that both see.

type Labels = Readonly<Record<string, string>>;

/** One number of a metric. */
export type Sample = { labels: Labels; value: number };

/** One metric as Prometheus reads it. */
export type Metric = {
  name: string;
  help: string;
  type: "counter" | "gauge" | "histogram";
  samples: Sample[];
};

/** Upper bounds of the buckets of request durations, in seconds. */
const BOUNDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

type Series = { labels: Labels; count: number; sum: number; buckets: number[] };

const holder = globalThis as { batonRequestSeries?: Map<string, Series> };

/** Counts an answered request. Labels come from short lists (route patterns, status codes), never from what a client sent. */
export function countRequest(
  labels: { method: string; route: string; status: string },
  seconds: number,
): void {
  holder.batonRequestSeries ??= new Map();
  const key = `${labels.method} ${labels.route} ${labels.status}`;
  let series = holder.batonRequestSeries.get(key);
  if (!series) {
    series = { labels, count: 0, sum: 0, buckets: BOUNDS.map(() => 0) };
    holder.batonRequestSeries.set(key, series);
  }
  series.count += 1;
  series.sum += seconds;
  for (const [index, bound] of BOUNDS.entries()) if (seconds <= bound) series.buckets[index]! += 1;
}

/** The requests that this process answered, with how long they took. */
export function requestMetrics(): Metric[] {
  const series = [...(holder.batonRequestSeries?.values() ?? [])];
  return [
    {
      name: "baton_http_request_duration_seconds",
      help: "Answered requests by route and status, and how long they took",
      type: "histogram",
      samples: series.flatMap(({ labels, count, sum, buckets }) => [
        ...BOUNDS.map((bound, index) => ({
          labels: { ...labels, le: String(bound), "": "_bucket" },
          value: buckets[index]!,
        })),
        { labels: { ...labels, le: "+Inf", "": "_bucket" }, value: count },
        { labels: { ...labels, "": "_sum" }, value: sum },
        { labels: { ...labels, "": "_count" }, value: count },
      ]),
    },
  ];
}
