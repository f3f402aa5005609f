import "server-only";
import type { Db, Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { Json } from "@/lib/shared/json";
import type { ImportedCompany } from "../row";
import type { CompanyChange } from "../undo";

/** The company a row's lead belongs to; `isNew` in a dry run and in the transaction that makes it. */
export type ResolvedCompany = { id: string; name: string; industry: string | null; isNew: boolean };

type CompanyRow = {
  id: string;
  name: string;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  revenue: string | null;
  country: string | null;
};

/** The companies of one batch, by what the rows tell of them. */
export type Companies = {
  of: (told: ImportedCompany) => ResolvedCompany | null;
  /** The id of a company that stands or was made by these rows; makes none. */
  find: (told: ImportedCompany) => string | null;
  /** Made and filled by the rows. */
  created: CompanyRow[];
  filled: { company: CompanyRow; fields: CompanyField[] }[];
};

const FILLED = ["domain", "industry", "employees", "revenue", "country"] as const;
type CompanyField = (typeof FILLED)[number];

/**
 * Finds the companies that rows tell of: by domain, else by name; a domain that only an e-mail suggests finds a company
 * but neither makes one nor overrules a name. A file fills what a company lacks and overwrites nothing of it, so that
 * rows which disagree about their company leave the same behind whenever they come.
 */
export async function matchCompanies(
  db: Db,
  { told, sought }: { told: readonly ImportedCompany[]; sought: readonly ImportedCompany[] },
): Promise<Companies> {
  const named = [...told, ...sought];
  const domains = [...new Set(named.flatMap(({ domain }) => domain ?? []))];
  const names = [...new Set(named.map(({ name }) => name.toLowerCase()))];
  if (names.length === 0) return { of: () => null, find: () => null, created: [], filled: [] };
  const rows = await db.$queryRaw<CompanyRow[]>`
    select id, name, domain, industry, employees, revenue::text as revenue, country from company
    where domain = any(${domains}::text[]) or lower(name) = any(${names}::text[])
    order by created_at, id`;
  return new Matching(rows).resolve(told);
}

class Matching {
  readonly #byDomain = new Map<string, CompanyRow>();
  readonly #byName = new Map<string, CompanyRow>();
  readonly #created: CompanyRow[] = [];
  readonly #filled = new Map<CompanyRow, Set<CompanyField>>();

  constructor(rows: readonly CompanyRow[]) {
    for (const row of rows) this.#remember(row);
  }

  resolve(told: readonly ImportedCompany[]): Companies {
    const resolved = new Map(told.map((company) => [company, this.#one(company)]));
    return {
      of: (company) => {
        const row = resolved.get(company);
        return row
          ? { id: row.id, name: row.name, industry: row.industry, isNew: this.#created.includes(row) }
          : null;
      },
      find: (company) => this.#find(company)?.id ?? null,
      created: this.#created,
      filled: [...this.#filled].map(([company, fields]) => ({ company, fields: [...fields] })),
    };
  }

  #one(told: ImportedCompany): CompanyRow | null {
    const found = this.#find(told);
    if (found) {
      this.#fill(found, told);
      return found;
    }
    if (told.derived) return null;
    const { derived: _, domainTold: __, ...columns } = told;
    const domainTaken = told.domain !== null && this.#byDomain.has(told.domain);
    const company = { id: newId(), ...columns, domain: domainTaken ? null : told.domain };
    this.#created.push(company);
    this.#remember(company);
    return company;
  }

  #find(told: ImportedCompany): CompanyRow | null {
    const byDomain = told.domain === null ? undefined : this.#byDomain.get(told.domain);
    if (
      byDomain &&
      (told.derived || told.domainTold || byDomain.name.toLowerCase() === told.name.toLowerCase())
    )
      return byDomain;
    if (told.derived) return null;
    const byName = this.#byName.get(told.name.toLowerCase());
    // Two companies of one name are told apart by the domains that are told.
    if (byName && told.domainTold && byName.domain !== null && byName.domain !== told.domain) return null;
    return byName ?? null;
  }

  #fill(company: CompanyRow, told: ImportedCompany): void {
    for (const field of FILLED) {
      if (field === "domain" && (!told.domainTold || this.#byDomain.has(told.domain!))) continue;
      if (company[field] !== null || told[field] === null) continue;
      Object.assign(company, { [field]: told[field] });
      if (this.#created.includes(company)) continue;
      this.#filled.set(company, (this.#filled.get(company) ?? new Set()).add(field));
    }
    this.#remember(company);
  }

  #remember(company: CompanyRow): void {
    if (company.domain !== null && !this.#byDomain.has(company.domain))
      this.#byDomain.set(company.domain, company);
    const name = company.name.toLowerCase();
    if (!this.#byName.has(name)) this.#byName.set(name, company);
  }
}

/** Names a lock; the second number is the bucket of the company's name. */
const COMPANY_LOCK = 7_301;
const LOCK_BUCKETS = 64;

/**
 * Lets two imports that may make the same company wait for each other (names are not unique in the database). At most 64
 * locks, taken in one order.
 */
export async function lockCompanyNames(tx: Tx, named: readonly string[]): Promise<void> {
  const names = [...new Set(named.map((name) => name.toLowerCase()))];
  if (names.length === 0) return;
  await tx.$queryRaw`
    select pg_advisory_xact_lock(${COMPANY_LOCK}, bucket)::text from (
      select distinct abs(hashtext(name)::bigint % ${LOCK_BUCKETS})::int as bucket from unnest(${names}::text[]) as name order by 1
    ) buckets`;
}

/**
 * Writes the companies of a batch with their history. `at` is when what they tell became known. Answers what was made and
 * filled, by company, for the undo.
 */
export async function writeCompanies(
  tx: Tx,
  companies: Companies,
  by: { now: Date; at: Date; actorId: string | null },
): Promise<Map<string, CompanyChange>> {
  const { created, filled } = companies;
  if (created.length > 0)
    await tx.$executeRaw`
      insert into company (id, name, domain, industry, employees, revenue, country, created_at, updated_at)
      select id, name, domain, industry, employees, revenue, country, ${by.now}::timestamptz, ${by.now}::timestamptz
      from json_to_recordset(${JSON.stringify(created)}::json) as r(id uuid, name text, domain text, industry text,
        employees int, revenue bigint, country text)
      order by domain nulls last, name`;
  if (filled.length > 0) {
    const rows = filled.map(({ company }) => company).sort((a, b) => (a.id < b.id ? -1 : 1));
    await tx.$executeRaw`
      update company c set domain = r.domain, industry = r.industry, employees = r.employees, revenue = r.revenue,
        country = r.country, version = c.version + 1, updated_at = ${by.now}::timestamptz
      from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, domain text, industry text, employees int,
        revenue bigint, country text)
      where c.id = r.id`;
  }
  const made = created.map((company) => ({ id: company.id, made: true, filled: [] }));
  const fills = filled.map(({ company, fields }) => ({ company, changes: changesOf(company, fields) }));
  const changes = [
    ...created.flatMap((company) => changesOf(company, ["name", ...FILLED])),
    ...fills.flatMap((fill) => fill.changes),
  ];
  const journal = [
    ...made,
    ...fills.map(({ company, changes }) => ({
      id: company.id,
      made: false,
      filled: changes.map(({ id, field, value }) => ({ field, is: value, log: id })),
    })),
  ];
  const byId = new Map<string, CompanyChange>(journal.map((change) => [change.id, change]));
  if (changes.length === 0) return byId;
  await tx.$executeRaw`
    insert into company_attribute_change (id, company_id, field, value, at, actor_id)
    select id, company_id, field, value, ${by.at}::timestamptz, ${by.actorId}::uuid
    from json_to_recordset(${JSON.stringify(changes)}::json) as r(id uuid, company_id uuid, field text, value jsonb)`;
  return byId;
}

function changesOf(company: CompanyRow, fields: readonly ("name" | CompanyField)[]) {
  return fields
    .map((field): { field: string; value: Json } => ({ field, value: company[field] }))
    .filter(({ value }) => value !== null)
    .map((change) => ({ id: newId(), company_id: company.id, ...change }));
}
