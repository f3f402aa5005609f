"use client";

import type { ReactNode } from "react";
import { DialogFrame, type DialogProps } from "./dialog-frame";

type DrawerProps = DialogProps & {
  /** Beside the title: a link to the full page, an export. */
  actions?: ReactNode;
};

/** A panel over the right side of the page: the rows behind a number, a record. On a phone it takes the whole screen. */
export function Drawer(props: DrawerProps) {
  return (
    <DialogFrame
      {...props}
      popup="inset-y-0 right-0 w-full transition-transform duration-180 ease-out data-ending-style:translate-x-full data-starting-style:translate-x-full sm:w-[34rem] sm:max-w-[92vw]"
      header="gap-2 border-b border-line py-3"
      body=""
    />
  );
}
