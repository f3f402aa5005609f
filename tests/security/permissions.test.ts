import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { addAsset } from "@/lib/assets/commands";
import { binLead } from "@/lib/leads/commands/bin";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { dayOf, dayToColumn } from "@/lib/shared/day";
import { inviteUser } from "@/lib/team/commands/invitations";
import { browserOf, type Credentials, programWith } from "../support/access";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { type BuiltAction, builtApp } from "../support/entry-points";
import { givenImport } from "../support/imports";
import { givenProfile } from "../support/profiles";
import { rounds } from "../support/rounds";
import { AUDIT_TABLES, contentOf } from "../support/tables";
import { callAction, fieldsOf, postForm, send, type WireAnswer } from "../support/wire";
import {
  given,
  givenLead,
  givenPerson,
  givenWorkspace,
  type Person,
  type TestWorkspace,
} from "../support/workspace";
import {
  type Caller,
  lets,
  letsAtAll,
  OPEN_TO_ALL,
  PEOPLE,
  PROGRAMS,
  RELATIONS,
  type Relation,
  type Row,
  type Subject,
  TABLE,
  type Things,
} from "./permission-table";

// The real app over HTTP: each door × each caller × each relation, against the table.

const database = useDatabase();
/** The relations are the rep's: to everybody else most of them are the same, and left to the long run. */
const BEYOND_THE_REP = (["other", "own", "binned", "held", "team", "unowned"] as const).slice(
  0,
  rounds("relations of other roles", 3, 6),
);
const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

/** What any request may write: who was refused, how often, and when somebody was last there. */
const TRACES = [
  ...AUDIT_TABLES,
  "attempt_window",
  "idempotency_key",
  "api_key.last_used_at",
  "user_session.last_seen_at",
];

type Door =
  | { kind: "endpoint"; method: string; path: string }
  | { kind: "action"; action: BuiltAction }
  | { kind: "page"; path: string };

let app: RunningApp;
let house: TestWorkspace;
let ruben: Person;
/** Signs everybody in, in a browser of their own. */
let browse: () => Promise<void>;
let doors: Map<string, Door>;
let shared: { subjects: Record<Relation, Subject>; things: Things };
const credentials = {} as Record<Caller, Credentials>;

const braces = (path: string) => path.replace(/\[(?:\.\.\.)?(\w+)\]/g, "{$1}");

/** Every door of the built app, by its name in the table. */
function doorsOf({ actions, pages, routes }: ReturnType<typeof builtApp>, modules: Record<string, object>) {
  const found = new Map<string, Door>();
  for (const action of actions) found.set(action.name, { kind: "action", action });
  for (const path of pages) found.set(`page ${braces(path)}`, { kind: "page", path: braces(path) });
  for (const path of routes) {
    const file = Object.keys(modules).find((name) => servedAt(name) === path);
    const methods = METHODS.filter((method) => file && method in modules[file]!);
    const name = braces(path);
    if (OPEN_TO_ALL.includes(`route ${name}`) || methods.length === 0)
      found.set(`route ${name}`, { kind: "page", path: name });
    else
      for (const method of methods) found.set(`${method} ${name}`, { kind: "endpoint", method, path: name });
  }
  return found;
}

/** "../../app/(crm)/leads/export/route.ts" is served at "/leads/export". */
const servedAt = (file: string) =>
  file
    .replace(/^.*\/app(?=\/)/, "")
    .replace(/\/route\.ts$/, "")
    .replace(/\/\(\w+\)/g, "");

async function givenSubject(relation: Relation): Promise<Subject> {
  const { sam, rosa, admin } = house;
  const { ownerId, assigneeId } = {
    own: { ownerId: sam.id, assigneeId: rosa.id },
    held: { ownerId: rosa.id, assigneeId: sam.id },
    team: { ownerId: rosa.id, assigneeId: rosa.id },
    other: { ownerId: ruben.id, assigneeId: ruben.id },
    unowned: { ownerId: null, assigneeId: null },
    binned: { ownerId: sam.id, assigneeId: sam.id },
  }[relation];
  const email = `${newId()}@harbour-works.com`;
  const leadId = await givenLead(house, { email, owner: ownerId });
  await given(house, leadId, "demo_requested");
  const { id: handoffId } = await db().handoff.findFirstOrThrow({ where: { leadId } });
  await db().handoff.update({ where: { id: handoffId }, data: { assigneeId } });
  const adjustmentId = newId();
  await db().scoreAdjustment.create({
    data: {
      id: adjustmentId,
      leadId,
      points: 1,
      reason: "Tried",
      startsOn: dayToColumn(dayOf(house.now, "Europe/Berlin")),
      createdAt: house.now,
    },
  });
  if (relation === "binned") await binLead(house.as(admin), leadId);
  const { id: activityId } = await db().activity.findFirstOrThrow({ where: { leadId } });
  return { leadId, handoffId, adjustmentId, activityId, email };
}

async function givenThings(): Promise<Things> {
  const id = newId();
  const [invitationId, apiKeyId, writeKeyId] = [newId(), newId(), newId()];
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + 3_600_000);
  const email = `${id}@relay.example`;
  const { id: userId } = await givenPerson(`Uma${id}`, "viewer", createdAt);
  await db().invitation.create({
    data: { id: invitationId, email, emailKey: email, role: "rep", tokenHash: id, createdAt, expiresAt },
  });
  await db().apiKey.create({
    data: { id: apiKeyId, name: "Old", prefix: "baton_", keyHash: id, scope: "read", createdAt },
  });
  await db().writeKey.create({ data: { id: writeKeyId, name: "Old", key: id, createdAt } });
  const exclusionId = newId();
  await db().exclusion.create({
    data: {
      id: exclusionId,
      field: "source",
      test: "is",
      value: id,
      reason: "Old",
      createdAt,
      settledAt: createdAt,
    },
  });
  const importId = await givenImport(
    house.as(house.marta),
    { text: "E-mail\nx@y.example\n" },
    { dryRun: true },
  );
  await settled(importId);
  const profileId = `profile-${id}`;
  await givenProfile(house.as(house.marta), profileId);
  const { id: assetId } = await addAsset(house.as(house.marta), {
    name: `Guide ${id}`,
    pattern: null,
    tags: [],
    depth: null,
  });
  return {
    userId,
    repId: house.sam.id,
    otherRepId: house.rosa.id,
    invitationId,
    apiKeyId,
    writeKeyId,
    importId,
    exclusionId,
    profileId,
    assetId,
  };
}

/** The app's own worker runs the import; its rows must not change under a comparison. */
async function settled(importId: string): Promise<void> {
  const statusNow = async () => (await db().import.findUniqueOrThrow({ where: { id: importId } })).status;
  await vi.waitFor(async () => expect(await statusNow()).toBe("done"), { timeout: 30_000, interval: 100 });
}

async function givenSubjects(row: Row | null): Promise<Record<Relation, Subject>> {
  const relations = row?.on ? relationsOf(row) : RELATIONS;
  const made = await Promise.all(relations.map(async (relation) => [relation, await givenSubject(relation)]));
  // Alerts of the story so far are the worker's business, not of what is tried here.
  await db().outboxMessage.updateMany({ where: { deliveredAt: null }, data: { cancelledAt: new Date() } });
  return Object.fromEntries(made);
}

/** A handoff of a binned lead was withdrawn with it: nothing is left to decide about. */
function relationsOf(row: Row, caller: Caller = "rep"): readonly Relation[] {
  if (row.on === undefined) return ["other"];
  const relations = caller === "rep" ? RELATIONS : BEYOND_THE_REP;
  return relations.filter((relation) => row.on === "lead" || relation !== "binned");
}

const callersOf = (door: Door): Caller[] =>
  door.kind === "endpoint" ? [...PEOPLE, ...PROGRAMS, "nobody"] : [...PEOPLE, "nobody"];

/** One call: what came of it in one word, and all that was answered. */
async function call(door: Door, row: Row, as: Credentials, about: Subject & Things) {
  const path = (template: string) =>
    app.url +
    template
      .replace("{id}", template.includes("handoffs") ? about.handoffId : idIn(template, about))
      .replace("{token}", "a".repeat(43))
      .replace("{kpi}", "acceptance")
      .replace("{n}", "1");
  if (door.kind === "page") return seen(await send(path(door.path) + (row.query ?? ""), { as }));
  if (door.kind === "action") {
    const page = braces(door.action.pages[0]!);
    const { outcome, value, answer } = await callAction(path(page), door.action.id, row.input?.(about), as);
    return { outcome: row.bulk && isRefused(value) ? "refused" : outcome, answer };
  }
  const body = row.input?.(about) ?? (door.path === "/api/v1/imports" ? new FormData() : undefined);
  const request = { method: door.method, as, ...(body && door.method !== "GET" ? { body } : {}) };
  if (door.path === "/api/events")
    return { outcome: String(await statusOfStream(path(door.path), as)), answer: null };
  const answer = await send(path(door.path) + (row.query ?? ""), request);
  return { outcome: String(answer.status), answer };
}

const idIn = (template: string, about: Subject & Things) =>
  template.includes("/imports/")
    ? about.importId
    : template.includes("/people/")
      ? about.userId
      : template.includes("/exclusions/")
        ? about.exclusionId
        : template.includes("/assets/")
          ? about.assetId
          : /profiles\/\{id\}/.test(template)
            ? about.profileId
            : about.leadId;

/** A page is seen, not there, or leads to the sign-in. */
function seen(answer: WireAnswer) {
  const location =
    answer.headers.get("location") ?? /http-equiv="refresh" content="\d+;url=([^"]+)"/.exec(answer.text)?.[1];
  const isMissing = answer.status === 404 || answer.text.includes("NEXT_HTTP_ERROR_FALLBACK;404");
  const outcome = location?.startsWith("/sign-in")
    ? "sign-in"
    : isMissing
      ? "404"
      : answer.status < 400
        ? "200"
        : String(answer.status);
  return { outcome, answer };
}

const isRefused = (value: unknown) =>
  (value as { done: unknown[]; refused: unknown[] } | null)?.done.length === 0;

async function statusOfStream(url: string, as: Credentials): Promise<number> {
  const gone = new AbortController();
  const { status } = await fetch(url, { headers: as, signal: gone.signal });
  gone.abort();
  return status;
}

function refusalOf(door: Door, row: Row, caller: Caller, relation: Relation): string {
  const [stranger, roleless, notTheirs, missing] = {
    endpoint: ["401", "403", "403", "404"],
    action: ["unauthenticated", "forbidden", "forbidden", "not_found"],
    page: ["sign-in", "404", "404", "404"],
  }[door.kind] as [string, string, string, string];
  if (caller === "nobody" || (row.cookieOnly && isProgram(caller))) return stranger;
  if (!letsAtAll(row, caller)) return roleless;
  if (row.bulk) return "refused";
  return relation === "binned" || row.hidden ? missing : notTheirs;
}

const isProgram = (caller: Caller) => (PROGRAMS as readonly Caller[]).includes(caller);

const modules = import.meta.glob<object>("../../app/**/route.ts", { eager: true });
const ROWS = Object.entries(TABLE);
const doorOf = (name: string) => doors.get(name.split(" · ")[0]!)!;

beforeAll(async () => {
  app = await startApp({ DATABASE_URL: database.url });
  doors = doorsOf(builtApp(), modules);
  house = await givenWorkspace({ now: new Date() });
  ruben = await givenPerson("Ruben", "rep", house.now);
  const { admin, marta, sam, rosa, milan, vera } = house;
  for (const [team, people] of [
    ["North", [sam, rosa]],
    ["South", [ruben]],
  ] as const)
    await db().user.updateMany({ where: { id: { in: people.map(({ id }) => id) } }, data: { team } });
  const people = { admin, marketer: marta, rep: sam, manager: milan, viewer: vera };
  browse = async () => {
    for (const caller of PEOPLE) credentials[caller] = await browserOf(people[caller], app.url);
  };
  await browse();
  // What is about the sample is refused to the allowed: loading it takes long, and a test of its own.
  await db().workspace.update({ where: { id: 1 }, data: { sampleLoadedAt: house.now } });
  credentials.read = await programWith("read");
  credentials.write = await programWith("write");
  credentials.key = await programWith("admin");
  credentials.nobody = { origin: app.url };
  shared = { subjects: await givenSubjects(null), things: await givenThings() };
}, 1_000_000);

afterAll(async () => {
  await app?.stop();
});

test("every door of the built app has its row, and every row its door", () => {
  const named = new Set(ROWS.map(([name]) => name.split(" · ")[0]));
  expect([...doors.keys()].sort()).toEqual([...named, ...OPEN_TO_ALL].sort());
});

describe("who may not is refused, and nothing changes", () => {
  test.each(ROWS)("%s", async (name, row) => {
    const door = doorOf(name);
    const denied = callersOf(door).flatMap((caller) =>
      relationsOf(row, caller).flatMap((relation) =>
        lets(row, caller, relation) ? [] : [{ caller, relation }],
      ),
    );
    const before = await contentOf(TRACES);
    const wrong: unknown[] = [];
    await eachOf(denied, async ({ caller, relation }) => {
      const about = { ...shared.subjects[relation], ...shared.things };
      const { outcome } = await call(door, row, credentials[caller], about);
      const expected = refusalOf(door, row, caller, relation);
      if (outcome !== expected) wrong.push({ caller, relation, outcome, expected });
    });
    if (door.kind === "action") await postAsForms(door.action, row, denied);
    expect(wrong).toEqual([]);
    expect(await contentOf(TRACES)).toEqual(before);
  });
});

/** A few calls at a time, so that neither side waits for the other. */
async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: 4 }, worker));
}

/** The same calls as forms of a page without scripts send them. What they answer is a page: what counts is the data. */
async function postAsForms(
  action: BuiltAction,
  row: Row,
  denied: readonly { caller: Caller; relation: Relation }[],
): Promise<void> {
  // Every caller once, towards the last thing that is refused to them.
  const once = [...new Map(denied.map((cell) => [cell.caller, cell])).values()];
  await eachOf(once, async ({ caller, relation }) => {
    const about = { ...shared.subjects[relation], ...shared.things };
    const page = app.url + braces(action.pages[0]!).replace("{id}", about.leadId).replace("{token}", "a");
    const fields = fieldsOf(row.input?.(about) ?? {});
    const { status } = await postForm(page, action.id, fields, credentials[caller]);
    expect([caller, status, status < 500]).toEqual([caller, status, true]);
  });
}

describe("what is not theirs and what does not exist are one answer", () => {
  // Who may read a lead may hear that it is somebody else's.
  const about = (name: string, row: Row) =>
    row.hidden || (!row.on && (name.includes("{id}") || /Id/.test(String(row.input))));
  test.each(ROWS.filter(([name, row]) => about(name, row)))("%s", async (name, row) => {
    const door = doorOf(name);
    for (const caller of callersOf(door)) {
      if (lets(row, caller, "other")) continue;
      const there = { ...shared.subjects.other, ...shared.things };
      const nowhere = Object.fromEntries(Object.keys(there).map((key) => [key, newId()])) as typeof there;
      const [one, two] = [
        await call(door, row, credentials[caller], there),
        await call(door, row, credentials[caller], nowhere),
      ];
      expect([caller, one.outcome]).toEqual([caller, two.outcome]);
      expect(bare(one.answer), caller).toEqual(bare(two.answer));
    }
  });
});

/** An answer without what differs between any two: ids, and the order in which the parts of a page were ready. */
function bare(answer: WireAnswer | null): unknown {
  if (!answer) return null;
  const { "content-type": type, "cache-control": cache } = Object.fromEntries(answer.headers);
  const head = { status: answer.status, type, cache };
  const ids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g;
  return type?.startsWith("text/html") ? head : { ...head, text: answer.text.replace(ids, "") };
}

test("what a rep sees is the same with and without all that the table hides from them", async () => {
  const view = async () => {
    const seen: Record<string, string> = {};
    for (const [name, row] of ROWS) {
      const door = doorOf(name);
      const isRead = door.kind === "endpoint" && door.method === "GET" && door.path !== "/api/events";
      if (!isRead) continue;
      const about = { ...shared.subjects.other, ...shared.things };
      const { text } = (await call(door, row, credentials.rep, about)).answer!;
      // Each refusal carries the id of its own request.
      seen[name] = text.replace(/"requestId":"[^"]+"/, "");
    }
    for (const sort of ["-score", "createdAt", "-lastActivityAt"])
      seen[sort] = (await send(`${app.url}/api/v1/leads?sort=${sort}`, { as: credentials.rep })).text;
    return seen;
  };
  const before = await view();
  const { rosa, admin } = house;
  const { leadId } = shared.subjects.other;
  await givenImport(house.as(house.marta), { text: "E-mail\nz@y.example\n" }, { dryRun: true });
  await inviteUser(house.as(admin), { email: "new@relay.example", role: "rep" });
  await db().pinnedLead.create({ data: { userId: rosa.id, leadId, position: 0 } });
  await db().alert.create({
    data: {
      id: newId(),
      userId: rosa.id,
      kind: "handoff.opened",
      title: "Hers",
      body: "",
      leadId,
      createdAt: new Date(),
    },
  });
  expect(await view()).toEqual(before);
});

describe("who may is let in", () => {
  test.each(ROWS)("%s", async (name, row) => {
    const door = doorOf(name);
    const reads = door.kind === "page" || (door.kind === "endpoint" && door.method === "GET");
    const subjects = reads || !row.on ? shared.subjects : await givenSubjects(row);
    const things = reads || row.on ? shared.things : await givenThings();
    const outcomes: string[] = [];
    for (const caller of callersOf(door))
      for (const relation of relationsOf(row, caller)) {
        if (!lets(row, caller, relation)) continue;
        const about = { ...subjects[relation], ...things };
        const { outcome, answer } = await call(door, row, credentials[caller], about);
        if (row.endsSessions) await browse();
        outcomes.push(outcome);
        const fine = row.answers ? row.answers.split(" ").includes(outcome) : !REFUSALS.has(outcome);
        expect([caller, relation, outcome, fine], answer?.text.slice(0, 500)).toEqual([
          caller,
          relation,
          outcome,
          true,
        ]);
      }
    if (!row.answers)
      expect(
        outcomes.some((outcome) => SUCCESS.test(outcome)),
        outcomes.join(),
      ).toBe(true);
  });
});

const SUCCESS = /^(?:ok|redirect|20\d)$/;
const REFUSALS = new Set(
  [
    "401 403 404 sign-in 500 503",
    "unauthenticated forbidden not_found refused internal unavailable invalid",
  ].flatMap((words) => words.split(" ")),
);
