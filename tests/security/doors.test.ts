import { connect } from "node:net";
import { setTimeout } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations } from "@/app/api/v1/operations";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { browserOf, type Credentials, programWith } from "../support/access";
import { type RunningApp, startApp } from "../support/app";
import { useDatabase } from "../support/database";
import { builtApp } from "../support/entry-points";
import { type RawAnswer, sendRaw } from "../support/raw";
import { AUDIT_TABLES, contentOf } from "../support/tables";
import { postForm, send } from "../support/wire";
import { givenLead, givenWorkspace, type TestWorkspace } from "../support/workspace";

// What guards every way into the real app, whoever asks: origins, sizes, headers, redirects, and text that stays text.

const database = useDatabase();

let app: RunningApp;
let house: TestWorkspace;
let leadId: string;
let admin: Credentials;
let key: Credentials;

beforeAll(async () => {
  app = await startApp({ DATABASE_URL: database.url });
  house = await givenWorkspace({ now: new Date() });
  leadId = await givenLead(house);
  admin = await browserOf(house.admin, app.url);
  key = await programWith("admin");
}, 1_000_000);

afterAll(async () => {
  await app?.stop();
});

const ask = (path: string, { method = "GET", headers = {}, body = null as string | Buffer | null } = {}) =>
  sendRaw(app.url, { method, path, headers, body });

const header = ({ headers }: RawAnswer, name: string) => String(headers[name] ?? "");

describe("every answer", () => {
  const AS_ADMIN = [
    "/leads",
    "/leads/new",
    "/inbox",
    "/funnel",
    "/settings/people",
    "/nothing",
    "/leads/nothing",
    "/v1/track",
    "/f/form",
    "/u/token",
    "/t.js",
    "/api/health",
    "/api/v1/leads",
    "/api/v1/nothing",
    "/api/nothing",
    "/api/auth/session",
    "/api/auth/nothing",
    "/alerts",
    "/leads/export",
    "/_next/nothing",
    "/_next/static/nothing.js",
    "/_next/image?url=%2Ficon.svg&w=64&q=75",
    "/%ff",
    "/api/v1/leads/%ff",
    "/leads?_rsc=1",
  ];

  test.each(AS_ADMIN)("of %s is private, not stored, not sniffed, not framed", async (path) => {
    for (const headers of [admin, {}]) {
      const answer = await ask(path, { headers: headers as Record<string, string> });
      expect(answer.status).toBeLessThan(500);
      expect(header(answer, "cache-control")).toMatch(/^private,.*no-store/);
      expect(header(answer, "x-content-type-options")).toBe("nosniff");
      expect(header(answer, "x-frame-options")).toBe("DENY");
      expect(header(answer, "referrer-policy")).toBe("same-origin");
      expect(header(answer, "content-security-policy")).toContain("frame-ancestors 'none'");
      expect(answer.headers["x-powered-by"]).toBeUndefined();
    }
  });

  test.each(["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])(
    "to a %s that leads nowhere too",
    async (method) => {
      for (const path of ["/leads", "/nothing", "/api/nothing", "/api/health"]) {
        const answer = await ask(path, { method, headers: admin as Record<string, string> });
        expect([path, answer.status < 500]).toEqual([path, true]);
        expect(header(answer, "cache-control")).toMatch(/no-store/);
        expect(header(answer, "x-content-type-options")).toBe("nosniff");
      }
    },
  );

  test("with scripts names them by a nonce that no other answer has", async () => {
    const nonces = new Set<string>();
    for (const path of ["/leads", "/sign-in", "/nothing", "/inbox"]) {
      const answer = await ask(path, { headers: { ...admin, "x-nonce": "forged" } });
      const policy = header(answer, "content-security-policy");
      const nonce = /script-src 'self' 'nonce-([0-9a-f]{32})' 'strict-dynamic'/.exec(policy)?.[1];
      expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
      const scripts = answer.text.match(/<script\b[^>]*>/g) ?? [];
      expect(scripts.length).toBeGreaterThan(0);
      expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
      nonces.add(nonce!);
    }
    expect(nonces.size).toBe(4);
  });

  test("built files alone may be kept, for good", async () => {
    const page = await ask("/sign-in");
    const script = /src="(\/_next\/static\/[^"]+\.js)"/.exec(page.text)![1]!;
    const file = await ask(script);
    expect(file.status).toBe(200);
    expect(header(file, "cache-control")).toContain("immutable");
    expect(header(file, "x-content-type-options")).toBe("nosniff");
  });
});

describe("what changes something with a cookie", () => {
  const foreign: readonly (readonly [string, (own: string) => Record<string, string>])[] = [
    ["no origin", () => ({})],
    ["the origin null", () => ({ origin: "null" })],
    ["a foreign origin", () => ({ origin: "https://evil.example" })],
    ["our host on another port", () => ({ origin: "http://localhost:1" })],
    ["our origin from a foreign page", (own) => ({ origin: own, "sec-fetch-site": "cross-site" })],
    ["our origin from a sibling site", (own) => ({ origin: own, "sec-fetch-site": "same-site" })],
    [
      "a host that agrees with a foreign origin",
      () => ({
        origin: "https://evil.example",
        host: "evil.example",
        "x-forwarded-host": "evil.example",
        "x-forwarded-proto": "https",
      }),
    ],
  ];

  test.each(foreign)(
    "is refused with %s, at every endpoint and action, before anything is read",
    async (_, spoof) => {
      const before = await contentOf(AUDIT_TABLES);
      const cookie = { cookie: admin.cookie!, ...spoof(app.url) };
      for (const { method, path } of operations) {
        if (method === "GET") continue;
        const address = path.replace("{id}", leadId);
        const headers = { ...cookie, "content-type": "application/json" };
        const answer = await ask(address, { method, headers, body: "{" });
        expect([method, path, answer.status]).toEqual([method, path, 403]);
      }
      for (const { name, id, pages } of builtApp().actions) {
        const page = pages[0]!.replace("[id]", leadId).replace("[token]", "a");
        const headers = { ...cookie, "next-action": id, "content-type": "text/plain;charset=UTF-8" };
        const answer = await ask(page, { method: "POST", headers, body: "[{}]" });
        expect([name, answer.status]).toEqual([name, 403]);
      }
      for (const endpoint of ["signout", "session", "callback/credentials"])
        if (spoof(app.url).origin) {
          const headers = { ...cookie, "content-type": "application/x-www-form-urlencoded" };
          expect((await ask(`/api/auth/${endpoint}`, { method: "POST", headers, body: "" })).status).toBe(
            403,
          );
        }
      expect(await contentOf(AUDIT_TABLES)).toEqual(before);
    },
  );
});

describe("bodies", () => {
  const json = () => ({ ...key, "content-type": "application/json" }) as Record<string, string>;

  /** Sends a head, then up to so many bytes in pieces until the app answers; tells its status and how much went out. */
  function pour(path: string, headers: object, most: number): Promise<{ status: number; sent: number }> {
    const { hostname, port } = new URL(app.url);
    const piece = Buffer.from(`10000\r\n${"x".repeat(0x10000)}\r\n`);
    return new Promise((resolve) => {
      const socket = connect(Number(port), hostname);
      let sent = 0;
      let answer = "";
      const pourOn = () => {
        while (answer === "" && !socket.destroyed && sent < most) {
          sent += piece.length;
          if (!socket.write(piece)) return;
        }
      };
      const end = () => {
        socket.destroy();
        resolve({ status: Number(/^HTTP\/1.1 (\d+)/.exec(answer)?.[1] ?? 0), sent });
      };
      socket.on("drain", pourOn);
      socket.on("data", (chunk) => {
        answer += chunk;
        end();
      });
      // A door that is shut may say so by a reset as well.
      socket.on("error", () => undefined);
      socket.on("close", end);
      const lines = Object.entries({ host: hostname, ...headers }).map(
        ([name, value]) => `${name}: ${value}\r\n`,
      );
      socket.write(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
      pourOn();
    });
  }

  /** What the app has logged as a fault. */
  const complaints = () =>
    app
      .output()
      .split("\n")
      .filter((line) => /"level":"(?:error|fatal)"/.test(line));

  const chunked = { "transfer-encoding": "chunked" };

  test("that never end are cut off at the cap of an endpoint", async () => {
    const { status, sent } = await pour("/api/v1/leads", { ...json(), ...chunked }, 100_000_000);
    expect(status).toBe(413);
    expect(sent).toBeLessThan(20_000_000);
  });

  test("that do not say how long they are are not for pages", async () => {
    const { status } = await pour("/leads", { ...admin, ...chunked }, 0);
    expect(status).toBe(411);
  });

  test("that say they are too large are not read", async () => {
    const huge = { "content-length": "200000000" };
    for (const [path, headers] of [
      ["/api/v1/leads", { ...json(), ...huge }],
      ["/sign-in", { origin: app.url, ...huge }],
      ["/api/auth/callback/credentials", { origin: app.url, ...huge }],
    ] as const)
      expect([path, (await pour(path, headers, 0)).status]).toEqual([path, 413]);
  });

  test("that break off half way are no fault of ours", async () => {
    const { hostname, port } = new URL(app.url);
    const before = complaints().length;
    const form = { "content-type": "multipart/form-data; boundary=x" };
    for (const [path, headers, part] of [
      ["/api/v1/leads", json(), '{"name":"Hal'],
      [
        "/api/v1/imports",
        { ...key, ...form },
        `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nE`,
      ],
      ["/sign-in", { ...form, origin: app.url }, `--x\r\ncontent-disposition: form-data; name="em`],
      ["/api/auth/callback/credentials", { origin: app.url, "content-type": "application/json" }, '{"em'],
    ] as const) {
      const head = { host: `${hostname}:${port}`, ...headers, "content-length": "5000" };
      const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
      const socket = connect(Number(port), hostname);
      socket.on("error", () => undefined);
      await new Promise<void>((sent) =>
        socket.write(`POST ${path} HTTP/1.1\r\n${lines.join("")}\r\n${part}`, () => sent()),
      );
      // Long enough for the endpoint to begin to read.
      await setTimeout(500);
      socket.destroy();
    }
    await setTimeout(1_000);
    expect(complaints().slice(before)).toEqual([]);
  });

  test("that are packed are not unpacked", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    for (const [path, type] of [
      ["/api/v1/leads", "application/json"],
      ["/api/v1/imports", "multipart/form-data; boundary=x"],
    ] as const)
      for (const encoding of ["gzip", "gzip, gzip", "br", "zstd"]) {
        const headers = { ...key, "content-type": type, "content-encoding": encoding };
        expect([path, encoding, (await ask(path, { method: "POST", headers, body: bomb })).status]).toEqual([
          path,
          encoding,
          415,
        ]);
      }
  });
});

describe("what a browser's router says it shows", () => {
  test.each(["%5B%5D", "%ff", "[", '["",{"children":[]}]', '[{},""]'])(
    "is not believed when it is %s",
    async (state) => {
      const headers = { ...admin, rsc: "1", "next-router-state-tree": state } as Record<string, string>;
      for (const path of ["/nothing", "/leads", "/sign-in"])
        expect([path, (await ask(path, { headers })).status < 500]).toEqual([path, true]);
    },
  );
});

describe("ways out", () => {
  const FOREIGN = [
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/a/..//evil.example",
    "http:evil.example",
  ];

  test.each(FOREIGN)("lead nowhere else: %s", async (target) => {
    const own = new URL(app.url).host;
    const encoded = encodeURIComponent(target);
    for (const path of [
      `/sign-in?callbackUrl=${encoded}`,
      `/api/auth/signin?callbackUrl=${encoded}`,
      `/api/auth/signout?callbackUrl=${encoded}`,
    ]) {
      const answer = await ask(path, { headers: admin as Record<string, string> });
      const location = header(answer, "location");
      if (location) expect([path, new URL(location, app.url).host]).toEqual([path, own]);
      expect(answer.text).not.toMatch(/href="(?:javascript:|\/\/|https:\/\/evil|\/\\)/);
    }
  });

  test("a link in a mail starts with the configured address, whatever host was asked", async () => {
    const { id } = builtApp().actions.find(({ name }) => name === "team.requestPasswordReset")!;
    const request = (spoof: Record<string, string>) =>
      ask("/forgot", {
        method: "POST",
        headers: { origin: app.url, "next-action": id, "content-type": "text/plain;charset=UTF-8", ...spoof },
        body: JSON.stringify([{ email: house.sam.email }]),
      });
    await request({
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
      forwarded: "host=evil.example",
    });
    // Next itself takes no action for a host that is not the origin's.
    expect((await request({ host: "evil.example" })).status).toBeLessThan(500);
    const [mail, ...others] = await db().mail.findMany({ where: { toAddress: house.sam.email } });
    expect(others).toEqual([]);
    expect(mail!.body).toContain(`${app.url}/reset/`);
    expect(mail!.body).not.toContain("evil");
  });
});

describe("failures", () => {
  const jobs = () => builtApp().actions.find(({ name }) => name === "operations.discardJob")!;
  const lines = () => app.output().split("\n");

  test("of a page after an action are ours, and are told apart from what cannot be read", async () => {
    const { id } = jobs();
    const page = `${app.url}/settings/jobs`;
    const form = { id: newId() };
    expect((await postForm(page, id, form, admin)).status).toBe(200);
    await db().$executeRaw`alter table mail rename to mail_away`;
    try {
      const failed = await postForm(page, id, form, admin);
      expect(failed.status).toBe(500);
      expect(failed.text).not.toMatch(/mail_away|relation|does not exist/);
      const requestId = failed.headers.get("x-request-id");
      const told = lines().filter((line) => line.includes(`"requestId":"${requestId}"`));
      expect(told.map((line) => JSON.parse(line).msg)).toContain("unexpected");
    } finally {
      await db().$executeRaw`alter table mail_away rename to mail`;
    }
    const headers = { ...(admin as Record<string, string>), "next-action": id };
    const unreadable = { method: "POST", headers: { ...headers, "content-type": "text/plain" }, body: "[{" };
    expect((await ask("/settings/jobs", unreadable)).status).toBe(400);
  });
});

describe("text", () => {
  const NAMES = [
    "100%",
    "a_b",
    "back\\slash",
    "O'Hara; --",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "{{constructor}}",
    "=SUM(1)",
    "[x]*(y)+",
  ];

  test("is found as it is written: nothing in it is a pattern", async () => {
    for (const lastName of NAMES) await givenLead(house, { firstName: "Odd", lastName, email: null });
    await givenLead(house, { firstName: "Even", lastName: "100 a-b", email: null });
    for (const lastName of NAMES) {
      const word = lastName.split(" ")[0]!;
      const { json } = await send(`${app.url}/api/v1/leads?q=${encodeURIComponent(word)}`, { as: key });
      const found = (json as { data: { name: string }[] }).data.map(({ name }) => name);
      expect(found, word).toEqual([`Odd ${lastName}`]);
    }
    const { json } = await send(`${app.url}/api/v1/leads?q=${encodeURIComponent("%%%")}`, { as: key });
    expect((json as { data: unknown[] }).data).toEqual([]);
  });

  test("stays text on every page that shows it", async () => {
    const lead = await db().lead.findFirstOrThrow({ where: { lastName: NAMES[5]! } });
    for (const path of [
      "/leads",
      `/leads/${lead.id}`,
      `/leads?q=${encodeURIComponent("<img src=x onerror=alert(3)>")}`,
      "/sign-in?callbackUrl=%22%3E%3Cimg%20src=x%20onerror=alert(4)%3E",
    ]) {
      const { text } = await ask(path, { headers: admin as Record<string, string> });
      expect([path, /<img src=x|<script>alert/.test(text)]).toEqual([path, false]);
    }
  });
});
