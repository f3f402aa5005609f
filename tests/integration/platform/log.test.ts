import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const WORDS = [
  "canary.person@mail.example",
  "canary-password-1",
  "canary-key-2",
  "canary-token-3",
  "+49 170 555 0199",
];

/** Logs the way the product does, in a process of its own, and answers what was written. */
async function logged(script: string): Promise<string> {
  const { stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", "tsx", "--conditions=react-server", "--input-type=module", "--eval", script],
    { env: { ...process.env, LOG_LEVEL: "trace" } },
  );
  return stderr;
}

const [email, password, key, token, phone] = WORDS;

test("secrets and people's data are not written, wherever usual names carry them", async () => {
  const written = await logged(`
    const { log } = await import("./lib/platform/log.ts");
    const carried = { email: "${email}", password: "${password}", apiKey: "${key}", token: "${token}", phone: "${phone}",
      authorization: "Bearer ${key}", cookie: "baton.session=${token}", "set-cookie": "${token}", body: "${email}" };
    log.info(carried, "at the top");
    log.info({ request: carried }, "one level down");
    log.info({ request: { headers: carried } }, "two levels down");
    log.error({ err: Object.assign(new Error("duplicate key"), { detail: "Key (email)=(${email}) exists", where: "${email}" }) }, "database");
    log.error({ err: new Error("outer", { cause: Object.assign(new Error("inner"), { detail: "Key (email)=(${email})", parameters: ["${password}"] }) }) }, "nested");
  `);
  expect(written.trimEnd().split("\n")).toHaveLength(5);
  for (const word of WORDS) expect(written).not.toContain(word);
});

test("every line of a request carries its id, and lines of two requests at once do not mix", async () => {
  const written = await logged(`
    const { log } = await import("./lib/platform/log.ts");
    const { withinRequest } = await import("./lib/platform/request-context.ts");
    const { setTimeout: wait } = await import("node:timers/promises");
    const answer = async (name, ms) => { await wait(ms); log.info({ name }, "half"); await wait(ms); log.info({ name }, "done"); };
    await Promise.all([withinRequest("one", () => answer("one", 5)), withinRequest("two", () => answer("two", 3))]);
    log.info({ name: undefined }, "outside");
  `);
  const lines = written
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines).toHaveLength(5);
  for (const { name, requestId } of lines) expect(requestId).toBe(name);
});
