/** Why a lead was sent back or dropped. The kind decides where it goes. */
export type Reason = { code: string; label: string; kind: ReasonKind; active: boolean; position: number };

export const REASON_KINDS = ["recycle", "disqualify"] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

const reasons = (kind: ReasonKind, start: number, labels: Record<string, string>): Reason[] =>
  Object.entries(labels).map(([code, label], index) => ({
    code,
    label,
    kind,
    active: true,
    position: start + index,
  }));

/** What every workspace starts with. */
export const DEFAULT_REASONS: readonly Reason[] = [
  ...reasons("recycle", 1, {
    "not-ready": "Not ready yet",
    "bad-timing": "Bad timing",
    "no-response": "No response",
    "no-budget": "No budget now",
    "other-decision-makers": "Others decide",
  }),
  ...reasons("disqualify", 11, {
    "wrong-fit": "Wrong fit",
    "no-need": "No need",
    "no-authority": "No authority",
    "bad-data": "Bad data",
    competitor: "Competitor",
    duplicate: "Duplicate",
  }),
];

/** Where a lead goes that is rejected for a reason of this kind. */
export const STAGE_OF_REASON = { recycle: "recycled", disqualify: "disqualified" } as const;
