"use client";

import { X } from "lucide-react";
import { Select } from "@/components/ui/select";

export type ActivityTypeChoice = { key: string; label: string };

type TypeChoiceProps = {
  chosen: readonly string[];
  types: readonly ActivityTypeChoice[];
  onChange: (chosen: readonly string[]) => void;
  /** What the list is for, to a screen reader, and what stands where another is added. */
  label: string;
  another: string;
  /** At least so many stay. */
  least?: number;
};

/** Activity types as chips, with a list to add one from. */
export function TypeChoice({ chosen, types, onChange, label, another, least = 0 }: TypeChoiceProps) {
  const name = (key: string) => types.find((type) => type.key === key)?.label ?? key;
  return (
    <>
      {chosen.map((key) => (
        <span
          key={key}
          className="inline-flex h-7 items-center gap-1 rounded-md bg-sunken pl-2 text-xs pointer-coarse:h-11"
        >
          {name(key)}
          {chosen.length > least ? (
            <button
              type="button"
              aria-label={`Take ${name(key)} away`}
              onClick={() => onChange(chosen.filter((other) => other !== key))}
              className="flex size-6 items-center justify-center text-faint hover:text-text pointer-coarse:size-11"
            >
              <X aria-hidden className="size-3.5" />
            </button>
          ) : (
            <span className="w-1" />
          )}
        </span>
      ))}
      <Select
        aria-label={label}
        value=""
        onChange={(event) => event.target.value && onChange([...chosen, event.target.value])}
        className="w-32"
      >
        <option value="">{another}</option>
        {types
          .filter(({ key }) => !chosen.includes(key))
          .map((type) => (
            <option key={type.key} value={type.key}>
              {type.label}
            </option>
          ))}
      </Select>
    </>
  );
}
