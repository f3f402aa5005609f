import type { ContextPacket } from "@/lib/handoffs/handoff";
import type { RoutingDecision } from "@/lib/routing/assign";
import type { ScoreBrief } from "@/lib/scoring/evaluate";
import type { Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import type { Activity } from "@/lib/tracking/activity";
import type { Before, HandoffState, OpportunityState, PassState } from "./snapshot";

/** What has become true. `advance` returns these; `recordFacts` is the one writer of them, history and projection alike. */
export type Fact =
  | { kind: "activity.logged"; activity: Activity }
  | {
      kind: "score.changed";
      leadId: string;
      score: ScoreBrief;
      modelVersion: number;
      lastActivityAt: Date | null;
      missing: string | null;
    }
  | { kind: "stage.changed"; transition: NewTransition }
  | { kind: "owner.changed"; leadId: string; ownerId: string | null }
  | { kind: "pass.opened"; leadId: string; pass: PassState; origin: PassOrigin }
  | { kind: "pass.changed"; leadId: string; pass: PassState }
  | { kind: "pass.undone"; leadId: string; passId: string }
  | {
      kind: "handoff.opened";
      leadId: string;
      handoff: HandoffState;
      note: string | null;
      packet: ContextPacket;
      routing: RoutingDecision;
    }
  | {
      kind: "handoff.changed";
      leadId: string;
      handoff: HandoffState;
      event: HandoffEventKind;
      data: HandoffEventData;
    }
  | {
      kind: "qualification.answered";
      leadId: string;
      passId: string;
      framework: string;
      field: string;
      value: string;
      evidence: string | null;
    }
  | { kind: "opportunity.opened"; leadId: string; opportunity: OpportunityState }
  | { kind: "opportunity.changed"; leadId: string; opportunity: OpportunityState }
  | { kind: "opportunity.undone"; leadId: string; opportunityId: string }
  | {
      kind: "alert.raised";
      leadId: string;
      handoffId: string | null;
      alert: AlertKind;
      to: AlertAudience;
      title: string;
      body: string;
      delaySeconds: number;
    }
  | { kind: "alerts.cancelled"; correlationId: string };

export type HandoffEventKind =
  | "seen"
  | "accepted"
  | "rejected"
  | "returned"
  | "expired"
  | "withdrawn"
  | "reassigned"
  | "undone";

export type HandoffEventData = { reason?: string; note?: string; from?: string | null; to?: string | null };

export type AlertKind =
  | "handoff.opened"
  | "handoff.reassigned"
  | "handoff.answered"
  | "handoff.expired"
  | "hand_raise"
  | "lead.recycled";

/** One person, or everybody of a role. */
export type AlertAudience = { userId: string } | { role: "marketer" | "manager" };

export type PassOrigin = {
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  industry: string | null;
  modelVersion: number;
  definitionVersion: number;
  scoreAtMql: number;
  gradeAtMql: string;
  sample: boolean;
};

export type NewTransition = {
  leadId: string;
  seq: number;
  from: Stage | null;
  to: Stage;
  kind: TransitionKind;
  at: Date;
  /** Never earlier than the transition before it, whatever this machine's clock says. */
  recordedAt: Date;
  trigger: string;
  reasonCode: string | null;
  note: string | null;
  passId: string | null;
  definitionVersion: number;
  modelVersion: number;
  score: number;
  undoes: number | null;
  before: Before | null;
};
