import { cn } from "@/components/ui/cn";

const WIDTH = 120;
const HEIGHT = 28;
const PAD = 2;

/** The course of a score, small: `values` oldest first, one a day, on the scale of the model. The last one is marked. */
export function SparkLine({
  values,
  min,
  max,
  label,
  className,
}: {
  values: readonly number[];
  min: number;
  max: number;
  /** What a screen reader says: "from 12 to 63 in 90 days". */
  label: string;
  className?: string;
}) {
  if (values.length < 2) return null;
  const x = (index: number) => PAD + (index / (values.length - 1)) * (WIDTH - 2 * PAD);
  const y = (value: number) => HEIGHT - PAD - ((value - min) / (max - min)) * (HEIGHT - 2 * PAD);
  const points = values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`);
  const area = `M${x(0)},${y(min)} L${points.join(" L")} L${x(values.length - 1)},${y(min)} Z`;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn("h-7 w-full overflow-visible", className)}
    >
      <title>{label}</title>
      <path d={area} className="fill-accent-soft" />
      <polyline
        points={points.join(" ")}
        fill="none"
        className="stroke-accent"
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
