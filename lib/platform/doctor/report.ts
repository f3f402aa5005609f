import type { Finding } from "./examine";

/** What the doctor found, as lines for a terminal or a failed test. */
export function reportOf(findings: readonly Finding[], promises: number): string[] {
  return [
    ...findings.flatMap(({ id, promise, violations, examples }) => [
      `✗ ${id}: broken by ${violations} ${violations === 1 ? "row" : "rows"}. The promise: ${promise}`,
      ...examples.map((row) => `    ${JSON.stringify(row)}`),
    ]),
    findings.length === 0
      ? `All ${promises} promises hold.`
      : `${findings.length} of ${promises} promises are broken.`,
  ];
}
