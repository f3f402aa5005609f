import { Age } from "@/components/ui/age";
import { dayText } from "@/components/ui/format";
import { type LadderStep, StageLadder } from "@/components/ui/stage-ladder";
import type { LeadRecord } from "@/lib/leads/queries/record";
import { dayOf } from "@/lib/shared/day";
import { MILESTONES, STAGE_LABEL, type Stage } from "@/lib/stages/stages";

const WAY: readonly Stage[] = ["lead", ...MILESTONES];

/** Where the lead is on its way, since when, and what of the way lies behind. A closed pass shows how far it came. */
export function RecordLadder({ lead, zone }: { lead: LeadRecord; zone: string }) {
  const { pass, stage } = lead;
  // Back at the start, the last pass is history.
  const shown = stage === "lead" ? null : pass;
  const steps = WAY.map((step): LadderStep => {
    const at = step === "lead" ? lead.createdAt : (shown?.reached[step] ?? null);
    if (step === stage)
      return {
        key: step,
        label: STAGE_LABEL[step],
        state: "current",
        detail: (
          <>
            for <Age since={lead.stageSince} />
          </>
        ),
      };
    const reached = at !== null && (step === "lead" || shown !== null);
    return {
      key: step,
      label: STAGE_LABEL[step],
      state: reached ? "done" : "ahead",
      imputed: shown?.imputed.includes(step) ?? false,
      ...(reached ? { detail: dayText(dayOf(new Date(at), zone)) } : {}),
    };
  });
  return <StageLadder steps={steps} />;
}
