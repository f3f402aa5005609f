import "server-only";
import { companyForLead, type Telling } from "@/lib/companies/commands";
import type { Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { JsonObject } from "@/lib/shared/json";
import { activeUserId } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import type { LeadAttributes } from "../attributes";
import { EMAIL_FAULT, normaliseEmail } from "../identity";
import type { LeadPatch } from "../schema";

/** What was told, with its references resolved: a field that was not told is absent. */
export type Told = Partial<Omit<LeadAttributes, "custom">> & {
  emailKey?: string | null;
  custom?: JsonObject;
  ownerId?: string | null;
};

/** Reads what was told: normalises the e-mail, finds or makes the company, finds the owner. Throws `invalid` naming the field. */
export async function resolve(
  tx: Tx,
  caller: Caller,
  input: LeadPatch,
  telling: Telling = { by: "intake" },
): Promise<Told> {
  const { email, company, owner, custom, ...plain } = input;
  const told: Told = {};
  for (const [field, value] of Object.entries(plain))
    if (value !== undefined) Object.assign(told, { [field]: value });
  if (custom !== undefined) told.custom = custom;
  if (email !== undefined) {
    const address = email === null ? null : readEmail(email);
    told.email = address?.typed ?? null;
    told.emailKey = address?.key ?? null;
  }
  if (company === null) told.companyId = null;
  else if (company !== undefined || told.emailKey) {
    const companyId = await companyForLead(tx, caller, company, told.emailKey ?? null, telling);
    if (companyId) told.companyId = companyId;
  }
  if (owner !== undefined) told.ownerId = owner === null ? null : await activeUserId(tx, owner, "owner");
  return told;
}

function readEmail(text: string) {
  const address = normaliseEmail(text);
  if (address.ok) return address.value;
  throw new AppError("invalid", `The e-mail ${EMAIL_FAULT[address.reason]}`, {
    errors: [{ path: "email", rule: address.reason, message: `The e-mail ${EMAIL_FAULT[address.reason]}` }],
  });
}

const NOTHING: LeadAttributes = {
  email: null,
  externalId: null,
  firstName: null,
  lastName: null,
  title: null,
  phone: null,
  country: null,
  companyId: null,
  source: null,
  channel: null,
  campaign: null,
  asset: null,
  custom: {},
};

/** The attributes with what was told laid over them. */
export function merge(before: LeadAttributes | null, told: Told): LeadAttributes {
  const { emailKey: _, ownerId: __, custom, ...attributes } = told;
  const base = before ?? NOTHING;
  return { ...base, ...attributes, custom: { ...base.custom, ...custom } };
}
