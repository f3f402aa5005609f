import type { Vocabulary } from "@/lib/conditions/words";
import { same } from "@/lib/shared/same";
import { AREA_LABEL, AREAS, type Aspect, type BuyerProfileDocument } from "./profile";
import { aspectWords } from "./words";

/** What changed from one version of a profile to the next, in sentences. Empty when they mean the same. */
export function profileDifferences(
  before: BuyerProfileDocument,
  after: BuyerProfileDocument,
  vocabulary: Vocabulary,
): string[] {
  const found: string[] = [];
  if (before.name !== after.name) found.push(`Called “${after.name}” (was “${before.name}”)`);
  if (before.summary !== after.summary) found.push(`Summary: ${after.summary || "none"}`);
  for (const area of AREAS)
    if ((before.portrait[area] ?? "") !== (after.portrait[area] ?? ""))
      found.push(`${AREA_LABEL[area]}: ${after.portrait[area] || "nothing said any more"}`);
  for (const aspect of after.aspects) {
    const previous = before.aspects.find(({ id }) => id === aspect.id);
    if (!previous)
      found.push(`Added “${aspect.label}”: ${aspectWords(aspect, after, vocabulary)}${mustWords(aspect)}`);
    else if (!same(previous, aspect)) found.push(changeWords(previous, aspect, before, after, vocabulary));
  }
  for (const { id, label } of before.aspects)
    if (!after.aspects.some((aspect) => aspect.id === id)) found.push(`Removed “${label}”`);
  for (const list of after.lists) {
    const previous = before.lists.find(({ id }) => id === list.id);
    if (!previous) found.push(`Added the list “${list.label}” with ${list.entries.length} entries`);
    else if (!same(previous, list)) found.push(`Changed the list “${list.label}”`);
  }
  for (const { id, label } of before.lists)
    if (!after.lists.some((list) => list.id === id)) found.push(`Removed the list “${label}”`);
  return found;
}

const mustWords = ({ essential }: Aspect): string => (essential ? ", a must" : "");

function changeWords(
  previous: Aspect,
  aspect: Aspect,
  before: BuyerProfileDocument,
  after: BuyerProfileDocument,
  vocabulary: Vocabulary,
): string {
  const parts: string[] = [];
  if (previous.label !== aspect.label) parts.push(`called “${aspect.label}”`);
  if (Boolean(previous.essential) !== Boolean(aspect.essential))
    parts.push(aspect.essential ? "a must now" : "no must any more");
  const [was, is] = [aspectWords(previous, before, vocabulary), aspectWords(aspect, after, vocabulary)];
  if (was !== is) parts.push(`${is} (was ${was})`);
  if (previous.area !== aspect.area) parts.push(`moved to “${AREA_LABEL[aspect.area]}”`);
  return `“${previous.label}”: ${parts.length > 0 ? parts.join("; ") : "changed in detail"}`;
}
