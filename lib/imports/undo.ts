import type { LeadAttributes } from "@/lib/leads/attributes";
import type { Json } from "@/lib/shared/json";

// What a row changed, kept with the row, and how it is taken back. The rows of an import, read backwards, are its undo.

/** Of what stood before; a lead that the row made keeps nothing here: it goes as a whole. */
export type RowChange = {
  /** The lead's attributes and its owner, by field. */
  fields?: { readonly [field: string]: FieldChange };
  /** The lead's stage, open pass, deal and waiting handoff as they were; opaque here, the database reads it back. */
  before?: Json;
  company?: CompanyChange;
};

export type FieldChange = {
  was: Json;
  is: Json;
  /** The row of the attribute history that says so; the owner has none. */
  log: string | null;
};

export type CompanyChange = {
  id: string;
  /** The row made the company. */
  made: boolean;
  /** What it filled of a company that stood, with the rows of its attribute history. */
  filled: readonly { field: string; is: Json; log: string }[];
};

export const OWNER_FIELD = "ownerId";

/** What rows changed about one lead, from the last row to the first: was before all of them, is after all of them. */
export function foldFields(backwards: readonly RowChange[]): Map<string, FieldChange & { logs: string[] }> {
  const folded = new Map<string, FieldChange & { logs: string[] }>();
  for (const { fields = {} } of backwards)
    for (const [field, change] of Object.entries(fields)) {
      const later = folded.get(field);
      const logs = [...(later?.logs ?? []), ...(change.log ? [change.log] : [])];
      folded.set(field, { was: change.was, is: later?.is ?? change.is, log: null, logs });
    }
  return folded;
}

export type Restored = {
  attributes: LeadAttributes;
  ownerId: string | null;
  /** Fields that have another value now than the import gave them: somebody changed them since. */
  kept: string[];
  /** Rows of the attribute history that are taken back with their fields. */
  logs: string[];
  changed: boolean;
};

/**
 * The lead as it was before the import, as far as it still is what the import made of it: a field that somebody changed
 * since stays, with its history. `taken` says of an e-mail or external id whether another lead has it by now.
 */
export function restore(
  now: { attributes: LeadAttributes; ownerId: string | null },
  changes: ReturnType<typeof foldFields>,
  taken: (field: "email" | "externalId", value: string) => boolean,
): Restored {
  const attributes: Record<string, Json> = { ...now.attributes };
  const custom: Record<string, Json> = { ...now.attributes.custom };
  let ownerId = now.ownerId;
  const restored: Restored = { attributes: now.attributes, ownerId, kept: [], logs: [], changed: false };
  for (const [field, { was, is, logs }] of changes) {
    const value = field === OWNER_FIELD ? ownerId : fieldValue(now.attributes, field);
    if (!same(value, is) && !same(value, was)) {
      restored.kept.push(field);
      continue;
    }
    if (isKey(field) && typeof was === "string" && taken(field, was)) {
      restored.kept.push(field);
      continue;
    }
    restored.logs.push(...logs);
    if (same(value, was)) continue;
    restored.changed = true;
    if (field === OWNER_FIELD) ownerId = was as string | null;
    else if (!field.startsWith(CUSTOM)) attributes[field] = was;
    else if (was === null) delete custom[field.slice(CUSTOM.length)];
    else custom[field.slice(CUSTOM.length)] = was;
  }
  return { ...restored, attributes: { ...attributes, custom } as LeadAttributes, ownerId };
}

const CUSTOM = "custom.";

const isKey = (field: string): field is "email" | "externalId" => field === "email" || field === "externalId";

/** The value of a field as the attribute history names it. */
export function fieldValue(attributes: LeadAttributes, field: string): Json {
  const { custom, ...plain } = attributes;
  const value = field.startsWith(CUSTOM)
    ? custom[field.slice(CUSTOM.length)]
    : plain[field as keyof typeof plain];
  return value ?? null;
}

const same = (a: Json, b: Json): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Why a lead that the import made stays: what others left on it since. */
export const KEPT_FOR = {
  activity: "did something since",
  stage: "was moved on since",
  handoff: "was offered to sales since",
  edited: "was edited since",
  adjusted: "has an adjusted score",
  answered: "has qualification answers",
} as const;
export type KeptFor = keyof typeof KEPT_FOR;

/** A lead that an undo leaves as it is, or restores only in part. */
export type KeptLead = {
  id: string;
  name: string;
  line: number;
  /** For a lead the import made: why it stays. */
  because: KeptFor[];
  /** For a lead that stood before: what stays as it is now; "stage" for its stage history. */
  fields: string[];
};

/** What an undo did so far; bounded, however long the file was. */
export type UndoFindings = {
  removed: { leads: number; companies: number };
  restored: { leads: number; companies: number };
  kept: { leads: number; companies: number };
  /** The first of the kept leads. */
  leads: KeptLead[];
};

export const NOTHING_UNDONE: UndoFindings = {
  removed: { leads: 0, companies: 0 },
  restored: { leads: 0, companies: 0 },
  kept: { leads: 0, companies: 0 },
  leads: [],
};

const MOST_LISTED = 200;

/** Findings with those of one more batch. A lead that is listed already is not counted as kept again. */
export function addFindings(before: UndoFindings, batch: UndoFindings): UndoFindings {
  const listed = new Set(before.leads.map(({ id }) => id));
  const more = batch.leads.filter(({ id }) => !listed.has(id));
  const sum = (kind: "removed" | "restored" | "kept") => ({
    leads: before[kind].leads + (kind === "kept" ? more.length : batch[kind].leads),
    companies: before[kind].companies + batch[kind].companies,
  });
  return {
    removed: sum("removed"),
    restored: sum("restored"),
    kept: sum("kept"),
    leads: [...before.leads, ...more].slice(0, MOST_LISTED),
  };
}
