import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import { advance } from "@/lib/progression/advance";
import type { Occasion } from "@/lib/progression/course";
import type { House, LeadSnapshot } from "@/lib/progression/snapshot";
import type { StageAsk, Trigger } from "@/lib/progression/trigger";
import type { Candidate } from "@/lib/routing/assign";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { dayOf } from "@/lib/shared/day";
import type { Stage } from "@/lib/stages/stages";
import type { Role } from "@/lib/team/roles";
import type { Viewer } from "@/lib/team/viewer";
import type { Activity } from "@/lib/tracking/activity";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";

// Leads and a house in memory, for the pure rules: no database.

export const NOON = new Date("2026-03-11T11:00:00Z");

const candidate = (id: string): Candidate => ({
  id,
  name: id,
  active: true,
  absentUntil: null,
  capacity: 20,
  open: 0,
  lastAssignedAt: null,
});

export function houseAt(now: Date): House {
  return {
    zone: "Europe/Berlin",
    currency: "EUR",
    today: dayOf(now, "Europe/Berlin"),
    model: { version: 1, document: BALANCED },
    definition: { version: 1, document: FIRST_DEFINITION },
    activityTypes: new Map(DEFAULT_ACTIVITY_TYPES.map((type) => [type.key, type])),
    exclusions: [],
    reasons: new Map(DEFAULT_REASONS.map((reason) => [reason.code, reason])),
    reps: [candidate("sam"), candidate("rosa")],
    marketers: [candidate("marta")],
  };
}

/** The person of a role; the rep is Sam, to whom routing gives the first lead. */
export function person(role: Role): Viewer {
  const id = { admin: "ada", marketer: "marta", rep: "sam", manager: "milan", viewer: "vera" }[role];
  return { kind: "user", id, name: id, email: `${id}@relay.example`, role };
}

let counter = 0;

export const newId = (): string => `id-${(++counter).toString().padStart(8, "0")}`;

export const occasion = (viewer: Viewer, now: Date): Occasion => ({
  viewer,
  now,
  correlationId: newId(),
  newId,
});

/** A new lead that fits the profile, with an e-mail. */
export function newLead(): LeadSnapshot {
  const id = newId();
  const attribute = (field: string, value: string | number) => ({ field, value, at: NOON });
  return {
    id,
    name: "Ines Roth",
    attributes: {
      email: "ines@harbour-works.com",
      firstName: "Ines",
      lastName: "Roth",
      title: "Head of Operations",
      phone: null,
      country: "Germany",
      company: "Harbour Works",
    },
    origin: {
      source: "website",
      channel: "organic_search",
      campaign: null,
      asset: null,
      industry: "Manufacturing",
    },
    ownerId: null,
    sample: false,
    capturedAt: NOON,
    stage: "lead",
    seq: 1,
    stageSince: NOON,
    subject: {
      leadId: id,
      createdAt: NOON,
      attributes: [
        attribute("email", "ines@harbour-works.com"),
        attribute("title", "Head of Operations"),
        attribute("country", "Germany"),
        attribute("company.industry", "Manufacturing"),
        attribute("company.employees", 400),
      ],
      activities: [],
      adjustments: [],
    },
    lastActivityAt: null,
    lastReceivedAt: null,
    missing: null,
    recordedAt: NOON,
    lastTransition: {
      seq: 1,
      from: null,
      to: "lead",
      kind: "create",
      actorId: null,
      trigger: "created",
      passId: null,
      correlationId: newId(),
      before: null,
    },
    pass: null,
    handoff: null,
    declinedBy: [],
    answers: {},
    opportunity: null,
  };
}

export function activity(
  lead: LeadSnapshot,
  type: string,
  now: Date,
  more: Partial<Activity> = {},
): Activity {
  const id = newId();
  return {
    id,
    leadId: lead.id,
    type,
    occurredAt: now,
    receivedAt: now,
    source: "test",
    messageId: id,
    payloadHash: "",
    channel: null,
    campaign: null,
    trust: "human",
    initiatedBy: null,
    properties: {},
    actorId: null,
    importId: null,
    ...more,
  };
}

/** Asks for a stage with everything any move may need. */
export function askFor(to: Stage, more: Partial<StageAsk> = {}): Trigger {
  return {
    kind: "ask",
    ask: {
      to,
      reason: to === "recycled" ? "not-ready" : to === "disqualified" ? "wrong-fit" : null,
      note: "because",
      wake: null,
      criteria: null,
      qualification: {
        need: { value: "fewer lost leads", evidence: null },
        timeline: { value: "now", evidence: null },
      },
      amount: 100_000n,
      expectedClose: "2026-05-31",
      actualClose: "2026-03-11",
      ...more,
    },
  };
}

const WAY: Record<Stage, readonly Stage[]> = {
  lead: [],
  mql: ["mql"],
  sal: ["mql", "sal"],
  sql: ["mql", "sal", "sql"],
  opportunity: ["mql", "sal", "sql", "opportunity"],
  customer: ["mql", "sal", "sql", "opportunity", "customer"],
  recycled: ["recycled"],
  disqualified: ["disqualified"],
};

/** A lead that went the usual way to a stage; from MQL on Sam holds it. */
export function leadAt(stage: Stage): LeadSnapshot {
  let lead = newLead();
  for (const to of WAY[stage]) {
    lead = played(lead, askFor(to), person("admin"));
    if (to === "mql")
      lead = played(lead, { kind: "hand-over", assigneeId: "sam", note: null }, person("marketer"));
  }
  return lead;
}

/** The lead after a trigger that the gate must allow. */
export function played(lead: LeadSnapshot, trigger: Trigger, viewer: Viewer, now = NOON): LeadSnapshot {
  const result = advance(lead, houseAt(now), trigger, occasion(viewer, now));
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.reason)}`);
  return result.value.next;
}
