"use client";

import { Check, Minus } from "lucide-react";
import type { MouseEvent } from "react";

type RowCheckboxProps = {
  label: string;
  checked: boolean;
  /** Some of what it stands for is selected. */
  mixed?: boolean;
  /** `range`: with Shift, everything from the last one to this. */
  onToggle: (range: boolean) => void;
};

/** A checkbox of a dense row: 16 px to see, 28 px to hit, 44 px on touch. */
export function RowCheckbox({ label, checked, mixed = false, onToggle }: RowCheckboxProps) {
  const Mark = mixed ? Minus : Check;
  return (
    <label className="group relative -m-1.5 flex size-7 items-center justify-center pointer-coarse:-m-3.5 pointer-coarse:size-11">
      <input
        type="checkbox"
        checked={checked}
        aria-label={label}
        aria-checked={mixed ? "mixed" : checked}
        onClick={(event: MouseEvent<HTMLInputElement>) => onToggle(event.shiftKey)}
        onChange={() => undefined}
        className="peer size-4 appearance-none rounded-sm border border-line-strong bg-surface opacity-60 transition-opacity checked:border-accent checked:bg-accent checked:opacity-100 group-hover:opacity-100 focus-visible:opacity-100 dark:bg-background dark:checked:bg-accent"
      />
      {(checked || mixed) && (
        <Mark
          aria-hidden
          strokeWidth={3}
          className={`pointer-events-none absolute inset-0 m-auto size-3 ${mixed && !checked ? "text-text" : "text-accent-on"}`}
        />
      )}
    </label>
  );
}
