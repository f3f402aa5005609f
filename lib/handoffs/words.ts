import type { HandoffStatus } from "./handoff";

/** What happened to a handoff in one sentence, for somebody who came too late: "Rosa accepted it". */
export function outcomeInWords(outcome: {
  status: HandoffStatus;
  who: { name: string } | null;
  reason: string | null;
}): string {
  const who = outcome.who?.name ?? "Somebody";
  switch (outcome.status) {
    case "pending":
      return outcome.who ? `It waits for ${who}` : "It waits for a rep";
    case "accepted":
      return `${who} accepted it`;
    case "rejected":
      return outcome.reason ? `${who} rejected it: ${outcome.reason}` : `${who} rejected it`;
    case "returned":
      return `${who} returned it to marketing`;
    case "expired":
      return "Nobody answered in time; it is back with marketing";
    case "withdrawn":
      return outcome.who ? `${who} took it back for marketing` : "It was taken back";
  }
}
