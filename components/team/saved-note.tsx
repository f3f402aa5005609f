import { Check } from "lucide-react";
import type { ActionResult } from "@/lib/platform/web/action";

/** Says beside the button that what was sent is saved. */
export function SavedNote({
  result,
  children = "Saved",
}: {
  result: ActionResult<unknown> | null;
  children?: string;
}) {
  return (
    <span aria-live="polite" className="inline-flex items-center gap-1 text-xs text-good">
      {result?.ok && (
        <>
          <Check aria-hidden className="size-3.5" />
          {children}
        </>
      )}
    </span>
  );
}
