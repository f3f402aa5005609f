import { saveProfileDraft } from "@/lib/buyer-profiles/commands/drafts";
import { publishProfile } from "@/lib/buyer-profiles/commands/publish";
import type { BuyerProfileDocument } from "@/lib/buyer-profiles/profile";
import { STARTING_PROFILES } from "@/lib/buyer-profiles/starting";
import type { Caller } from "@/lib/team/viewer";

export const DECISION_MAKER: BuyerProfileDocument = STARTING_PROFILES["decision-maker"]!;

/** Publishes the next version of a profile: the decision maker of the starting ones unless told. */
export async function givenProfile(
  caller: Caller,
  id = "decision-maker",
  document: BuyerProfileDocument = DECISION_MAKER,
): Promise<{ version: number }> {
  await saveProfileDraft(caller, id, { document });
  return publishProfile(caller, id, { note: "As agreed" });
}
