import type { HandoffCause } from "@/lib/handoffs/handoff";
import { addWorkingMinutes, businessCalendar, endOfWorkingDay } from "./calendar";

/** How long sales has to answer, and what silence means. */
export type SlaPolicy = {
  answer: Record<HandoffCause, { minutes: number; clock: "wall" | "working" }>;
  /** Minutes past due after which an unanswered handoff goes back to marketing. */
  silenceMinutes: number;
};

/** What every workspace starts with. */
export const DEFAULT_SLA: SlaPolicy = {
  answer: {
    hand_raise: { minutes: 5, clock: "wall" },
    pql: { minutes: 15, clock: "wall" },
    hot_score: { minutes: 15, clock: "wall" },
    manual: { minutes: 4 * 60, clock: "working" },
  },
  silenceMinutes: 24 * 60,
};

/** When a handoff of this cause must be answered. */
export function answerDue(cause: HandoffCause, from: Date, zone: string, policy = DEFAULT_SLA): Date {
  const { minutes, clock } = policy.answer[cause];
  return clock === "wall"
    ? new Date(from.getTime() + minutes * 60_000)
    : addWorkingMinutes(from, minutes, businessCalendar(zone));
}

/** When the first contact must have happened: the same business day. */
export function contactDue(from: Date, zone: string): Date {
  return endOfWorkingDay(from, businessCalendar(zone));
}

/** When silence takes the handoff back to marketing. */
export function silenceAt(dueAt: Date, policy = DEFAULT_SLA): Date {
  return new Date(dueAt.getTime() + policy.silenceMinutes * 60_000);
}
