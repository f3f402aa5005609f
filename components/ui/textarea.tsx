import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlLook } from "./input";

/** A text control of several lines; it grows with its text. */
export function Textarea({ className, rows = 3, ...rest }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cn(controlLook, "field-sizing-content min-h-16 py-1.5", className)}
      {...rest}
    />
  );
}
