import type { Chance } from "@/prisma/seed/chance";

// Ways to spoil a request. None of their texts looks like a stack, a query or a path of ours: those are what answers are
// searched for.

const LONE = String.fromCharCode(0xd800);

/** Values that have broken programs like this one. */
const HOSTILE: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.5,
  1e308,
  -1e308,
  2 ** 31,
  2 ** 53 + 2,
  9_999_999_999_999,
  "",
  " ",
  "\t\r\n",
  "\u0000",
  `a\u0000b`,
  LONE,
  `a${LONE}`,
  "x".repeat(10_000),
  "e\u0301".repeat(500),
  "👩‍👩‍👧‍👦\u202e\u200b\ufeff",
  "%",
  "_%_",
  "\\",
  "'; --",
  "1' or '1'='1",
  "$1 {{constructor}} %s",
  "(a+)+$",
  "*",
  "[",
  "<img src=x onerror=alert(1)>",
  "javascript:alert(1)",
  "=1+1",
  "\r\nSet-Cookie: a=b",
  "../../../etc/passwd",
  "__proto__",
  "constructor",
  "toString",
  "0000-00-00",
  "2026-02-31",
  "2026-13-01",
  "0001-01-01",
  "9999-12-31",
  "275760-09-13",
  "-0001-01-01",
  "+275760-09-13T00:00:00.000Z",
  "-271821-04-20T00:00:00.000Z",
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  "2016-12-31T23:59:60Z",
  "2026-05-01T24:00:00Z",
  "2026-05-01T09:30:00+99:99",
  "Infinity",
  "NaN",
  "1e999",
  "0x10",
  "٣",
  "ines＠harbour.example",
  '"a b"@harbour.example',
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  "019A0000-0000-7000-8000-00000000000G",
  [],
  [[]],
  [null],
  {},
  { not: "" },
  { contains: "" },
  { gte: 0 },
  { path: [] },
  { set: "admin" },
  { increment: 1 },
  Array.from({ length: 1_000 }, (_, index) => index),
  Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`key${index}`, index])),
];

/** Fields nobody asked for. */
const EXTRA = [
  "role",
  "ownerId",
  "score",
  "id",
  "createdAt",
  "passwordHash",
  "version",
  "binnedAt",
  "$where",
  "AND",
  "OR",
];

export const hostileValue = (chance: Chance): unknown => chance.pick(HOSTILE);

/** A text out of the hostile values. */
export const hostileText = (chance: Chance): string => {
  const value = hostileValue(chance);
  return typeof value === "string" ? value : JSON.stringify(value).slice(0, 2_000);
};

/** The value with one to three parts of it replaced, removed, repeated or added. */
export function spoiled(value: unknown, chance: Chance): unknown {
  let result = structuredClone(value);
  for (let times = chance.whole(1, 3); times > 0; times--) result = spoilOnce(result, chance);
  return result;
}

function spoilOnce(value: unknown, chance: Chance): unknown {
  if (typeof value !== "object" || value === null || chance.happens(0.05)) return hostileValue(chance);
  if (Array.isArray(value)) {
    if (value.length === 0) return [hostileValue(chance)];
    const at = chance.whole(0, value.length - 1);
    return value.map((part, index) => (index === at ? spoilOnce(part, chance) : part));
  }
  const entries = Object.entries(value);
  if (entries.length === 0 || chance.happens(0.2))
    return { ...value, [chance.pick(EXTRA)]: hostileValue(chance) };
  const [key, part] = chance.pick(entries);
  if (chance.happens(0.1)) return Object.fromEntries(entries.filter(([name]) => name !== key));
  return { ...value, [key]: chance.happens(0.6) ? hostileValue(chance) : spoilOnce(part, chance) };
}

/** JSON text as no serialiser would write it. */
export function spoiledJson(json: string, chance: Chance): Buffer | string {
  const deep = (levels: number, open: string, close: string) => open.repeat(levels) + close.repeat(levels);
  return chance.pick<() => Buffer | string>([
    () => json.slice(0, chance.whole(0, json.length)),
    () => `${json}${json}`,
    () => `\ufeff${json}`,
    () => json.replace("{", '{"__proto__":{"polluted":true},'),
    () => json.replace("{", '{"constructor":{"prototype":{"polluted":true}},'),
    () => json.replace(/\{("[^"]+"):/, "{$1:1,$1:"),
    () => json.replace(/:\s*[^,{}[\]]+/, ":1e400"),
    () => json.replace(/:\s*[^,{}[\]]+/, ":-0"),
    () => json.replace(/"([^"]*)"(?=[,}])/, '"$1\\u0000"'),
    () => json.replace(/"([^"]*)"(?=[,}])/, '"\\udc00$1"'),
    () => deep(40, "[", "]"),
    () => deep(50_000, "[", "]"),
    () => deep(5_000, '{"a":', "}"),
    () => chance.pick(["1", '"text"', "null", "true", "[]", "NaN", "undefined", "{'a':1}", "// x"]),
    () => Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from([0xff, 0xfe, 0xc0, 0xaf, 0x7d])]),
    () => Buffer.from(json, "utf16le"),
    () => Buffer.from(Array.from({ length: 200 }, () => chance.whole(0, 255))),
  ])();
}

/** Headers that say something else than what is sent. */
export function spoiledHeaders(chance: Chance): Record<string, string> {
  return chance.pick<Record<string, string>>([
    { "content-type": "text/plain" },
    { "content-type": "application/json; charset=utf-16" },
    { "content-type": "multipart/form-data" },
    { "content-type": "multipart/form-data; boundary=x" },
    { "content-type": "application/x-www-form-urlencoded" },
    { "content-type": "a".repeat(5_000) },
    { "content-encoding": "gzip" },
    { "content-encoding": "br, gzip" },
    { "idempotency-key": "x".repeat(300) },
    { "idempotency-key": "ключ".replace(/[^ -~]/g, "\u00e9") },
    { authorization: "Bearer " },
    { authorization: `Bearer ${"x".repeat(5_000)}` },
    { authorization: "Basic Og==" },
    { cookie: "baton.session=%%%; baton.session=a.b.c" },
    { cookie: `baton.session=${"e".repeat(3_000)}` },
    { accept: "text/x-component", rsc: "1", "next-router-state-tree": "%5B%5D" },
    { "x-forwarded-host": "evil.example", "x-forwarded-for": "1.2.3.4, \u00e9" },
    { "x-baton-peer": "'", "x-middleware-subrequest": "proxy:proxy:proxy" },
    { range: "bytes=0-99999999999" },
    { expect: "100-continue" },
  ]);
}

/** A page cursor of our form around values that are not ours. */
export function spoiledCursor(chance: Chance): string {
  const values = Array.from({ length: chance.whole(1, 4) }, () => hostileValue(chance));
  const ours = [
    chance.pick([0, "2026-05-01T00:00:00.000Z", hostileValue(chance)]),
    chance.pick([1, hostileValue(chance)]),
  ];
  const id = "019a0000-0000-7000-8000-000000000001";
  const cursor = chance.pick<unknown>([
    values,
    ours,
    [...ours, id],
    [ours[0], id],
    [1e300, id],
    [ours[0], 1e300, id],
  ]);
  const text = Buffer.from(JSON.stringify(cursor)).toString("base64url").slice(0, 1_000);
  return chance.happens(0.8) ? text : hostileText(chance);
}
