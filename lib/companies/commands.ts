import "server-only";
import { attributeChanges, type CompanyAttributes } from "@/lib/leads/attributes";
import type { CompanyInput } from "@/lib/leads/schema";
import type { Tx } from "@/lib/platform/db/client";
import { domainBook } from "@/lib/platform/domain-book";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { rescoreLeads } from "@/lib/scoring/commands/rescore";
import type { JsonObject } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";
import { type Company, Prisma } from "@/prisma/generated/client";
import { companyDomainOfEmail, domainOf } from "./domain";

/** How a company is told of: beside a lead that came in (a blank says nothing), or by editing a lead (null clears). */
export type Telling = { by: "intake" } | { by: "edit"; companyId: string | null };

/**
 * The company a lead belongs to: by its domain, else by its name; made when it is new, and brought up to date with what
 * is told. Without either, an edit means the company that the lead has, and a business e-mail finds the company of that
 * domain, but makes none. null when there is none.
 */
export async function companyForLead(
  tx: Tx,
  caller: Caller,
  input: CompanyInput | null | undefined,
  emailKey: string | null,
  telling: Telling,
): Promise<string | null> {
  if (input && !input.domain && !input.name && telling.by === "edit" && telling.companyId) {
    const own = await tx.company.findUniqueOrThrow({ where: { id: telling.companyId } });
    await updateCompany(tx, caller, own, { ...input, domain: null }, telling);
    return own.id;
  }
  const domain = input?.domain ? readDomain(input.domain) : null;
  const ofEmail = emailKey ? companyDomainOfEmail(emailKey, domainBook) : null;
  const found = await findCompany(tx, {
    domain: domain ?? ofEmail,
    name: input?.name ?? null,
    told: domain !== null,
  });
  if (found) {
    await updateCompany(tx, caller, found, { ...input, domain }, telling);
    return found.id;
  }
  if (!input?.name && !domain) return null;
  return createCompany(tx, caller, { ...input, domain: domain ?? ofEmail, name: input?.name ?? domain! });
}

function readDomain(text: string): string {
  const domain = domainOf(text, domainBook);
  if (domain === null)
    throw new AppError("invalid", `"${text}" is not a company domain`, {
      errors: [{ path: "company.domain", rule: "domain", message: "Must be a domain such as acme.com" }],
    });
  return domain;
}

type Sought = { domain: string | null; name: string | null; told: boolean };

async function findCompany(tx: Tx, { domain, name, told }: Sought): Promise<Company | null> {
  const byDomain = domain ? await tx.company.findUnique({ where: { domain } }) : null;
  // A domain that only the e-mail suggests does not overrule a company named otherwise.
  const sameName = !name || byDomain?.name.toLowerCase() === name.toLowerCase();
  if (byDomain && (told || sameName)) return byDomain;
  if (!name) return null;
  return tx.company.findFirst({
    where: { name: { equals: name, mode: "insensitive" }, ...(told ? { domain: null } : {}) },
    orderBy: { createdAt: "asc" },
  });
}

type NewCompany = Omit<CompanyInput, "name"> & { name: string };

async function createCompany(tx: Tx, caller: Caller, input: NewCompany): Promise<string> {
  const id = newId();
  const taken = input.domain
    ? await tx.company.findUnique({ where: { domain: input.domain }, select: { id: true } })
    : null;
  // Somebody else may insert the domain at the same moment: then theirs is the company.
  const { count } = await tx.company.createMany({
    data: [
      {
        id,
        name: input.name,
        domain: taken ? null : (input.domain ?? null),
        industry: input.industry ?? null,
        employees: input.employees ?? null,
        revenue: input.revenue == null ? null : BigInt(input.revenue),
        country: input.country ?? null,
        createdAt: caller.now,
        updatedAt: caller.now,
      },
    ],
    skipDuplicates: true,
  });
  if (count === 0) {
    const theirs = await tx.company.findUniqueOrThrow({
      where: { domain: input.domain! },
      select: { id: true },
    });
    return theirs.id;
  }
  const made = await tx.company.findUniqueOrThrow({ where: { id } });
  await logChanges(tx, caller, id, null, attributesOf(made));
  return id;
}

async function updateCompany(
  tx: Tx,
  caller: Caller,
  company: Company,
  told: CompanyInput,
  telling: Telling,
): Promise<void> {
  const clears = telling.by === "edit";
  const newer = <Value>(is: Value | null, told: Value | null | undefined): Value | null =>
    told === undefined || (told === null && !clears) ? is : told;
  const next = {
    name: company.name,
    domain: company.domain ?? told.domain ?? null,
    industry: newer(company.industry, told.industry),
    employees: newer(company.employees, told.employees),
    revenue: newer(company.revenue, told.revenue == null ? told.revenue : BigInt(told.revenue)),
    country: newer(company.country, told.country),
  };
  const before = attributesOf(company);
  const after = attributesOf({ ...company, ...next });
  if (attributeChanges(before, after).length === 0) return;
  await tx.company.update({
    where: { id: company.id },
    data: { ...next, version: { increment: 1 }, updatedAt: caller.now },
  });
  await logChanges(tx, caller, company.id, before, after);
  await rescoreColleagues(tx, caller, company.id);
}

/** What is known of a company counts for everybody there. It promotes nobody but the lead that the news came with. */
async function rescoreColleagues(tx: Tx, caller: Caller, companyId: string): Promise<void> {
  const leads = await tx.lead.findMany({ where: { companyId }, select: { id: true } });
  await rescoreLeads(
    tx,
    caller,
    leads.map(({ id }) => id),
  );
}

function attributesOf(company: Company): CompanyAttributes {
  const { name, domain, industry, employees, country, custom } = company;
  return {
    name,
    domain,
    industry,
    employees,
    country,
    revenue: company.revenue === null ? null : company.revenue.toString(),
    custom: custom as JsonObject,
  };
}

async function logChanges(
  tx: Tx,
  caller: Caller,
  companyId: string,
  before: CompanyAttributes | null,
  after: CompanyAttributes,
): Promise<void> {
  const rows = attributeChanges(before, after);
  await tx.companyAttributeChange.createMany({
    data: rows.map(({ field, value }) => ({
      id: newId(),
      companyId,
      field,
      value: value === null ? Prisma.DbNull : (value as Prisma.InputJsonValue),
      at: caller.now,
      actorId: caller.viewer.id,
    })),
  });
}
