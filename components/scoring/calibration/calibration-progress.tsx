import { LiveRefresh } from "@/components/imports/live-refresh";
import { count } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { Progress } from "@/components/ui/progress";

/** A calibration that is under way. */
export function CalibrationProgress({ done, total }: { done: number; total: number | null }) {
  return (
    <Panel>
      <LiveRefresh active />
      <p aria-live="polite" className="font-medium tabular-nums">
        {total === null ? "Waiting for its turn" : `Looking back: ${count(done)} of ${count(total)} leads`}
      </p>
      <Progress
        label="Calibrating"
        className="mt-3"
        {...(total === null ? {} : { value: done, max: Math.max(1, total) })}
      />
      <p className="mt-2 text-xs text-muted">It goes on when you leave this page.</p>
    </Panel>
  );
}
