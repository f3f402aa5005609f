import type { DefinitionDocument, RequiredField } from "@/lib/definitions/definition";
import type { Pattern } from "@/lib/exclusions/exclusion";
import type { HandoffCause, HandoffStatus } from "@/lib/handoffs/handoff";
import type { Reason } from "@/lib/handoffs/reasons";
import type { Candidate } from "@/lib/routing/assign";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import type { ScoreSubject } from "@/lib/scoring/score";
import type { Day } from "@/lib/shared/day";
import type { Milestone, Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import type { ActivityType } from "@/lib/tracking/activity";

/** Everything the rules may look at about one lead, read under its lock. */
export type LeadSnapshot = {
  id: string;
  name: string;
  attributes: { readonly [field in RequiredField]: string | null };
  /** Copied onto the pass that opens. */
  origin: {
    source: string | null;
    channel: string | null;
    campaign: string | null;
    asset: string | null;
    industry: string | null;
  };
  ownerId: string | null;
  sample: boolean;
  capturedAt: Date;
  stage: Stage;
  seq: number;
  stageSince: Date;
  subject: ScoreSubject;
  lastActivityAt: Date | null;
  /** When the newest activity arrived, read where an undo asks whether anything happened since. */
  lastReceivedAt: Date | null;
  /** Set while a qualified lead lacks a required field. */
  missing: string | null;
  /** When its last transition was recorded. */
  recordedAt: Date;
  /** That transition, read where it may be undone. */
  lastTransition: TransitionState | null;
  /** The open pass, else the last closed one. */
  pass: PassState | null;
  /** The last handoff of that pass. */
  handoff: HandoffState | null;
  /** To whom earlier handoffs of this lead were offered that were answered with a no, by whomever; newest first. */
  declinedBy: readonly string[];
  /** Latest answer of each field of that pass. */
  answers: Readonly<Record<string, { value: string }>>;
  opportunity: OpportunityState | null;
};

export type TransitionState = {
  seq: number;
  from: Stage | null;
  to: Stage;
  kind: TransitionKind;
  actorId: string | null;
  trigger: string;
  passId: string | null;
  correlationId: string;
  before: Before | null;
};

/** What a decision changed, as it was: kept with its transition so that an undo can restore it. */
export type Before = {
  ownerId: string | null;
  /** null: the decision opened it. */
  pass: PassState | null;
  handoff: HandoffState | null;
  opportunity: OpportunityState | null;
};

export type PassTrigger = "score" | "hand_raise" | "pql" | "manual" | "wake" | "import";

export type PassState = {
  id: string;
  number: number;
  trigger: PassTrigger;
  mqlAt: Date;
  handedAt: Date | null;
  salAt: Date | null;
  sqlAt: Date | null;
  opportunityAt: Date | null;
  customerAt: Date | null;
  closedAt: Date | null;
  closeKind: CloseKind | null;
  closeReason: string | null;
  closedFrom: Milestone | null;
  ownerId: string | null;
  amount: bigint | null;
  clockStartedAt: Date | null;
  firstAttemptAt: Date | null;
  firstContactAt: Date | null;
  contactDueAt: Date | null;
  wakeOn: Day | null;
  wakeOnEvidence: boolean;
};

export type CloseKind = "customer" | "recycled" | "disqualified" | "merged";

export type HandoffState = {
  id: string;
  passId: string;
  status: HandoffStatus;
  cause: HandoffCause;
  assigneeId: string | null;
  assignedAt: Date | null;
  openedAt: Date;
  openedBy: string | null;
  dueAt: Date | null;
  seenAt: Date | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  reasonCode: string | null;
  answerNote: string | null;
  criteria: readonly string[];
  version: number;
};

export type OpportunityState = {
  id: string;
  passId: string;
  name: string;
  amount: bigint;
  currency: string;
  status: "open" | "won" | "lost";
  expectedClose: Day;
  actualClose: Day | null;
  lostReason: string | null;
  ownerId: string | null;
  version: number;
};

/** What is in force in the workspace, and who could receive a lead. */
export type House = {
  zone: string;
  currency: string;
  today: Day;
  model: { version: number; document: ScoringModelDocument };
  definition: { version: number; document: DefinitionDocument };
  activityTypes: ReadonlyMap<string, ActivityType>;
  /** What activities look like that do not count. */
  exclusions: readonly Pattern[];
  reasons: ReadonlyMap<string, Reason>;
  reps: readonly Candidate[];
  marketers: readonly Candidate[];
};

/**
 * The instant at which something happens to this lead: now, but never before what is recorded already. Whoever waited
 * for the lead read their clock before it changed, and the clocks of two instances differ.
 */
export function instantFor({ recordedAt, handoff }: LeadSnapshot, now: Date): Date {
  const known = [recordedAt, handoff?.assignedAt, handoff?.openedAt].map((at) => at?.getTime() ?? 0);
  return new Date(Math.max(now.getTime(), ...known));
}
