/** What may come of an outbound call. Only the first one is a contact; the others are attempts. */
export const CALL_OUTCOMES = ["reached", "no-answer", "voicemail", "busy", "wrong-number"] as const;
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

export const CALL_OUTCOME_LABEL: Record<CallOutcome, string> = {
  reached: "Talked to them",
  "no-answer": "No answer",
  voicemail: "Left a voicemail",
  busy: "Busy",
  "wrong-number": "Wrong number",
};
