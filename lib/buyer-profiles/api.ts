import { z } from "zod";
import type { ProfileFinding } from "./lint";
import { AREAS } from "./profile";
import type { LeadProfile, ProfileCounts } from "./queries/matches";
import type { ProfileDraftView, ProfileEntry, ProfileVersion, ProfileVersionView } from "./queries/profiles";
import { buyerProfileDocument } from "./schema";

// What the HTTP API answers about buyer profiles; programs rely on these names.

export const profileEntryOut = z
  .object({
    id: z.string(),
    name: z.string(),
    summary: z.string(),
    version: z.int().nullable().meta({ description: "The version in force; null before the first" }),
    retired: z.boolean(),
    hasDraft: z.boolean(),
    publishedAt: z.iso.datetime().nullable(),
    approvedBy: z.string().nullable(),
  })
  .meta({ id: "BuyerProfileEntry" });

export const toProfileEntryOut = ({ publishedAt, ...entry }: ProfileEntry) => ({
  ...entry,
  publishedAt: publishedAt?.toISOString() ?? null,
});

const versionOut = z.object({
  version: z.int(),
  name: z.string(),
  note: z.string().nullable(),
  publishedAt: z.iso.datetime(),
  publishedBy: z.string().nullable(),
  approvedBy: z.string().nullable(),
  basedOn: z.int().nullable(),
});

const toVersionOut = ({ publishedAt, ...version }: ProfileVersion) => ({
  ...version,
  publishedAt: publishedAt.toISOString(),
});

export const profileVersionOut = versionOut
  .extend({ id: z.string(), document: buyerProfileDocument })
  .meta({ id: "BuyerProfileVersion" });

export const toProfileVersionOut = ({
  id,
  document,
  ...version
}: ProfileVersionView): z.input<typeof profileVersionOut> => ({ id, ...toVersionOut(version), document });

export const profileOut = z
  .object({
    id: z.string(),
    retired: z.boolean(),
    hasDraft: z.boolean(),
    inForce: profileVersionOut.nullable(),
    versions: z.array(versionOut).meta({ description: "Newest first" }),
    leads: z
      .object({ matching: z.int(), unknown: z.int(), others: z.int() })
      .nullable()
      .meta({ description: "Leads of the version in force, counted now; null while it is not in use" }),
  })
  .meta({ id: "BuyerProfile" });

export const toProfileOut = (
  view: { id: string; retired: boolean; hasDraft: boolean; versions: readonly ProfileVersion[] },
  inForce: ProfileVersionView | null,
  leads: ProfileCounts | null,
): z.input<typeof profileOut> => ({
  id: view.id,
  retired: view.retired,
  hasDraft: view.hasDraft,
  inForce: inForce && toProfileVersionOut(inForce),
  versions: view.versions.map(toVersionOut),
  leads,
});

const findingOut = z
  .object({
    level: z.enum(["error", "warning"]).meta({ description: "Errors keep a draft from being published" }),
    code: z.string(),
    message: z.string(),
    aspectId: z.string().optional(),
  })
  .meta({ id: "BuyerProfileFinding" });

export const profileDraftOut = z
  .object({
    id: z.string(),
    document: buyerProfileDocument,
    revision: z.int().meta({
      description: "Send it back with a PUT; 0 while no draft is saved and this is the newest version",
    }),
    basedOn: z.int().nullable(),
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.string().nullable(),
    findings: z.array(findingOut),
  })
  .meta({ id: "BuyerProfileDraft" });

export const toProfileDraftOut = (
  { updatedAt, ...draft }: ProfileDraftView,
  findings: readonly ProfileFinding[],
): z.input<typeof profileDraftOut> => ({
  ...draft,
  updatedAt: updatedAt?.toISOString() ?? null,
  findings: [...findings],
});

const OUTCOMES = ["match", "no-match", "unknown"] as const;

const outcomeOf = (truth: boolean | null): (typeof OUTCOMES)[number] =>
  truth === null ? "unknown" : truth ? "match" : "no-match";

export const leadProfileOut = z
  .object({
    id: z.string(),
    version: z.int(),
    name: z.string(),
    outcome: z.enum(OUTCOMES).meta({ description: "Whether every essential aspect matches" }),
    matched: z.int(),
    missed: z.int(),
    unknown: z.int(),
    aspects: z.array(
      z.object({
        id: z.string(),
        area: z.enum(AREAS),
        label: z.string(),
        essential: z.boolean(),
        outcome: z.enum(OUTCOMES),
      }),
    ),
  })
  .meta({ id: "LeadBuyerProfile" });

export const toLeadProfileOut = ({
  id,
  version,
  document,
  match,
}: LeadProfile): z.input<typeof leadProfileOut> => ({
  id,
  version,
  name: document.name,
  outcome: outcomeOf(match.truth),
  matched: match.matched,
  missed: match.missed,
  unknown: match.unknown,
  aspects: match.aspects.map(({ aspect, truth }) => ({
    id: aspect.id,
    area: aspect.area,
    label: aspect.label,
    essential: aspect.essential ?? false,
    outcome: outcomeOf(truth),
  })),
});
