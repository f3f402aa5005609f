import type { ReactNode } from "react";
import { cn } from "./cn";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

type RadioGroupProps = {
  name: string;
  legend: ReactNode;
  options: readonly RadioOption[];
  defaultValue?: string;
  required?: boolean;
  legendHidden?: boolean;
  /** "list": one under the other; "cards": framed; "segments": side by side, for two or three short words. */
  look?: "list" | "cards" | "segments";
  onValueChange?: (value: string) => void;
  className?: string;
};

const frame = {
  list: "flex flex-col gap-1",
  cards: "grid gap-2",
  segments: "inline-flex self-start rounded-md border border-line bg-sunken p-0.5",
};

const option = {
  list: "flex min-h-6 items-start gap-2 py-0.5 pointer-coarse:py-3",
  cards:
    "flex items-start gap-2.5 rounded-md border border-line p-3 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft",
  segments:
    "flex h-7 items-center rounded-sm px-2.5 pointer-coarse:h-11 text-xs font-medium text-muted transition-colors has-checked:bg-surface has-checked:text-text has-focus-visible:outline-2 has-focus-visible:outline-ring dark:has-checked:bg-raised",
};

/** The look of a radio button's dot, for groups that lay their options out themselves. */
export const radioLook =
  "size-4 shrink-0 appearance-none rounded-full border border-line-strong bg-surface transition-colors checked:border-[5px] checked:border-accent disabled:bg-sunken dark:bg-background";

/** Native radio buttons under one legend: arrow keys and forms without JavaScript work. */
export function RadioGroup(props: RadioGroupProps) {
  const { name, legend, options, defaultValue, required, legendHidden, look = "list", onValueChange } = props;
  return (
    <fieldset className={cn("min-w-0", props.className)}>
      <legend className={cn("mb-1 text-xs font-medium", legendHidden && "sr-only")}>{legend}</legend>
      <div className={frame[look]}>
        {options.map(({ value, label, hint, disabled }) => (
          <label key={value} className={cn(option[look], "text-sm", look === "segments" && "text-xs")}>
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              required={required}
              disabled={disabled}
              className={look === "segments" ? "sr-only" : cn("mt-0.5", radioLook)}
              {...(onValueChange ? { onChange: () => onValueChange(value) } : {})}
            />
            <span className="min-w-0">
              {label}
              {hint && <span className="block text-xs text-muted">{hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
