"use client";

import { useActionState } from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Panel } from "@/components/ui/page";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { calibrateModel } from "@/lib/scoring/actions";
import { HORIZONS, type Horizon, OUTCOMES, type Outcome } from "@/lib/scoring/calibration/examples";

const OUTCOME_LABEL: Record<Outcome, string> = {
  sql: "Became SQL",
  opportunity: "Became an opportunity",
  customer: "Became a customer",
};

/** Asks the outcomes what the points should be. */
export function CalibrationForm({
  outcome,
  horizonDays,
  again,
}: {
  outcome: Outcome;
  horizonDays: Horizon;
  again: boolean;
}) {
  const [result, submit] = useActionState(calibrateModel, null);
  return (
    <Panel>
      <form action={submit} className="space-y-3">
        <ErrorSummary message={result?.ok === false ? result.message : undefined} />
        <div className="flex flex-wrap items-end gap-3">
          <Field label="Success is a lead that" name="outcome" className="w-full sm:w-52">
            {(control) => (
              <Select {...control} defaultValue={outcome}>
                {OUTCOMES.map((each) => (
                  <option key={each} value={each}>
                    {OUTCOME_LABEL[each]}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label="Looked at no later than" name="horizonDays" className="w-full sm:w-52">
            {(control) => (
              <Select {...control} defaultValue={horizonDays}>
                {HORIZONS.map((days) => (
                  <option key={days} value={days}>
                    {days} days after its capture
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <SubmitButton look={again ? "secondary" : "primary"}>
            {again ? "Calibrate again" : "Calibrate"}
          </SubmitButton>
        </div>
      </form>
    </Panel>
  );
}
