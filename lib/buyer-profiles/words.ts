import type { Truth } from "@/lib/conditions/condition";
import { conditionWords, type Vocabulary } from "@/lib/conditions/words";
import type { ProfileMatch } from "./match";
import type { Aspect, BuyerProfileDocument } from "./profile";

/** How an aspect stands to a lead. */
export const truthWords = (truth: Truth): string =>
  truth === null ? "unknown" : truth ? "matches" : "does not";

/** What an aspect asks, as part of a sentence: "title is among decision makers' titles". */
export const aspectWords = (
  { when }: Aspect,
  { lists }: BuyerProfileDocument,
  { typeLabel, currency }: Vocabulary,
): string =>
  conditionWords(when, {
    lists,
    currency,
    valueName: (field, value) => (field === "type" ? `“${typeLabel(String(value))}”` : undefined),
  });

/** How near a lead is to a profile: "4 of 6 aspects match, 1 does not, 1 unknown". */
export function matchWords({ aspects, matched, missed, unknown }: ProfileMatch): string {
  const parts = [
    `${matched} of ${aspects.length} ${aspects.length === 1 ? "aspect" : "aspects"} match`,
    missed > 0 ? `${missed} ${missed === 1 ? "does" : "do"} not` : null,
    unknown > 0 ? `${unknown} unknown` : null,
  ];
  return parts.filter((part) => part !== null).join(", ");
}
