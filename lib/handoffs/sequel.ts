import type { Day } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import type { HandoffStatus } from "./handoff";

/** What the rules look at to say what became of an answer. */
export type AnsweredHandoff = {
  status: HandoffStatus;
  pass: {
    number: number;
    salAt: Date | null;
    sqlAt: Date | null;
    opportunityAt: Date | null;
    customerAt: Date | null;
    closedAt: Date | null;
    closeKind: string | null;
    closeReason: string | null;
    wakeOn: Day | null;
    wakeOnEvidence: boolean;
  };
  /** The next offer of the same pass, if any. */
  nextOffer: { status: HandoffStatus; to: string | null } | null;
  /** The newest pass of the lead and where the lead is now. */
  latest: { pass: number; mqlAt: Date; stage: Stage };
};

/** What became of it: the loop back to whoever decided. */
export type Sequel =
  /** The pass runs (or was won): where it stands and since when. */
  | { kind: "moving"; stage: Stage; since: Date }
  /** The pass ended after it had been accepted. */
  | { kind: "ended"; as: string; reason: string | null; at: Date }
  /** Recycled, and nothing has happened since. */
  | { kind: "asleep"; wakeOn: Day | null; onEvidence: boolean }
  /** Recycled, and back as a later pass. */
  | { kind: "came-back"; pass: number; stage: Stage; at: Date }
  | { kind: "dropped" }
  /** Undecided, and still with marketing. */
  | { kind: "with-marketing" }
  | { kind: "offered-again"; status: HandoffStatus; to: string | null };

/** What became of an answered handoff, as of now. */
export function sequelOf({ status, pass, nextOffer, latest }: AnsweredHandoff): Sequel {
  if (latest.pass > pass.number)
    return { kind: "came-back", pass: latest.pass, stage: latest.stage, at: latest.mqlAt };
  if (nextOffer) return { kind: "offered-again", ...nextOffer };
  if (pass.closedAt && pass.closeKind !== "customer") {
    if (status === "accepted")
      return { kind: "ended", as: pass.closeKind ?? "", reason: pass.closeReason, at: pass.closedAt };
    if (pass.closeKind === "recycled")
      return { kind: "asleep", wakeOn: pass.wakeOn, onEvidence: pass.wakeOnEvidence };
    return { kind: "dropped" };
  }
  if (status !== "accepted") return { kind: "with-marketing" };
  const since = pass.customerAt ?? pass.opportunityAt ?? pass.sqlAt ?? pass.salAt;
  return since === null ? { kind: "with-marketing" } : { kind: "moving", stage: latest.stage, since };
}
