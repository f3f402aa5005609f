import { FIRST_DEFINITION } from "@/lib/definitions/defaults";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import { upsertLead } from "@/lib/leads/commands/save";
import type { LeadInput } from "@/lib/leads/schema";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import type { Role } from "@/lib/team/roles";
import type { Caller, Viewer } from "@/lib/team/viewer";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";
import { logActivity } from "@/lib/tracking/commands";

export type Person = Extract<Viewer, { kind: "user" }>;

/** A workspace with one person of each role and a second rep; the clock stands where a test puts it. */
export type TestWorkspace = {
  readonly admin: Person;
  readonly marta: Person;
  readonly sam: Person;
  readonly rosa: Person;
  readonly milan: Person;
  readonly vera: Person;
  now: Date;
  as: (viewer: Viewer) => Caller;
};

/** Noon of a working Wednesday in Berlin. */
const START = new Date("2026-03-11T11:00:00Z");

/** Sets a workspace up in the test's database: Balanced model, definition 1, catalogue and reasons in force. */
export async function givenWorkspace(
  given: { model?: ScoringModelDocument; timeZone?: string; now?: Date } = {},
): Promise<TestWorkspace> {
  const now = given.now ?? START;
  await db().workspace.create({
    data: { name: "Relay", timeZone: given.timeZone ?? "Europe/Berlin", currency: "EUR", setUpAt: now },
  });
  await db().activityType.createMany({ data: [...DEFAULT_ACTIVITY_TYPES] });
  await db().reason.createMany({ data: [...DEFAULT_REASONS] });
  await db().definition.create({
    data: { version: 1, document: FIRST_DEFINITION as object, createdAt: now },
  });
  await db().scoringModel.create({
    data: {
      id: newId(),
      version: 1,
      status: "published",
      document: (given.model ?? BALANCED) as object,
      createdAt: now,
      updatedAt: now,
      publishedAt: now,
    },
  });
  const workspace: TestWorkspace = {
    admin: await givenPerson("Ada", "admin", now),
    marta: await givenPerson("Marta", "marketer", now),
    sam: await givenPerson("Sam", "rep", now),
    rosa: await givenPerson("Rosa", "rep", now),
    milan: await givenPerson("Milan", "manager", now),
    vera: await givenPerson("Vera", "viewer", now),
    now,
    as: (viewer) => ({ viewer, now: workspace.now, correlationId: newId() }),
  };
  return workspace;
}

export async function givenPerson(name: string, role: Role, now: Date): Promise<Person> {
  const id = newId();
  const email = `${name.toLowerCase()}@relay.example`;
  await db().user.create({ data: { id, email, emailKey: email, name, role, createdAt: now } });
  return { kind: "user", id, name, email, role };
}

/** Lets time pass. */
export function later(
  workspace: TestWorkspace,
  amount: { seconds?: number; minutes?: number; hours?: number; days?: number },
): void {
  const { seconds = 0, minutes = 0, hours = 0, days = 0 } = amount;
  workspace.now = new Date(
    workspace.now.getTime() + (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000,
  );
}

/** A lead that fits the profile well: only its behaviour is missing. */
export const GOOD_FIT: LeadInput = {
  email: "ines@harbour.example",
  firstName: "Ines",
  lastName: "Roth",
  title: "Head of Operations",
  country: "Germany",
  company: {
    name: "Harbour Works",
    domain: "harbour-works.com",
    industry: "Manufacturing",
    employees: 400,
    revenue: 6_000_000_000,
  },
  source: "website",
  channel: "organic_search",
};

let counter = 0;

/** Adds a lead as the marketer; differs from every other unless told. */
export async function givenLead(workspace: TestWorkspace, input: Partial<LeadInput> = {}): Promise<string> {
  counter += 1;
  const { id } = await upsertLead(workspace.as(workspace.marta), {
    ...GOOD_FIT,
    email: `lead${counter}@harbour-works.com`,
    ...input,
  });
  return id;
}

/** Logs an activity as the marketer, now. */
export async function given(
  workspace: TestWorkspace,
  leadId: string,
  type: string,
  properties = {},
): Promise<void> {
  await logActivity(workspace.as(workspace.marta), leadId, { type, properties });
}

/** The lead's live state. */
export async function stageOf(leadId: string): Promise<string> {
  const { stage } = await db().leadScore.findUniqueOrThrow({ where: { leadId }, select: { stage: true } });
  return stage;
}

/** The lead's last handoff. */
export function handoffOf(leadId: string) {
  return db().handoff.findFirstOrThrow({ where: { leadId }, orderBy: { openedAt: "desc" } });
}

export function passOf(leadId: string) {
  return db().pass.findFirstOrThrow({ where: { leadId }, orderBy: { number: "desc" } });
}
