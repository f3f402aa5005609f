"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactElement, ReactNode } from "react";
import { cn } from "./cn";

type MenuProps = {
  trigger: ReactElement;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "bottom" | "top" | "right";
  className?: string;
};

/** A list of actions behind a button. */
export function Menu({ trigger, children, align = "end", side = "bottom", className }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align={align} side={side} className="z-50 outline-none">
          <Base.Popup
            className={cn(
              "max-h-(--available-height) min-w-44 origin-(--transform-origin) overflow-y-auto rounded-lg bg-raised p-1 text-sm shadow-float outline-none transition-[opacity,transform] duration-120 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
              className,
            )}
          >
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

const itemLook =
  "flex min-h-7 w-full cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-left outline-none data-disabled:opacity-50 data-highlighted:bg-sunken pointer-coarse:min-h-11 dark:data-highlighted:bg-line [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-muted";

/** One action. */
export function MenuItem({ className, ...rest }: ComponentProps<typeof Base.Item> & { className?: string }) {
  return <Base.Item className={cn(itemLook, className)} {...rest} />;
}

/** One place to go. */
export function MenuLink({
  href,
  children,
  className,
}: {
  href: string;
  children: ReactNode;
  className?: string;
}) {
  return (
    <Base.LinkItem render={<Link href={href} />} className={cn(itemLook, className)}>
      {children}
    </Base.LinkItem>
  );
}

/** A choice of one among several, with the present one ticked. */
export function MenuChoice<Value extends string>({
  label,
  value,
  options,
  onValueChange,
}: {
  label: string;
  value: Value;
  options: readonly { value: Value; label: ReactNode }[];
  onValueChange: (value: Value) => void;
}) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-2 pt-1.5 pb-0.5 text-xs text-faint">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={(next) => onValueChange(next as Value)}>
        {options.map((option) => (
          <Base.RadioItem key={option.value} value={option.value} className={itemLook}>
            <span className="flex flex-1 items-center gap-2">{option.label}</span>
            <Base.RadioItemIndicator>
              <Check aria-hidden />
            </Base.RadioItemIndicator>
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}

/** A hairline between groups of items. */
export function MenuSeparator() {
  return <Base.Separator className="my-1 h-px bg-line" />;
}
