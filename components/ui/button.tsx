import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "./cn";

/** The look of everything that acts; link-button wears it too. Targets are at least 28 px high, 44 px on touch. */
export const buttonLook = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-1.5 whitespace-nowrap rounded-md font-medium transition-colors disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:size-4 [&_svg]:shrink-0",
  {
    variants: {
      look: {
        primary: "bg-accent text-accent-on hover:not-disabled:bg-accent-hover",
        secondary: "border border-line bg-surface text-text hover:not-disabled:bg-hover dark:bg-sunken",
        ghost: "text-muted hover:not-disabled:bg-sunken hover:not-disabled:text-text",
        danger: "bg-bad-solid text-bad-on hover:not-disabled:opacity-90",
        quiet: "text-accent-text underline-offset-4 hover:not-disabled:underline",
      },
      size: {
        sm: "h-7 px-2 text-xs pointer-coarse:h-11",
        md: "h-8 px-3 text-sm pointer-coarse:h-11",
        lg: "h-10 px-4 text-base pointer-coarse:h-11",
      },
      shape: { text: "", icon: "aspect-square px-0" },
    },
    compoundVariants: [{ look: "quiet", className: "h-6 px-1" }],
    defaultVariants: { look: "secondary", size: "md", shape: "text" },
  },
);

export type ButtonLook = VariantProps<typeof buttonLook>;

/**
 * A button. `look`: one primary a view; secondary for the rest; ghost in toolbars; danger only for what cannot be undone.
 * With `shape="icon"` give it an aria-label.
 */
export function Button({
  look,
  size,
  shape,
  className,
  type,
  ...rest
}: ComponentProps<"button"> & ButtonLook) {
  return (
    <button type={type ?? "button"} className={cn(buttonLook({ look, size, shape }), className)} {...rest} />
  );
}
