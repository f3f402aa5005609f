"use client";

import { LoaderCircle } from "lucide-react";
import type { ComponentProps } from "react";
import { useFormStatus } from "react-dom";
import { Button } from "./button";

/** Submits its form; while the action runs it is busy, keeps its width and cannot be pressed twice. */
export function SubmitButton({
  children,
  disabled,
  look = "primary",
  ...rest
}: ComponentProps<typeof Button>) {
  const { pending } = useFormStatus();
  return (
    <Button
      type="submit"
      look={look}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      {...rest}
    >
      {pending ? (
        <span className="relative inline-flex items-center gap-1.5">
          <span className="invisible inline-flex items-center gap-1.5">{children}</span>
          <LoaderCircle aria-hidden className="absolute inset-0 m-auto animate-spin" />
        </span>
      ) : (
        children
      )}
    </Button>
  );
}
