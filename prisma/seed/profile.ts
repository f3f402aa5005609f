import { attributeChanges, type LeadAttributes } from "@/lib/leads/attributes";
import { displayName } from "@/lib/leads/identity";
import type { LeadSnapshot } from "@/lib/progression/snapshot";
import { type CompanyChange, companyAttributes } from "@/lib/scoring/company-history";
import type { CompanyProfile } from "./companies";

/** Who a lead of the story is. */
export type Profile = Omit<LeadAttributes, "externalId" | "companyId" | "custom"> & {
  company: CompanyProfile;
};

/** A company with the id and the attribute log it has in this workspace. */
export type Company = Omit<CompanyProfile, "domain"> & {
  id: string;
  domain: string | null;
  createdAt: Date;
  changes: readonly CompanyChange[];
};

export function companyOf(
  profile: CompanyProfile,
  { id, at, isTaken }: { id: string; at: Date; isTaken: boolean },
): Company {
  const { name, industry, employees, revenue, country } = profile;
  const domain = isTaken ? null : profile.domain;
  const attributes = {
    name,
    domain,
    industry,
    employees,
    revenue: revenue === null ? null : String(revenue),
    country,
    custom: {},
  };
  return {
    ...profile,
    id,
    domain,
    createdAt: at,
    changes: attributeChanges(null, attributes).map((change) => ({ ...change, at })),
  };
}

/** What the gate knows of a lead in the instant in which it becomes known. */
export function snapshotOf(
  profile: Profile,
  company: Company,
  { id, at, correlationId }: { id: string; at: Date; correlationId: string },
): LeadSnapshot {
  const { company: _, ...fields } = profile;
  const { email, firstName, lastName, title, phone, country, source, channel, campaign, asset } = fields;
  const own = attributeChanges(null, { ...fields, externalId: null, companyId: null, custom: {} });
  return {
    id,
    name: displayName({ ...fields, externalId: null, company: company.name }),
    attributes: { email, firstName, lastName, title, phone, country, company: company.name },
    origin: { source, channel, campaign, asset, industry: company.industry },
    ownerId: null,
    sample: true,
    capturedAt: at,
    stage: "lead",
    seq: 1,
    stageSince: at,
    subject: {
      leadId: id,
      createdAt: at,
      attributes: [
        ...own.map((change) => ({ ...change, at })),
        ...companyAttributes([{ companyId: company.id, at }], () => company.changes),
      ],
      activities: [],
      adjustments: [],
    },
    lastActivityAt: null,
    lastReceivedAt: null,
    missing: null,
    recordedAt: at,
    lastTransition: {
      seq: 1,
      from: null,
      to: "lead",
      kind: "create",
      actorId: null,
      trigger: "created",
      passId: null,
      correlationId,
      before: null,
    },
    pass: null,
    handoff: null,
    declinedBy: [],
    answers: {},
    opportunity: null,
  };
}
