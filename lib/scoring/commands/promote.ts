import "server-only";
import { AppError } from "@/lib/platform/errors";
import { changeStage } from "@/lib/stages/commands";
import type { Caller } from "@/lib/team/viewer";

export type Promotion = {
  promoted: number;
  /** Who stayed, and what was missing or in the way. */
  refused: { leadId: string; why: string }[];
};

/** Makes each lead an MQL through the gate, one by one: what one of them lacks does not keep the others. */
export async function promoteLeads(caller: Caller, leadIds: readonly string[]): Promise<Promotion> {
  const answer: Promotion = { promoted: 0, refused: [] };
  for (const leadId of new Set(leadIds)) {
    try {
      await changeStage(caller, leadId, { to: "mql" });
      answer.promoted++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      answer.refused.push({ leadId, why: error.message });
    }
  }
  return answer;
}
