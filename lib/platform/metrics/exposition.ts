import type { Metric, Sample } from "./meter";

/** Media type of Prometheus' text format. */
export const EXPOSITION = "text/plain; version=0.0.4; charset=utf-8";

const escaped = (text: string) =>
  text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

function line(name: string, { labels, value }: Sample): string {
  const { "": suffix = "", ...rest } = labels;
  const pairs = Object.entries(rest).map(([label, text]) => `${label}="${escaped(text)}"`);
  return `${name}${suffix}${pairs.length > 0 ? `{${pairs.join(",")}}` : ""} ${value}`;
}

/** Metrics as the text that Prometheus scrapes. The label "" is the suffix of a histogram's series. */
export const exposition = (metrics: readonly Metric[]): string =>
  metrics
    .flatMap(({ name, help, type, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map((sample) => line(name, sample)),
    ])
    .join("\n")
    .concat("\n");
