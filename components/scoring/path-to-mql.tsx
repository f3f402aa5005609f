import { Check } from "lucide-react";
import { signed } from "@/components/ui/format";
import type { PathToMql as Path } from "@/lib/scoring/path-to-mql";

/** What is still missing, the shortest way first, and what would bring it; or that the line is met. */
export function PathToMql({ path }: { path: Path }) {
  if (path.met)
    return (
      <p className="flex items-center gap-1.5 text-sm text-good">
        <Check aria-hidden className="size-4" /> Its score meets the MQL line
      </p>
    );
  const [way] = path.ways;
  return (
    <section className="text-sm">
      <h3 className="text-xs font-medium text-muted">What would make it MQL</h3>
      <ul className="mt-1 space-y-1">
        {way?.gaps.map((gap) => (
          <li key={gap.part}>
            <span className="font-medium">{gap.words}</span>
            {gap.helps.length > 0 && (
              <span className="text-muted">
                {" "}
                – {gap.helps.map((help) => `${help.label} ${signed(help.points)}`).join(", ")}
              </span>
            )}
          </li>
        ))}
        {path.atOnce.length > 0 && (
          <li className="text-muted">
            {way ? "Or at once: " : "At once: "}
            {path.atOnce.join(", ")}
          </li>
        )}
      </ul>
    </section>
  );
}
