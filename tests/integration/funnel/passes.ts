import type { Db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";

/** A pass as a test tells it; what it does not tell has a plain default. */
export type PassStory = {
  number?: number;
  mqlAt: Date;
  handedAt?: Date | null;
  salAt?: Date | null;
  sqlAt?: Date | null;
  opportunityAt?: Date | null;
  customerAt?: Date | null;
  closedAt?: Date | null;
  closeKind?: "customer" | "recycled" | "disqualified" | null;
  closeReason?: string | null;
  closedFrom?: string | null;
  imputed?: string[];
  dateOnly?: string[];
  trigger?: string;
  channel?: string | null;
  source?: string | null;
  campaign?: string | null;
  asset?: string | null;
  industry?: string | null;
  team?: string | null;
  ownerId?: string | null;
  modelVersion?: number;
  definitionVersion?: number;
  scoreAtMql?: number;
  clocks?: boolean;
  clockStartedAt?: Date | null;
  firstAttemptAt?: Date | null;
  firstContactAt?: Date | null;
  contactDueAt?: Date | null;
  handoffs?: HandoffStory[];
  opportunity?: OpportunityStory;
};

export type HandoffStory = {
  status: "pending" | "accepted" | "rejected" | "returned" | "expired" | "withdrawn";
  openedAt: Date;
  assignedAt?: Date | null;
  seenAt?: Date | null;
  dueAt?: Date | null;
  answeredAt?: Date | null;
  assigneeId?: string | null;
  answeredBy?: string | null;
  reasonCode?: string | null;
};

export type OpportunityStory = {
  status: "open" | "won" | "lost";
  amount: bigint;
  createdAt: Date;
  /** UTC midnight of the day. */
  actualClose?: Date | null;
  lostReason?: string | null;
  ownerId?: string | null;
};

export type LeadStory = { capturedAt?: Date; binnedAt?: Date; externalId?: string; passes: PassStory[] };

export type Told = {
  leads: {
    id: string;
    name: string;
    capturedAt: Date;
    createdAt: Date;
    updatedAt: Date;
    binnedAt: Date | null;
  }[];
  passes: (Omit<Required<PassStory>, "handoffs" | "opportunity"> & { id: string; leadId: string })[];
  handoffs: (Required<HandoffStory> & { id: string; leadId: string; passId: string })[];
  opportunities: (Required<OpportunityStory> & { id: string; leadId: string; passId: string })[];
};

const PASS_DEFAULTS = {
  number: 1,
  handedAt: null,
  salAt: null,
  sqlAt: null,
  opportunityAt: null,
  customerAt: null,
  closedAt: null,
  closeKind: null,
  closeReason: null,
  closedFrom: null,
  imputed: [],
  dateOnly: [],
  trigger: "score",
  channel: null,
  source: null,
  campaign: null,
  asset: null,
  industry: null,
  team: null,
  ownerId: null,
  modelVersion: 1,
  definitionVersion: 1,
  scoreAtMql: 50,
  clocks: true,
  clockStartedAt: null,
  firstAttemptAt: null,
  firstContactAt: null,
  contactDueAt: null,
};

/** The rows of the stories, as they will stand in the database. */
export function rowsOfStories(stories: readonly LeadStory[]): Told {
  const told: Told = { leads: [], passes: [], handoffs: [], opportunities: [] };
  for (const [index, story] of stories.entries()) {
    const leadId = newId();
    const capturedAt = story.capturedAt ?? story.passes[0]?.mqlAt ?? new Date(0);
    told.leads.push({
      id: leadId,
      name: `Lead ${index + 1}`,
      capturedAt,
      createdAt: capturedAt,
      updatedAt: capturedAt,
      binnedAt: story.binnedAt ?? null,
    });
    for (const { handoffs = [], opportunity, ...pass } of story.passes) {
      const passId = newId();
      told.passes.push({ ...PASS_DEFAULTS, ...pass, id: passId, leadId });
      for (const handoff of handoffs)
        told.handoffs.push({
          assignedAt: null,
          seenAt: null,
          dueAt: null,
          answeredAt: null,
          assigneeId: null,
          answeredBy: null,
          reasonCode: null,
          ...handoff,
          id: newId(),
          leadId,
          passId,
        });
      if (opportunity)
        told.opportunities.push({
          actualClose: null,
          lostReason: null,
          ownerId: null,
          ...opportunity,
          id: newId(),
          leadId,
          passId,
        });
    }
  }
  return told;
}

/** Writes the stories, in place of whatever stood there. */
export async function tell(db: Db, stories: readonly LeadStory[]): Promise<Told> {
  const told = rowsOfStories(stories);
  await db.opportunity.deleteMany();
  await db.lead.deleteMany();
  await db.reason.createMany({
    data: ["not-ready", "wrong-fit"].map((code) => ({ code, label: code, kind: "recycle" })),
    skipDuplicates: true,
  });
  await db.lead.createMany({ data: told.leads });
  await db.pass.createMany({ data: told.passes });
  await db.handoff.createMany({
    data: told.handoffs.map((handoff) => ({ ...handoff, cause: "manual", packet: {}, routing: {} })),
  });
  await db.opportunity.createMany({
    data: told.opportunities.map((opportunity) => ({
      ...opportunity,
      name: "Deal",
      currency: "EUR",
      expectedClose: opportunity.createdAt,
      updatedAt: opportunity.createdAt,
    })),
  });
  return told;
}
