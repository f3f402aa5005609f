import type { Day } from "@/lib/shared/day";

/** A person who could receive a lead, with the load that routing looks at. */
export type Candidate = {
  id: string;
  name: string;
  active: boolean;
  absentUntil: Day | null;
  capacity: number;
  /** Open handoffs (reps) or leads in the queue (marketers). */
  open: number;
  lastAssignedAt: Date | null;
};

export type RoutingDecision = {
  assigneeId: string | null;
  /** Every candidate and why not; kept with the handoff. Without a capacity where a person named the rep. */
  considered: readonly {
    id: string;
    name: string;
    open: number;
    capacity?: number;
    verdict: RoutingVerdict;
  }[];
};

export type RoutingVerdict = "chosen" | "busier" | "at-capacity" | "absent" | "inactive" | "excluded";

/**
 * The one with the fewest open ones; among equals the one who has waited longest. Capacity is never exceeded and nobody
 * absent or inactive receives: with no one left the lead waits in the queue (assigneeId null).
 */
export function assign(
  candidates: readonly Candidate[],
  today: Day,
  excluded: readonly string[] = [],
): RoutingDecision {
  const verdictOf = (candidate: Candidate): RoutingVerdict => {
    if (!candidate.active) return "inactive";
    if (candidate.absentUntil !== null && candidate.absentUntil >= today) return "absent";
    if (candidate.open >= candidate.capacity) return "at-capacity";
    return "busier";
  };
  const able = candidates.filter((candidate) => verdictOf(candidate) === "busier");
  // Whoever sent it back gets it again only when no one else is left.
  const preferred = able.filter((candidate) => !excluded.includes(candidate.id));
  const pool = preferred.length > 0 ? preferred : able;
  const chosen = [...pool].sort(byLoadThenWait)[0] ?? null;
  return {
    assigneeId: chosen?.id ?? null,
    considered: candidates.map((candidate) => ({
      id: candidate.id,
      name: candidate.name,
      open: candidate.open,
      capacity: candidate.capacity,
      verdict:
        candidate.id === chosen?.id
          ? "chosen"
          : pool !== able && excluded.includes(candidate.id) && able.includes(candidate)
            ? "excluded"
            : verdictOf(candidate),
    })),
  };
}

function byLoadThenWait(a: Candidate, b: Candidate): number {
  const waited = (candidate: Candidate) => candidate.lastAssignedAt?.getTime() ?? 0;
  return a.open - b.open || waited(a) - waited(b) || (a.id < b.id ? -1 : 1);
}
