import type { Day } from "@/lib/shared/day";

export const HANDOFF_STATUSES = [
  "pending",
  "accepted",
  "rejected",
  "returned",
  "expired",
  "withdrawn",
] as const;
export type HandoffStatus = (typeof HANDOFF_STATUSES)[number];

export const HANDOFF_STATUS_LABEL: Record<HandoffStatus, string> = {
  pending: "Waiting for an answer",
  accepted: "Accepted",
  rejected: "Rejected",
  returned: "Returned",
  expired: "No answer",
  withdrawn: "Taken back",
};

export const HANDOFF_CAUSES = ["hand_raise", "pql", "hot_score", "manual"] as const;
export type HandoffCause = (typeof HANDOFF_CAUSES)[number];

export const HANDOFF_CAUSE_LABEL: Record<HandoffCause, string> = {
  hand_raise: "Asked to talk to us",
  pql: "Product usage",
  hot_score: "Hot score",
  manual: "Passed on by marketing",
};

/** When a recycled lead may come back. */
export type Wake = { on: Day | null; evidence: boolean };

/** What a recycling without a named condition means. */
export const WAKE_ON_EVIDENCE: Wake = { on: null, evidence: true };

/** A wake condition as told: a named date without a word on evidence still wakes on evidence. */
export function toldWake(
  told: { on?: Day | null | undefined; evidence?: boolean | undefined } | null | undefined,
): Wake | null {
  return told ? { on: told.on ?? null, evidence: told.evidence ?? true } : null;
}

/** Whether authority to buy is known of who raised a hand. */
export type Authority = "verified" | "unknown" | "failed";

/** What sales was shown when the lead was offered. Frozen: later changes of the lead do not rewrite it. */
export type ContextPacket = {
  at: string;
  cause: HandoffCause;
  score: number;
  fit: number;
  engagement: number;
  grade: string;
  reason: string;
  authority: Authority;
  modelVersion: number;
  definitionVersion: number;
  rows: readonly { label: string; points: number }[];
  touches: readonly { activityId: string; type: string; at: string }[];
};
