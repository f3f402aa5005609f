"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";

export type DialogProps = {
  title: string;
  description?: ReactNode;
  /** The button that opens it; without one, drive it with `open`. */
  trigger?: ReactElement;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** Actions at the foot, the main one last. */
  footer?: ReactNode;
  children: ReactNode;
  className?: string;
};

type DialogFrameProps = DialogProps & {
  /** Beside the title: a link to the full page, an export. */
  actions?: ReactNode;
  /** Where it stands and how it comes. */
  popup: string;
  header: string;
  body: string;
};

/** What a dialog and a drawer share: title, close, body and foot over a scrim; focus stays inside, Escape closes. */
export function DialogFrame({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  actions,
  footer,
  children,
  className,
  popup,
  header,
  body,
}: DialogFrameProps) {
  return (
    <Base.Root
      {...(open === undefined ? {} : { open })}
      {...(onOpenChange ? { onOpenChange: (next: boolean) => onOpenChange(next) } : {})}
    >
      {trigger && <Base.Trigger render={trigger} />}
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Popup
          className={cn("fixed z-50 flex flex-col bg-raised shadow-float outline-none", popup, className)}
        >
          <header className={cn("flex items-start px-4", header)}>
            <div className="min-w-0 flex-1">
              <Base.Title className="text-base font-semibold">{title}</Base.Title>
              {description && (
                <Base.Description className="text-sm text-muted">{description}</Base.Description>
              )}
            </div>
            {actions}
            <Base.Close
              render={<Button look="ghost" size="sm" shape="icon" aria-label="Close" className="-mr-1.5" />}
            >
              <X aria-hidden />
            </Base.Close>
          </header>
          <div className={cn("min-h-0 flex-1 overflow-y-auto", body)}>{children}</div>
          {footer && (
            <footer className="flex justify-end gap-2 border-t border-line px-4 py-3">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Closes the dialog it stands in. */
export const DialogClose = Base.Close;
