import { CircleAlert } from "lucide-react";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

/** What a control takes from its field: spread it on Input, Select, Textarea, … */
export type FieldControl = {
  id: string;
  name: string;
  required?: boolean;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

type FieldProps = {
  label: ReactNode;
  name: string;
  /** Says how to fill it in; stays visible beside an error. */
  hint?: ReactNode;
  /** What is wrong, in words. The control is marked invalid and described by it. */
  error?: string | undefined;
  required?: boolean;
  /** Says "optional" behind the label, for the few optional fields of a mostly required form. */
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  labelHidden?: boolean;
  className?: string;
  children: (control: FieldControl) => ReactNode;
};

/** A labelled control with hint and error, tied together for assistive technology. Works without JavaScript. */
export function Field({
  label,
  name,
  hint,
  error,
  required,
  optional,
  labelHidden,
  className,
  children,
}: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : "", error ? `${id}-error` : ""].filter(Boolean).join(" ");
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <label htmlFor={id} className={cn("text-xs font-medium text-text", labelHidden && "sr-only")}>
        {label}
        {optional && <span className="ml-1 font-normal text-faint">optional</span>}
      </label>
      {children({
        id,
        name,
        ...(required ? { required } : {}),
        ...(described ? { "aria-describedby": described } : {}),
        ...(error ? { "aria-invalid": true } : {}),
      })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-xs text-bad">
          <CircleAlert aria-hidden className="mt-0.5 size-3.5 shrink-0" />
          {error}
        </p>
      )}
    </div>
  );
}
