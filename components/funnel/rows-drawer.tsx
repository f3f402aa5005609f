"use client";

import { Maximize2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Drawer } from "@/components/ui/drawer";
import { LinkButton } from "@/components/ui/link-button";

type RowsDrawerProps = {
  title: string;
  description: string;
  /** The screen without the drawer, and the same rows as a page of their own. */
  closeHref: string;
  pageHref: string;
  children: ReactNode;
};

/** The rows behind a number, beside the number. It is open because the address says so. */
export function RowsDrawer({ title, description, closeHref, pageHref, children }: RowsDrawerProps) {
  const router = useRouter();
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) router.push(closeHref, { scroll: false });
      }}
      title={title}
      description={description}
      className="sm:w-[54rem]"
      actions={
        <LinkButton
          href={pageHref}
          look="ghost"
          size="sm"
          shape="icon"
          aria-label="Open as a page"
          title="Open as a page"
        >
          <Maximize2 aria-hidden />
        </LinkButton>
      }
    >
      {children}
    </Drawer>
  );
}
