"use client";

import { type KeyboardEvent, type PointerEvent, useRef } from "react";
import { cn } from "@/components/ui/cn";

type ThresholdLineProps = {
  /** What it is called: on the screen, and to a screen reader with its consequences. */
  label: string;
  name: string;
  text: string;
  points: number;
  /** The points that the width of the chart stands for, from 0. */
  span: number;
  disabled: boolean;
  onChange: (points: number) => void;
};

/** Keys and the points they move the line by. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
};

/** The line of a threshold over a histogram: dragged, moved by arrow keys (with Shift by ten), or put by a click. */
export function ThresholdLine({ label, name, text, points, span, disabled, onChange }: ThresholdLineProps) {
  const track = useRef<HTMLDivElement>(null);
  const most = span - 1;
  const put = (next: number) => {
    const bounded = Math.min(most, Math.max(0, Math.round(next)));
    if (bounded !== points) onChange(bounded);
  };

  function follow(event: PointerEvent<HTMLDivElement>) {
    if (disabled || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = track.current!.getBoundingClientRect();
    put(((event.clientX - left) / width) * span);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const next =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? most
          : step === undefined
            ? null
            : points + step * (event.shiftKey ? 10 : 1);
    if (next === null || disabled) return;
    event.preventDefault();
    put(next);
  }

  const share = Math.min(1, Math.max(0, points / span));
  return (
    <div ref={track} className="pointer-events-none absolute inset-x-0 top-0 bottom-[30px]">
      <div
        role="slider"
        tabIndex={disabled ? -1 : 0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuenow={Math.min(most, Math.max(0, points))}
        aria-valuetext={text}
        aria-disabled={disabled}
        onKeyDown={onKeyDown}
        onPointerDown={(event) => {
          if (disabled) return;
          event.preventDefault();
          event.currentTarget.focus();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={follow}
        style={{ left: `${share * 100}%` }}
        className={cn(
          "group/line pointer-events-auto absolute inset-y-0 w-6 -translate-x-1/2 touch-none rounded-sm",
          disabled ? "cursor-default" : "cursor-ew-resize",
        )}
      >
        <span
          aria-hidden
          className="absolute inset-y-0 left-1/2 w-px -translate-x-1/2 bg-text group-hover/line:w-0.5 group-focus-visible/line:w-0.5"
        />
        {!disabled && (
          <span
            aria-hidden
            className="absolute bottom-0 left-1/2 size-3 -translate-x-1/2 translate-y-1/2 rounded-full border-2 border-background bg-text"
          />
        )}
        <span
          aria-hidden
          className={cn(
            "absolute top-0 text-2xs font-medium whitespace-nowrap text-text",
            share > 0.75 ? "right-full -mr-2" : "left-full -ml-2",
          )}
        >
          {name}
        </span>
      </div>
    </div>
  );
}
