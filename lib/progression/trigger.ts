import type { Wake } from "@/lib/handoffs/handoff";
import type { Day } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import type { Activity } from "@/lib/tracking/activity";

/** Why the rules look at a lead now. */
export type Trigger =
  /** New activities, already free of repeats. */
  | { kind: "activities"; activities: readonly Activity[] }
  /** Attributes were set or changed (the snapshot already has them); also a lead's creation. */
  | { kind: "attributes" }
  /** A person asks for another stage. */
  | { kind: "ask"; ask: StageAsk }
  | { kind: "hand-over"; assigneeId: string | null; note: string | null }
  | { kind: "answer"; handoffId: string; answer: HandoffAnswer }
  | { kind: "reassign"; handoffId: string; assigneeId: string | null }
  | { kind: "withdraw"; handoffId: string; note: string | null }
  | { kind: "seen"; handoffId: string }
  | { kind: "qualification"; answers: QualificationAnswers }
  /** Silence took the handoff. */
  | { kind: "silence"; handoffId: string }
  /** The wake date of a recycled lead has come. */
  | { kind: "wake" }
  /** The day changed: a lead may have cooled. Promotes nobody. */
  | { kind: "day" }
  | { kind: "undo" };

export type QualificationAnswers = Readonly<Record<string, { value: string; evidence: string | null }>>;

export type StageAsk = {
  to: Stage;
  reason: string | null;
  note: string | null;
  wake: Wake | null;
  criteria: readonly string[] | null;
  qualification: QualificationAnswers;
  /** Minor units of the workspace currency. */
  amount: bigint | null;
  expectedClose: Day | null;
  actualClose: Day | null;
};

export type HandoffAnswer =
  /** `criteria` null: all ticked (programs may leave them out). */
  | { kind: "accept"; criteria: readonly string[] | null; note: string | null }
  | { kind: "reject"; reason: string; note: string | null; wake: Wake | null }
  | { kind: "return"; note: string | null };

/** Why not. The edge turns each into a status and a sentence. */
export type Refusal =
  | { code: "illegal_transition"; from: Stage; to: Stage }
  | { code: "requirements_missing"; missing: readonly Missing[] }
  | { code: "already_answered"; handoffId: string }
  | { code: "conflict"; message: string }
  | { code: "undo_too_late"; message: string }
  | { code: "not_found" }
  | { code: "forbidden" };

/** One thing a move needs and does not have: the field to fill, in words. */
export type Missing = { field: string; message: string };
