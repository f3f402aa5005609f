import { type AttributeChange, attributeChanges, type LeadAttributes } from "@/lib/leads/attributes";
import type { Email } from "@/lib/leads/identity";
import type { Json, JsonObject } from "@/lib/shared/json";
import { type HistoryPlan, planHistory, type StandingHistory } from "@/lib/stages/import-plan";
import type { ImportedCompany, ImportedLead, RowProblem } from "./row";

// What one row does to one lead. Dry run and run decide by the same rules, so the one foretells the other.

/** A lead that a row names, as it stands now. */
export type StandingLead = {
  id: string;
  emailKey: string | null;
  attributes: LeadAttributes;
  company: { id: string; name: string; industry: string | null } | null;
  ownerId: string | null;
  binned: boolean;
  history: StandingHistory;
};

/** What a row tells of a lead's own attributes and its company, as the file says it. */
export type ToldDraft = {
  email: Email | null;
  externalId: string | null;
  fields: ImportedLead["fields"];
  custom: JsonObject;
  company: ImportedCompany | null;
  ownerId: string | null;
};

/** The same with its company resolved; null: no company is told, or none was found. */
export type Told = Omit<ToldDraft, "company"> & { companyId: string | null };

export function toldBy({ email, externalId, fields, custom, company, ownerId }: ImportedLead): ToldDraft {
  return { email, externalId, fields, custom, company, ownerId };
}

/** What two rows tell of one lead, the later one on top. */
export function mergeDrafts(first: ToldDraft, later: ToldDraft): ToldDraft {
  return {
    email: later.email ?? first.email,
    externalId: later.externalId ?? first.externalId,
    fields: { ...first.fields, ...later.fields },
    custom: { ...first.custom, ...later.custom },
    company: later.company ?? first.company,
    ownerId: later.ownerId ?? first.ownerId,
  };
}

export type Decision =
  | { verdict: "failed"; problem: RowProblem }
  | { verdict: "skipped"; problem: RowProblem }
  | { verdict: "created" | "changed" | "same"; next: NextLead };

export type NextLead = {
  emailKey: string | null;
  attributes: LeadAttributes;
  changes: readonly AttributeChange[];
  ownerId: string | null;
  ownerChanged: boolean;
  history: HistoryPlan;
  notes: readonly RowNote[];
};

/** Worth telling, but no reason to refuse the row. */
export type RowNote = "external_id_kept" | "stage_kept";

export const ROW_NOTE: Record<RowNote, string> = {
  external_id_kept: "has another external id here already, which was kept",
  stage_kept: "tells another date of a stage than the lead has here; the lead's own history was kept",
};

export type DecideRules = {
  /** Whether told values replace what a lead has. */
  overwrite: boolean;
  unknownLead: "create" | "fail";
  /** When the file came in: the time of whatever has none. */
  now: Date;
};

/**
 * Decides one row. `final` is what the whole file tells of a lead that occurs more than once: a lead that already stands
 * as the file leaves it is left alone, so that the same file a second time changes nothing on the way either.
 */
export function decide(
  row: ImportedLead,
  told: Told,
  standing: StandingLead | null,
  final: Told | null,
  rules: DecideRules,
): Decision {
  if (standing === null) {
    const refused = refuseUnknown(row, rules);
    if (refused) return { verdict: "failed", problem: refused };
  } else if (standing.binned) {
    return {
      verdict: "skipped",
      problem: { column: null, rule: "binned", message: "The lead is in the bin" },
    };
  }
  const history = planHistory(row.told, standing?.history ?? null, row.capturedAt?.at ?? null, rules.now);
  if (!history.ok)
    return {
      verdict: "failed",
      problem: {
        column: null,
        rule: history.reason,
        message: "The row says both won and recycled or disqualified",
      },
    };
  const next = nextLead(told, standing, final, history.value, rules);
  if (standing === null) return { verdict: "created", next };
  const changed = next.changes.length > 0 || next.ownerChanged || history.value.transitions.length > 0;
  return { verdict: changed ? "changed" : "same", next };
}

function refuseUnknown(row: ImportedLead, rules: DecideRules): RowProblem | null {
  if (row.id !== null) return { column: null, rule: "unknown_id", message: "No lead has this Baton id" };
  if (rules.unknownLead === "create") return null;
  const message = "No lead has this key yet: import the leads first";
  return { column: null, rule: "unknown_lead", message };
}

function nextLead(
  told: Told,
  standing: StandingLead | null,
  final: Told | null,
  history: HistoryPlan,
  rules: DecideRules,
): NextLead {
  const before = standing?.attributes ?? null;
  const finished =
    final !== null && standing !== null && stands(standing, apply(final, standing, rules), final);
  const after = finished ? before! : apply(told, standing, rules);
  const ownerTold = finished ? null : told.ownerId;
  const keepsOwner = standing?.ownerId != null && !rules.overwrite;
  const ownerId = keepsOwner ? standing.ownerId : (ownerTold ?? standing?.ownerId ?? null);
  const notes: RowNote[] = [];
  if (told.externalId && before?.externalId && before.externalId !== told.externalId)
    notes.push("external_id_kept");
  if (history.kept.length > 0) notes.push("stage_kept");
  return {
    emailKey: after.email === before?.email ? (standing?.emailKey ?? null) : (told.email?.key ?? null),
    attributes: after,
    changes: attributeChanges(before, after),
    ownerId,
    ownerChanged: ownerId !== (standing?.ownerId ?? null),
    history,
    notes,
  };
}

function stands(standing: StandingLead, after: LeadAttributes, final: Told): boolean {
  const sameOwner = final.ownerId === null || final.ownerId === standing.ownerId;
  return sameOwner && attributeChanges(standing.attributes, after).length === 0;
}

const PLAIN = [
  "firstName",
  "lastName",
  "title",
  "phone",
  "country",
  "source",
  "channel",
  "campaign",
  "asset",
] as const;

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

/** The attributes after the row: blanks never erase, and what differs only in spaces or kind of number is the same. */
function apply(told: Told, standing: StandingLead | null, { overwrite }: DecideRules): LeadAttributes {
  const base = standing?.attributes ?? NOTHING;
  const pick = <Value extends Json>(
    now: Value | null | undefined,
    next: Value | null | undefined,
  ): Value | null => {
    if (next === undefined || next === null) return now ?? null;
    if (now === undefined || now === null) return next;
    return !overwrite || same(now, next) ? now : next;
  };
  const custom: Record<string, Json> = { ...base.custom };
  for (const [field, value] of Object.entries(told.custom)) custom[field] = pick(custom[field], value);
  const after: LeadAttributes = {
    ...base,
    // The key decides who it is: another spelling of the same address is no change.
    email: told.email?.key === standing?.emailKey ? base.email : pick(base.email, told.email?.typed),
    externalId: base.externalId ?? told.externalId,
    companyId: pick(base.companyId, told.companyId),
    custom,
  };
  for (const field of PLAIN) after[field] = pick(base[field], told.fields[field]);
  return after;
}

const same = (a: Json, b: Json): boolean => String(a).trim() === String(b).trim();

/** The lead as it stands after the row: what a dry run remembers of leads that occur again. */
export function afterwards(id: string, next: NextLead, standing: StandingLead | null): StandingLead {
  const plan = next.history.pass;
  const last = next.history.transitions.at(-1);
  const before: StandingHistory = standing?.history ?? { stage: "lead", seq: 0, pass: null };
  const none = { mql: null, sal: null, sql: null, opportunity: null, customer: null };
  const goesOn = plan && plan.id === null ? null : before.pass;
  return {
    id,
    emailKey: next.emailKey,
    attributes: next.attributes,
    company: standing?.company ?? null,
    ownerId: next.ownerId,
    binned: false,
    history: {
      stage: last?.to ?? before.stage,
      seq: last?.seq ?? before.seq,
      pass: plan
        ? {
            id: plan.id ?? id,
            number: plan.number,
            times: { ...none, ...goesOn?.times, ...plan.times },
            closedAt: plan.closedAt,
            closeKind: plan.closeKind,
          }
        : before.pass,
    },
  };
}
