"use client";

import { type KeyboardEvent, useEffect, useState } from "react";
import { cn } from "@/components/ui/cn";

export type NumberInputProps = {
  label: string;
  value: number | null;
  /** null: emptied, where `optional` allows it. */
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  /** Two decimals instead of whole numbers. */
  decimals?: boolean;
  optional?: boolean;
  placeholder?: string;
  /** Shows "+15": for points. */
  showSign?: boolean;
  disabled?: boolean;
  className?: string;
};

const shown = (value: number | null, showSign: boolean): string => {
  if (value === null) return "";
  const text = String(Math.abs(value));
  return value < 0 ? `−${text}` : showSign && value > 0 ? `+${text}` : text;
};

/** A number inside a sentence: reads as text until one is in it. Arrow keys step by 1, with Shift by 10. */
export function NumberInput({
  label,
  value,
  onChange,
  min = -1000,
  max = 1000,
  decimals = false,
  optional = false,
  placeholder,
  showSign = false,
  disabled,
  className,
}: NumberInputProps) {
  const [text, setText] = useState(shown(value, showSign));
  useEffect(() => setText(shown(value, showSign)), [value, showSign]);

  const clamp = (number: number) => Math.min(max, Math.max(min, number));

  function commit() {
    const plain = text.replace("−", "-").replace(",", ".").replace("+", "").trim();
    if (plain === "" && optional) {
      if (value !== null) onChange(null);
      return;
    }
    const number = decimals ? Math.round(Number(plain) * 100) / 100 : Math.round(Number(plain));
    if (plain === "" || !Number.isFinite(number)) setText(shown(value, showSign));
    else if (clamp(number) === value) setText(shown(value, showSign));
    else onChange(clamp(number));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Escape") setText(shown(value, showSign));
    if (event.key === "Enter") commit();
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const step = (event.shiftKey ? 10 : 1) * (event.key === "ArrowUp" ? 1 : -1);
    onChange(clamp((value ?? 0) + step));
  }

  return (
    <input
      type="text"
      inputMode={decimals ? "decimal" : "numeric"}
      aria-label={label}
      value={text}
      placeholder={placeholder}
      disabled={disabled}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onFocus={(event) => event.target.select()}
      onKeyDown={onKeyDown}
      className={cn(
        "h-7 w-12 rounded-md border border-transparent bg-sunken px-1.5 text-center text-sm tabular-nums transition-colors placeholder:text-faint hover:border-line-strong focus-visible:border-line-strong focus-visible:bg-surface disabled:bg-transparent disabled:text-text pointer-coarse:h-11",
        className,
      )}
    />
  );
}
