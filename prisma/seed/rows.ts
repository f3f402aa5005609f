import { displayName, normaliseEmail, searchText } from "@/lib/leads/identity";
import type { Newcomer } from "@/lib/progression/commands/record-history";
import { dayOf, dayToColumn } from "@/lib/shared/day";
import type { Prisma } from "@/prisma/generated/client";
import type { Person } from "./cast";
import type { Company } from "./profile";
import type { Actor, World } from "./world";

// The rows around the history: who the leads, companies and people of the sample are.

/** The lead as it was created, with the attributes it has now: what changed in between is in the log of changes. */
export function newcomerOf(world: World, actor: Actor): Newcomer {
  const { id, capturedAt } = actor.lead;
  const attributes = world.attributesOf(actor.profile);
  const { source, channel, campaign, email } = attributes;
  const named = { ...attributes, company: actor.profile.company.name };
  return {
    lead: {
      ...attributes,
      id,
      custom: attributes.custom as Prisma.InputJsonObject,
      emailKey: email && emailKey(email),
      name: displayName(named),
      searchText: searchText(named),
      sample: true,
      version: actor.version,
      capturedAt,
      createdAt: capturedAt,
      updatedAt: actor.updatedAt,
    },
    live: {
      leadId: id,
      stage: "lead",
      seq: 1,
      stageSince: capturedAt,
      source,
      channel,
      campaign,
      scoredOn: dayToColumn(dayOf(capturedAt, world.house.zone)),
      modelVersion: world.house.model.version,
      createdAt: capturedAt,
    },
  };
}

/** What makes a lead or a person unique. */
export function emailKey(email: string): string {
  const address = normaliseEmail(email);
  if (!address.ok) throw new Error(`the sample invents the address ${email}`);
  return address.value.key;
}

export function companyRow({ id, name, domain, industry, employees, revenue, country, createdAt }: Company) {
  return {
    id,
    name,
    domain,
    industry,
    employees,
    revenue: revenue === null ? null : BigInt(revenue),
    country,
    sample: true,
    createdAt,
    updatedAt: createdAt,
  };
}

export const companyChangeRows = ({ id: companyId, changes }: Company, newId: () => string) =>
  changes.map(({ field, value, at }) => ({ id: newId(), companyId, field, value, at, actorId: null }));

export const leadChangeRows = (world: World) =>
  world.changes.map((change) => ({ ...change, id: world.newId() }));

export const adjustmentRows = (world: World): Prisma.ScoreAdjustmentCreateManyInput[] =>
  world.adjustments.map(({ startsOn, expiresOn, ...adjustment }) => ({
    ...adjustment,
    startsOn: dayToColumn(startsOn),
    expiresOn: expiresOn === null ? null : dayToColumn(expiresOn),
  }));

export const userRow = (
  { id, name, email, role, capacity, dailyCapacity, team }: Person,
  passwordHash: string,
  at: Date,
) => ({
  id,
  email,
  emailKey: emailKey(email),
  name,
  role,
  passwordHash,
  capacity,
  dailyCapacity: dailyCapacity ?? null,
  team,
  sample: true,
  createdAt: at,
});
