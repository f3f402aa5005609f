import type { ReactNode } from "react";
import { Mark } from "@/components/shell/mark";

/** The frame of the screens before one is signed in: one column, the name and nothing else. */
export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col px-4 py-8 has-data-wide:max-w-xl sm:px-0 sm:py-14">
      <p className="mb-6 flex items-center gap-2 text-base font-semibold tracking-[-0.01em]">
        <Mark />
        Baton
      </p>
      <div className="flex-1">{children}</div>
      <p className="mt-10 text-xs text-faint">Lead management for the pass between marketing and sales.</p>
    </main>
  );
}
