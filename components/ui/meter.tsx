import { cn } from "./cn";
import { FILL_TONE, type Tone } from "./tone";

type MeterProps = {
  label: string;
  value: number;
  max: number;
  /** A mark on the track: a threshold, a target. */
  mark?: number;
  tone?: Tone;
  /** What a screen reader says instead of the bare number. */
  valueText?: string;
  className?: string;
};

/** A value against its cap. The number itself stands beside it; the bar only shows how far. */
export function Meter({ label, value, max, mark, tone = "accent", valueText, className }: MeterProps) {
  const share = (amount: number) => `${max <= 0 ? 0 : Math.min(100, Math.max(0, (amount / max) * 100))}%`;
  return (
    // biome-ignore lint/a11y/useSemanticElements: the native meter cannot carry a mark or be styled alike everywhere
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuetext={valueText ?? `${value} of ${max}`}
      className={cn("relative h-1.5 w-full rounded-full bg-sunken dark:bg-line", className)}
    >
      <div className={cn("h-full rounded-full", FILL_TONE[tone])} style={{ width: share(value) }} />
      {mark !== undefined && (
        <div className="absolute -inset-y-0.5 w-px bg-text" style={{ left: share(mark) }} />
      )}
    </div>
  );
}
