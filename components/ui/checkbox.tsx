import { Check } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

type CheckboxProps = Omit<ComponentProps<"input">, "type"> & {
  label: ReactNode;
  hint?: ReactNode;
  labelHidden?: boolean;
};

/** A native checkbox with its label; the whole line is the target. */
export function Checkbox({ label, hint, labelHidden, className, ...rest }: CheckboxProps) {
  return (
    <label className={cn("flex min-h-6 items-start gap-2 py-0.5 text-sm pointer-coarse:py-3", className)}>
      <span className="relative mt-0.5 flex size-4 shrink-0">
        <input
          type="checkbox"
          className="peer size-4 appearance-none rounded-sm border border-line-strong bg-surface transition-colors checked:border-accent checked:bg-accent disabled:bg-sunken dark:bg-background dark:checked:bg-accent"
          {...rest}
        />
        <Check
          aria-hidden
          strokeWidth={3}
          className="pointer-events-none absolute inset-0 m-auto hidden size-3 text-accent-on peer-checked:block"
        />
      </span>
      <span className={cn("min-w-0", labelHidden && "sr-only")}>
        {label}
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}
