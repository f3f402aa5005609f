"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { dayText, signed } from "@/components/ui/format";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { endScoreAdjustment } from "@/lib/scoring/actions";
import type { ScorePanelView } from "@/lib/scoring/queries/scores";

/** Points given by hand that count today, each with who, why and until when; the form to add more below. */
export function Adjustments({
  leadId,
  adjustments,
  mayEnd,
  children,
}: {
  leadId: string;
  adjustments: ScorePanelView["adjustments"];
  mayEnd: boolean;
  children: ReactNode;
}) {
  if (adjustments.length === 0 && !children) return null;
  return (
    <section className="border-t border-line pt-3 text-sm">
      <ul className="space-y-1">
        {adjustments.map((adjustment) => (
          <li key={adjustment.id} className="flex items-start gap-2">
            <span className="min-w-0 flex-1">
              <span className="font-medium tabular-nums">{signed(adjustment.points)}</span>{" "}
              {adjustment.reason}
              <span className="block text-xs text-muted">
                {[
                  adjustment.by && `by ${adjustment.by}`,
                  adjustment.expiresOn ? `until ${dayText(adjustment.expiresOn)}` : "without an end",
                ]
                  .filter(Boolean)
                  .join(", ")}
              </span>
            </span>
            {mayEnd && <EndButton leadId={leadId} adjustmentId={adjustment.id} />}
          </li>
        ))}
      </ul>
      {children}
    </section>
  );
}

function EndButton({ leadId, adjustmentId }: { leadId: string; adjustmentId: string }) {
  const [pending, startTransition] = useTransition();
  const end = () =>
    startTransition(async () => {
      const result = await endScoreAdjustment({ leadId, adjustmentId });
      if (result.ok) toastDone("The adjustment ends today");
      else toastProblem("The adjustment stays", result.message);
    });
  return (
    <Button
      look="ghost"
      size="sm"
      shape="icon"
      aria-label="End this adjustment"
      disabled={pending}
      onClick={end}
    >
      <X aria-hidden />
    </Button>
  );
}
