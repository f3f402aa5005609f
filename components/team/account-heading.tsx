import type { ReactNode } from "react";

/** The head of an account screen: what it is, and one sentence. */
export function AccountHeading({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <header className="mb-5">
      <h1 className="text-xl tracking-[-0.015em]">{title}</h1>
      {children && <div className="mt-1 text-pretty text-muted">{children}</div>}
    </header>
  );
}
