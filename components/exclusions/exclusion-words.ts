import { absoluteTime, dayText } from "@/components/ui/format";
import { patternWords } from "@/lib/exclusions/exclusion";
import type { ExclusionView } from "@/lib/exclusions/queries/exclusions";
import { dayOf } from "@/lib/shared/day";

/** What an exclusion takes out, in a line: "userAgent contains “bot”, page_viewed only, from 3 May 2026". */
export function exclusionWords({ activity, pattern }: ExclusionView, zone: string): string {
  if (pattern) {
    const { activityType, occurredFrom, occurredTo } = pattern;
    return [
      patternWords(pattern),
      activityType && `${activityType} only`,
      occurredFrom && `from ${dayText(dayOf(occurredFrom, zone))}`,
      occurredTo && `until ${dayText(dayOf(new Date(occurredTo.getTime() - 1), zone))}`,
    ]
      .filter(Boolean)
      .join(", ");
  }
  return activity ? `${activity.label} on ${absoluteTime(activity.occurredAt, zone)}` : "One activity";
}
