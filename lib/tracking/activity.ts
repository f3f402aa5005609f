import type { JsonObject } from "@/lib/shared/json";

export const TRUSTS = ["human", "automatic", "suspect"] as const;
export type Trust = (typeof TRUSTS)[number];

export const INITIATORS = ["lead", "rep", "marketing"] as const;
export type Initiator = (typeof INITIATORS)[number];

/** One thing that happened, as it is stored. */
export type Activity = {
  id: string;
  leadId: string;
  type: string;
  occurredAt: Date;
  receivedAt: Date;
  source: string;
  messageId: string;
  payloadHash: string;
  channel: string | null;
  campaign: string | null;
  trust: Trust;
  initiatedBy: Initiator | null;
  properties: JsonObject;
  actorId: string | null;
  importId: string | null;
};

/** One entry of the catalogue of types. */
export type ActivityType = {
  key: string;
  label: string;
  category: string;
  explicit: boolean;
  handRaise: boolean;
  contact: boolean;
  active: boolean;
  position: number;
};
