import type { ReactNode } from "react";

/** One component under its name. */
export function Specimen({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="border-b border-line py-4">
      <h2 className="mb-3 font-mono text-xs font-normal text-faint">{name}</h2>
      <div className="flex flex-wrap items-start gap-3">{children}</div>
    </section>
  );
}
