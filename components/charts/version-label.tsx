import type { LabelProps } from "recharts";

const LINE_PX = 11;
/** Names this many lines below each other before the first line is used again. */
const LINES = 3;

/**
 * The name beside the dashed line of a version, drawn by the chart. Neighbours stand on lines of their own, and in the right
 * half the name stands left of its line: names never run into each other or out of the picture.
 */
export const versionLabel =
  (name: string, { nth, isRight }: { nth: number; isRight: boolean }) =>
  ({ viewBox }: LabelProps) => {
    const { x = 0, y = 0 } = (viewBox ?? {}) as { x?: number; y?: number };
    return (
      <text
        x={isRight ? x - 4 : x + 4}
        y={y + 8 + (nth % LINES) * LINE_PX}
        textAnchor={isRight ? "end" : "start"}
        fontSize={10}
        fill="var(--accent-text)"
        // The columns behind it must not swallow it.
        stroke="var(--surface)"
        strokeWidth={3}
        paintOrder="stroke"
      >
        {name}
      </text>
    );
  };

/** The points in which something came into force, each with the place of its name. */
export const versionLines = <Point extends { label: string; changed: string }>(points: readonly Point[]) =>
  points
    .map((point, position) => ({ ...point, isRight: position >= points.length / 2 }))
    .filter(({ changed }) => changed !== "")
    .map(({ label, changed, isRight }, nth) => ({ label, changed, place: { nth, isRight } }));
