import "server-only";
import { companyDomainOfEmail, domainOf } from "@/lib/companies/domain";
import { definitionInForce } from "@/lib/definitions/queries";
import { EMAIL_FAULT, normaliseEmail } from "@/lib/leads/identity";
import { db } from "@/lib/platform/db/client";
import { domainBook } from "@/lib/platform/domain-book";
import { ok, refuse } from "@/lib/shared/result";
import { workspace } from "@/lib/team/queries";
import type { InterpretContext } from "../row";

/** What reading and writing rows needs to know of the workspace, read once a run. */
export type RunContext = InterpretContext & { definitionVersion: number };

export async function loadRunContext(): Promise<RunContext> {
  const [{ timeZone, currency }, definition, users, types, reasons] = await Promise.all([
    workspace(db()),
    definitionInForce(db()),
    db().user.findMany({ where: { active: true }, select: { id: true, name: true, emailKey: true } }),
    db().activityType.findMany({ where: { active: true }, select: { key: true } }),
    db().reason.findMany({ select: { code: true } }),
  ]);
  return {
    zone: timeZone,
    currency,
    definitionVersion: definition.version,
    people: peopleByName(users),
    activityTypes: new Set(types.map(({ key }) => key)),
    reasons: new Set(reasons.map(({ code }) => code)),
    readEmail: (text) => {
      const email = normaliseEmail(text);
      return email.ok ? ok(email.value) : refuse(EMAIL_FAULT[email.reason]);
    },
    readDomain: (text) => domainOf(text, domainBook),
    companyDomainOf: (emailKey) => companyDomainOfEmail(emailKey, domainBook),
  };
}

function peopleByName(users: readonly { id: string; name: string; emailKey: string }[]): Map<string, string> {
  const people = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, name, emailKey } of users) {
    const key = name.normalize("NFC").trim().toLowerCase();
    if (people.has(key)) shared.add(key);
    people.set(key, id);
    people.set(emailKey, id);
  }
  for (const key of shared) people.delete(key);
  return people;
}
