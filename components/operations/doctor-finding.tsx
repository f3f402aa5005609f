import { CircleAlert } from "lucide-react";
import { plural } from "@/components/ui/format";
import type { DoctorRunView } from "@/lib/operations/queries/doctor";

/** A promise that the stored data break, with the first rows that do. */
export function DoctorFinding({ finding }: { finding: DoctorRunView["findings"][number] }) {
  const { id, promise, violations, examples } = finding;
  return (
    <li className="flex gap-2">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">{promise}</p>
        <details>
          <summary className="text-xs text-muted hover:text-text">
            Broken by {plural(violations, "row")} · <code className="font-mono">{id}</code>
          </summary>
          <pre className="mt-1 overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs">
            {examples.map((row) => JSON.stringify(row)).join("\n")}
          </pre>
        </details>
      </div>
    </li>
  );
}
