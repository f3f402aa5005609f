import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "./cn";
import { controlLook } from "./input";

/** The browser's own select, dressed: keyboard, touch and forms without JavaScript come with it. */
export function Select({ className, children, ...rest }: ComponentProps<"select">) {
  return (
    <span className={cn("relative block min-w-0", className)}>
      <select className={cn(controlLook, "h-8 appearance-none truncate pr-7 pointer-coarse:h-11")} {...rest}>
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute inset-y-0 right-2 my-auto size-4 text-muted"
      />
    </span>
  );
}
