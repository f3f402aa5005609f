import { dayText } from "@/components/ui/format";
import { GROUPING_LABEL, type Grouping } from "@/lib/funnel/dimensions";
import { groupLabel } from "@/lib/funnel/figure";
import { basisSentence, kpi, SPEED_LEG_LABEL } from "@/lib/funnel/kpis";
import type { Answer } from "@/lib/funnel/queries/figures";
import type { Question } from "@/lib/funnel/question";
import { STAGE_LABEL } from "@/lib/stages/stages";
import { exactText, groundText, valueText } from "./figure-text";

/** What a list of rows is about, in a title and a sentence. */
export function rowsTitle(
  { question, whole }: Answer,
  currency: string,
): { title: string; description: string } {
  const { from, to } = question.period;
  return {
    title: [subjectOf(question), ...partsOf(question)].join(" · "),
    description: `${exactText(whole) ?? valueText(whole, currency)}, ${groundText(whole)}, ${dayText(from)} to ${dayText(to)}. ${basisSentence(question.kpi, question.basis)}`,
  };
}

function subjectOf({ kpi: name, volumeStage, stayStage, speedLeg }: Question): string {
  const { label, measure } = kpi(name);
  if (measure.kind === "volume")
    return volumeStage === "handed" ? "Handed to sales" : `Reached ${STAGE_LABEL[volumeStage]}`;
  if (measure.kind === "stay") return `${label}: ${STAGE_LABEL[stayStage]}`;
  if (measure.kind === "speed") return `${label}: ${SPEED_LEG_LABEL[speedLeg]}`;
  return label;
}

/** People's ids stay out of titles: their names stand in the rows. */
function partsOf({ part }: Question): string[] {
  return (Object.entries(part) as [Grouping, string | null][]).map(([grouping, key]) =>
    grouping === "owner" && key ? `one ${GROUPING_LABEL.owner.toLowerCase()}` : groupLabel(grouping, key),
  );
}
