"use client";

import { cn } from "@/components/ui/cn";

/** A name that reads as text until one is in it; taken when one leaves it or presses Enter, an empty one is put back. */
export function QuietInput({
  label,
  value,
  onCommit,
  className,
}: {
  label: string;
  value: string;
  onCommit: (value: string) => void;
  className?: string;
}) {
  return (
    <input
      aria-label={label}
      defaultValue={value}
      key={value}
      maxLength={120}
      onBlur={(event) => {
        const text = event.target.value.trim();
        if (text === "") event.target.value = value;
        else if (text !== value) onCommit(text);
      }}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      className={cn(
        "-ml-1 h-7 w-full min-w-0 flex-1 truncate rounded-sm bg-transparent px-1 text-sm hover:bg-sunken focus-visible:bg-surface pointer-coarse:h-11",
        className,
      )}
    />
  );
}
