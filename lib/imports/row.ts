import type { Email } from "@/lib/leads/identity";
import type { Day } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import type { Result } from "@/lib/shared/result";
import type { ToldHistory, ToldTime } from "@/lib/stages/import-plan";

/** What is wrong with a row: which column, which rule, in words. */
export type RowProblem = { column: string | null; rule: string; message: string };

export type ImportedFields = {
  firstName?: string;
  lastName?: string;
  title?: string;
  phone?: string;
  country?: string;
  source?: string;
  channel?: string;
  campaign?: string;
  asset?: string;
};

export type ImportedCompany = {
  name: string;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  /** Minor units of the workspace currency, as text. */
  revenue: string | null;
  country: string | null;
  /** Whether the file names the domain; otherwise the lead's address suggests it. */
  domainTold: boolean;
  /** Known only from the lead's address: finds a company, makes none. */
  derived: boolean;
};

export type ImportedActivity = {
  /** The same for the same thing told again: column and count. */
  slot: string;
  type: string;
  /** null: when the lead was captured, else when the file came in. */
  at: Date | null;
  channel: string | null;
  properties: JsonObject;
};

export type UnmatchedPerson = { column: string; keepAs: string; value: string };

export type ImportedLead = {
  line: number;
  id: string | null;
  email: Email | null;
  externalId: string | null;
  fields: ImportedFields;
  custom: { readonly [field: string]: Json };
  company: ImportedCompany | null;
  ownerId: string | null;
  unmatched: readonly UnmatchedPerson[];
  capturedAt: ToldTime | null;
  told: ToldHistory;
  /** Of the deal, in minor units; null when not told. */
  amount: bigint | null;
  expectedClose: Day | null;
  activities: readonly ImportedActivity[];
};

export type InterpretContext = {
  zone: string;
  currency: string;
  /** The address and its key, or what is wrong with it. */
  readEmail: (text: string) => Result<Email, string>;
  /** The registrable domain in a web address; null when there is none. */
  readDomain: (text: string) => string | null;
  /** The domain of the company behind an e-mail key; null where anybody could have the address. */
  companyDomainOf: (emailKey: string) => string | null;
  /** Active users by lower-case e-mail and name; a name two people share is left out. */
  people: ReadonlyMap<string, string>;
  activityTypes: ReadonlySet<string>;
  reasons: ReadonlySet<string>;
};

export type Interpreted =
  | { ok: true; lead: ImportedLead }
  | { ok: false; line: number; problems: RowProblem[] };
