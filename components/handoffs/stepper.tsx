"use client";

import { ChevronLeft, ChevronRight, List } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";

type StepperProps = {
  position: number;
  /** Where each card of the stack lies. */
  hrefs: readonly string[];
  arrived: number;
  onStep: (step: 1 | -1) => void;
  onList: () => void;
};

/** The stack on a phone: which card of how many, one step either way, the whole list. */
export function Stepper({ position, hrefs, arrived, onStep, onList }: StepperProps) {
  const step = (by: 1 | -1, label: string, icon: ReactNode) => {
    const href = hrefs[position + by];
    return href ? (
      <LinkButton
        href={href}
        prefetch={false}
        look="ghost"
        size="sm"
        shape="icon"
        aria-label={label}
        onClick={(event) => {
          event.preventDefault();
          onStep(by);
        }}
      >
        {icon}
      </LinkButton>
    ) : (
      <span
        aria-hidden
        className="flex size-9 items-center justify-center text-line-strong pointer-coarse:size-11 [&_svg]:size-4"
      >
        {icon}
      </span>
    );
  };
  return (
    <div className="flex items-center gap-1 border-b border-line px-2 py-1 text-xs text-muted md:hidden">
      <Button look="ghost" size="sm" onClick={onList}>
        <List aria-hidden />
        {position + 1} of {hrefs.length}
        {arrived > 0 && <span className="font-medium text-accent-text">, {arrived} new</span>}
      </Button>
      <span className="ml-auto flex">
        {step(-1, "Previous", <ChevronLeft aria-hidden />)}
        {step(1, "Next", <ChevronRight aria-hidden />)}
      </span>
    </div>
  );
}
