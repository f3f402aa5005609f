import { afterAll, beforeAll, expect, test } from "vitest";
import type { z } from "zod";
import { operations } from "@/app/api/v1/operations";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { ROOT } from "@/lib/platform/root";
import { browserOf, programWith } from "../support/access";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { type BuiltApp, builtApp } from "../support/entry-points";
import { requestOf, type Target, type World } from "../support/fuzz/requests";
import { type RawAnswer, type RawRequest, sendRaw } from "../support/raw";
import { inRounds, rounds, seedOf } from "../support/rounds";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "../support/workspace";

// Valid, nearly valid and hostile requests against every endpoint and server action of the real app, drawn from the shapes
// that validate. BATON_TEST_SEED repeats a run, with BATON_FUZZ_ONLY one request of it.

const database = useDatabase();

const REQUESTS = rounds("wire fuzzer", 3_000, 50_000);
const SEED = seedOf("wire fuzzer");
const ONLY = process.env.BATON_FUZZ_ONLY;
const AT_ONCE = 6;

/** What must never be told: stacks, queries, the database's own words, paths of this machine. */
const TELLTALES = [
  /^\s+at .+:\d+:\d+\)?$/m,
  /\b(?:select|insert into|update|delete from) [\w"., ]+ (?:from|values|set|where)\b/i,
  /prisma|postgres|pg_catalog|sqlstate|invalid input syntax|violates|out of range for type|invocation/i,
  /node_modules|\.next\/|file:\/\/|webpack|turbopack/,
  new RegExp(ROOT.replace(/[/\\]$/, "").replaceAll("/", "\\/")),
];

/** Those that end what the run itself stands on, or take seconds each. */
const LEFT_OUT = ["team.loadSample", "team.removeSample", "team.signOut", "team.signOutElsewhere"];

let app: RunningApp;
let house: TestWorkspace;
let world: World;
const modules = import.meta.glob<Record<string, { input?: z.ZodType }>>("../../lib/*/actions.ts", {
  eager: true,
});

async function givenLeads(): Promise<Pick<World, "leads" | "emails">> {
  const [leads, emails]: [string[], string[]] = [[], []];
  for (let count = 0; count < 12; count++) {
    const email = `lead-${count}@harbour-works.com`;
    const owner = count % 3 === 0 ? house.sam.id : null;
    const leadId = await givenLead(house, { email, owner });
    if (count % 2 === 0) await given(house, leadId, "demo_requested");
    leads.push(leadId);
    emails.push(email);
  }
  return { leads, emails };
}

beforeAll(async () => {
  app = await startApp({ DATABASE_URL: database.url });
  house = await givenWorkspace({ now: new Date() });
  const about = await givenLeads();
  world = {
    ...about,
    handoffs: (await db().handoff.findMany({ select: { id: true } })).map(({ id }) => id),
    people: [house.sam.id, house.rosa.id, house.vera.id],
    targets: targetsOf(builtApp()),
    callers: {
      key: await programWith("admin"),
      read: await programWith("read"),
      admin: await browserOf(house.admin, app.url),
      rep: await browserOf(house.sam, app.url),
    },
  };
  process.stdout.write(`wire fuzzer: ${world.targets.length} targets\n`);
}, 1_000_000);

function targetsOf({ actions, pages }: BuiltApp): Target[] {
  return [
    ...operations.map((operation) => ({ kind: "endpoint", operation }) as const),
    ...actions.flatMap(({ name, id, pages }) => {
      const [concept, exported] = name.split(".") as [string, string];
      const input = modules[`../../lib/${concept}/actions.ts`]?.[exported]?.input;
      if (!input) throw new Error(`${name} has no shape`);
      return LEFT_OUT.includes(name) ? [] : [{ kind: "action", name, id, page: pages[0]!, input } as const];
    }),
    ...[
      ...pages,
      "/leads/export",
      "/alerts",
      "/api/health",
      "/api/auth/session",
      "/api/auth/csrf",
      "/api/auth/callback/credentials",
      "/api/auth/signin",
      "/api/auth/signout",
      "/api/nothing",
      "/nothing",
      "/v1/track",
    ].map((path) => ({ kind: "address", path }) as const),
  ];
}

afterAll(async () => {
  await app?.stop();
});

/** What is wrong with an answer; null when nothing is. */
function faultIn(request: RawRequest, { status, headers, text }: RawAnswer): string | null {
  if (status >= 500 || status === 0) return `status ${status}`;
  const told =
    request.path.startsWith("/api/") || status >= 400
      ? TELLTALES.find((telltale) => telltale.test(withoutMarkup(text)))
      : undefined;
  if (told) return `tells ${told}`;
  if (headers["x-content-type-options"] !== "nosniff") return "may be sniffed";
  if (!String(headers["cache-control"]).includes("no-store")) return "may be stored";
  if (String(headers["set-cookie"] ?? "").includes("a=b")) return "a header was injected";
  if (
    /^(?:\/\/|https?:)/.test(String(headers.location ?? "")) &&
    !String(headers.location).startsWith(app.url)
  )
    return `leads to ${headers.location}`;
  return null;
}

/** Pages name their own scripts. */
const withoutMarkup = (text: string) =>
  /^<(?:!DOCTYPE|script)/.test(text) ? text.replace(/<script[\s\S]*?<\/script>|<[^>]*>/g, " ") : text;

test(`${REQUESTS} requests: no 5xx, nothing told about the inside, the app alive and its data sound`, async () => {
  const faults: unknown[] = [];
  const statuses = new Map<number, number>();
  const indexes = ONLY ? [Number(ONLY)].values() : inRounds("wire fuzzer", REQUESTS);
  const worker = async () => {
    for (const index of indexes) {
      if (faults.length >= 20) return;
      const request = requestOf(world, SEED, index);
      const answer = await sendRaw(app.url, request).catch((error: Error) => ({
        status: 0,
        headers: {},
        text: error.message,
      }));
      statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
      const fault = faultIn(request, answer);
      if (fault || ONLY) {
        const { method, path, headers, body } = request;
        faults.push({
          index,
          fault,
          method,
          path: path.slice(0, 500),
          headers,
          body: body?.toString("utf8").slice(0, 800),
          answer: answer.text.slice(0, 400),
        });
      }
      if (request.headers.cookie && answer.status === 401)
        world.callers.admin = await browserOf(house.admin, app.url);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  process.stdout.write(
    `wire fuzzer: ${[...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${count} × ${status}`)
      .join(", ")}\n`,
  );
  expect(faults, `replay with BATON_TEST_SEED=${SEED} BATON_FUZZ_ONLY=<index>`).toEqual([]);
  expect(
    (await sendRaw(app.url, { method: "GET", path: "/api/health", headers: {}, body: null })).status,
  ).toBe(200);
  expect(
    app
      .output()
      .split("\n")
      .filter((line) => /"level":"(?:error|fatal)"|uncaught|unhandled/i.test(line)),
  ).toEqual([]);
  expect(await examine()).toEqual([]);
}, 3_600_000);
