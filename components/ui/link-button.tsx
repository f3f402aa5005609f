import Link from "next/link";
import type { ComponentProps } from "react";
import { type ButtonLook, buttonLook } from "./button";
import { cn } from "./cn";

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({
  look,
  size,
  shape,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return <Link className={cn(buttonLook({ look, size, shape }), className)} {...rest} />;
}
