import type { z } from "zod";
import type { operations } from "@/app/api/v1/operations";
import { KPI_NAMES } from "@/lib/funnel/kpis";
import { DEFAULT_REASONS } from "@/lib/handoffs/reasons";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";
import { type Chance, chanceOf } from "@/prisma/seed/chance";
import type { Credentials } from "../access";
import type { RawRequest } from "../raw";
import { hostileText, spoiled, spoiledCursor, spoiledHeaders, spoiledJson } from "./hostile";
import { validFor } from "./valid";

/** What a request is drawn for. */
export type Target =
  | { kind: "endpoint"; operation: (typeof operations)[number] }
  | { kind: "action"; name: string; id: string; page: string; input: z.ZodType }
  | { kind: "address"; path: string };

/** What the requests of a run are about: the doors, what is there behind them, and who asks. */
export type World = {
  targets: readonly Target[];
  leads: readonly string[];
  handoffs: readonly string[];
  people: readonly string[];
  emails: readonly string[];
  callers: Record<"key" | "read" | "admin" | "rep", Credentials>;
};

type Mood = "valid" | "near" | "hostile";

/** One request on its way: where its chance stands, and how far it is to go. */
type Draw = World & { chance: Chance; mood: Mood };

/** One request, all of it drawn from its number: the same number is the same request again. */
export function requestOf(world: World, seed: string, index: number): RawRequest {
  const chance = chanceOf(`${seed} ${index}`);
  const pick = chance.weighted({ endpoint: 75, action: 15, address: 10 });
  const target = chance.pick(world.targets.filter(({ kind }) => kind === pick));
  const mood = chance.weighted({ valid: 20, near: 50, hostile: 30 });
  const draw = { ...world, chance, mood };
  switch (target.kind) {
    case "endpoint":
      return endpointRequest(target.operation, draw);
    case "action":
      return actionRequest(target, draw);
    case "address":
      return addressRequest(target.path, draw);
  }
}

function endpointRequest(operation: (typeof operations)[number], draw: Draw): RawRequest {
  const { chance, mood, callers } = draw;
  const vocabulary = vocabularyOf(draw);
  const params = operation.params ? (validFor(operation.params, chance, vocabulary) as object) : {};
  let path: string = operation.path;
  for (const [name, value] of Object.entries({
    id: idFor(operation.path, draw),
    ...params,
    ...idParam(operation.path, draw),
  })) {
    const text = mood === "hostile" && chance.happens(0.2) ? hostileText(chance) : String(value);
    path = path.replace(`{${name}}`, encode(text) || "%20");
  }
  const query = operation.query ? validFor(operation.query, chance, vocabulary) : {};
  const headers: Record<string, string> = {
    ...callers[chance.weighted({ key: 70, admin: 15, rep: 10, read: 5 })],
  };
  let body: string | Buffer | null = null;
  if (operation.body) {
    const valid = validFor(operation.body, chance, vocabulary);
    body = JSON.stringify(mood === "valid" ? valid : spoiled(valid, chance)) ?? "null";
    headers["content-type"] = "application/json";
    if (chance.happens(0.1)) headers["idempotency-key"] = newKey(chance);
    if (mood === "hostile" && chance.happens(0.5)) body = spoiledJson(body, chance);
  } else if (operation.upload) {
    body = multipart(draw);
    headers["content-type"] = "multipart/form-data; boundary=limit";
  }
  if (mood === "hostile" && chance.happens(0.3)) Object.assign(headers, spoiledHeaders(chance));
  return { method: operation.method, path: path + queryText(query as object, draw), headers, body };
}

const idFor = (path: string, { chance, handoffs, leads }: Draw) =>
  path.includes("/handoffs/")
    ? chance.pick(handoffs)
    : path.includes("/leads/")
      ? chance.pick(leads)
      : newKey(chance);

/** Usually something that is there. */
const idParam = (path: string, draw: Draw) => (draw.chance.happens(0.85) ? { id: idFor(path, draw) } : {});

const newKey = (chance: Chance) =>
  "019a0000-0000-7000-8000-xxxxxxxxxxxx".replace(/x/g, () => chance.whole(0, 15).toString(16));

function queryText(query: object, { chance, mood }: Draw): string {
  const pairs = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => [name, name === "cursor" ? spoiledCursor(chance) : String(value)]);
  if (mood !== "valid" && chance.happens(0.6))
    pairs.push(
      chance.pick<() => string[]>([
        () => [
          chance.pick([
            "limit",
            "cursor",
            "q",
            "sort",
            "stage",
            "minScore",
            "from",
            "to",
            "groupBy",
            "on",
            "model",
          ]),
          hostileText(chance),
        ],
        () => ["cursor", spoiledCursor(chance)],
        () => ["limit", chance.pick(["0", "-1", "201", "1e9", "1.5", "NaN", "9".repeat(400)])],
        () => ["id[]", "1"],
        () => ["limit", "1", "2"],
        () => [hostileText(chance), hostileText(chance)],
        () => pairs[0] ?? ["q", "%"],
      ])(),
    );
  if (pairs.length === 0) return "";
  const raw =
    mood === "hostile" && chance.happens(0.1)
      ? chance.pick(["&%ff=%ff", "&%", "&=", "&a=%00", "&q=%ed%a0%80"])
      : "";
  return `?${pairs.map(([name, value = ""]) => `${encode(name!)}=${encode(value)}`).join("&")}${raw}`.slice(
    0,
    12_000,
  );
}

/** Percent-encoded, half a surrogate pair too. */
const encode = (text: string) =>
  encodeURIComponent(text.isWellFormed() ? text : text.replace(/[\ud800-\udfff]/g, "\u0000"));

function multipart({ chance, mood }: Draw): string {
  const fields =
    mood === "valid"
      ? { dryRun: "true" }
      : {
          [chance.pick(["preset", "mapping", "dryRun", "score", "encoding", "__proto__"])]:
            hostileText(chance),
        };
  const cells =
    mood === "valid"
      ? "E-mail,Name\nines@harbour.example,Ines\n"
      : `E-mail,${hostileText(chance)}\n"${hostileText(chance)},x\n${hostileText(chance)}`;
  const parts = Object.entries(fields).map(
    ([name, value]) => `--limit\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const name =
    mood === "valid"
      ? "leads.csv"
      : chance.pick(["../../x.csv", "con", "x".repeat(300), "a\u0000.csv", "leads.csv.exe"]);
  const file = `--limit\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${cells}\r\n`;
  const end = mood === "hostile" && chance.happens(0.4) ? "" : "--limit--\r\n";
  return parts.join("") + (chance.happens(0.9) ? file : "") + end;
}

/** Texts that the protocol of server actions reads as something else. */
const REFERENCES = "$ $1 $F1 $K1 $@0 $D1e999 $n9 $Q1 $W0 $undefined $Infinity $NaN $-0 $T $B1".split(" ");

function actionRequest(target: Extract<Target, { kind: "action" }>, draw: Draw): RawRequest {
  const { chance, mood, callers, leads } = draw;
  const vocabulary = vocabularyOf(draw);
  const valid = validFor(target.input, chance, vocabulary);
  const input = mood === "valid" ? valid : spoiled(valid, chance);
  const path = target.page.replace("[id]", chance.pick(leads)).replace("[token]", "a".repeat(43));
  const headers: Record<string, string> = {
    ...callers[chance.weighted({ admin: 80, rep: 20 })],
    accept: "text/x-component",
    "content-type": "text/plain;charset=UTF-8",
    "next-action":
      mood === "hostile" && chance.happens(0.1)
        ? chance.pick(["x", "0".repeat(42), `${target.id}0`])
        : target.id,
  };
  let body: string | Buffer = JSON.stringify([input]) ?? "[]";
  if (mood === "hostile") {
    const way = chance.weighted({ json: 3, reference: 2, arguments: 1, input: 4 });
    if (way === "json") body = spoiledJson(body, chance);
    if (way === "reference") body = JSON.stringify([chance.pick(REFERENCES)]);
    if (way === "arguments") body = JSON.stringify(chance.pick([[], [input, input, input], {}, null, "x"]));
    if (chance.happens(0.2)) Object.assign(headers, spoiledHeaders(chance));
  }
  return { method: "POST", path, headers, body };
}

function addressRequest(template: string, { chance, callers, leads }: Draw): RawRequest {
  const path = template
    .replace("[id]", () =>
      chance.happens(0.5) ? chance.pick(leads) : encode(hostileText(chance)).slice(0, 4_000) || "x",
    )
    .replace("[token]", () => encode(hostileText(chance)).slice(0, 4_000) || "x");
  const name = chance.pick([
    "q",
    "sort",
    "stage",
    "view",
    "cursor",
    "after",
    "before",
    "kpi",
    "callbackUrl",
    "from",
    "to",
    "rows",
    "kind",
    "sent",
    "step",
    "lead",
    "model",
    "page",
    "binned",
  ]);
  const value = chance.happens(0.3) ? spoiledCursor(chance) : hostileText(chance);
  const tail = chance.pick([
    "",
    `?${name}=${encode(value)}`,
    `?${name}=${encode(value)}&${name}=${encode(value)}`,
    "?%",
    "/%ff",
    "//evil.example",
    "/..%2f..%2f",
    "?_rsc=1",
  ]);
  const method = chance.weighted({ GET: 70, POST: 15, HEAD: 5, OPTIONS: 5, DELETE: 3, PUT: 2 });
  const headers = {
    ...callers[chance.weighted({ admin: 60, rep: 30, read: 10 })],
    ...(chance.happens(0.3) ? spoiledHeaders(chance) : {}),
  };
  const body = method === "POST" ? chance.pick([hostileText(chance), "a=b&c=d", '{"a":1}', ""]) : null;
  return { method, path: (path + tail).slice(0, 12_000), headers, body };
}

/** What fields of these names mean here. */
const vocabularyOf =
  ({ leads, handoffs, people, emails }: World) =>
  (field: string, chance: Chance): unknown => {
    const meanings: Record<string, readonly unknown[]> = {
      leadId: leads,
      lead: leads,
      id: leads,
      handoffId: handoffs,
      assignee: people,
      owner: people,
      userId: people,
      email: emails,
      type: DEFAULT_ACTIVITY_TYPES.map(({ key }) => key),
      reason: DEFAULT_REASONS.map(({ code }) => code),
      kpi: KPI_NAMES,
      n: ["1"],
      criteria: ["fits-profile", "timing-right"],
    };
    const meant = meanings[field];
    return meant && meant.length > 0 ? chance.pick(meant) : undefined;
  };
