"use client";

import { DialogFrame, type DialogProps } from "./dialog-frame";

export { DialogClose } from "./dialog-frame";

/** Asks for something in the middle of the page, on a phone at its foot. Prefer a panel or an inline edit. */
export function Dialog(props: DialogProps) {
  return (
    <DialogFrame
      {...props}
      popup="inset-x-0 bottom-0 max-h-[92dvh] rounded-t-lg transition-[opacity,transform] duration-150 ease-out data-ending-style:translate-y-2 data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0 sm:inset-x-auto sm:top-[12dvh] sm:bottom-auto sm:left-1/2 sm:max-h-[76dvh] sm:w-[30rem] sm:max-w-[calc(100vw-2rem)] sm:-translate-x-1/2 sm:rounded-lg"
      header="gap-3 pt-3.5 pb-2"
      body="px-4 py-2"
    />
  );
}
