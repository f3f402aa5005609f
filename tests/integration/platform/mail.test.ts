import PostalMime from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { deliverMail } from "@/lib/platform/mail/deliver";
import { useDatabase } from "../../support/database";

useDatabase({ each: true });

/** What the mail server answers to a recipient: taken, "later" or "never". */
const REFUSALS: Record<string, number> = { "later@relay.example": 451, "never@relay.example": 550 };

let received: { to: string[]; raw: string }[] = [];

const server = new SMTPServer({
  authOptional: true,
  disabledCommands: ["STARTTLS"],
  onRcptTo({ address }, _session, done) {
    const responseCode = REFUSALS[address];
    done(responseCode ? Object.assign(new Error("not now"), { responseCode }) : null);
  },
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    stream.on("end", () => {
      received.push({
        to: envelope.rcptTo.map(({ address }) => address),
        raw: Buffer.concat(chunks).toString("utf8"),
      });
      done();
    });
  },
});

let settings: { smtpUrl: string; from: string };
const now = new Date();

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as { port: number };
  settings = { smtpUrl: `smtp://127.0.0.1:${port}`, from: "Baton <baton@relay.example>" };
});
afterAll(() => new Promise<void>((resolve) => server.close(resolve)));
beforeEach(() => {
  received = [];
});

async function queue(toAddress: string, change: object = {}): Promise<string> {
  const id = newId();
  await db().mail.create({
    data: {
      id,
      toAddress,
      subject: "Zoë, a link",
      body: "Hello\n\nhttps://x",
      status: "queued",
      createdAt: now,
      ...change,
    },
  });
  return id;
}

const deliver = () => deliverMail(now, new AbortController().signal, settings);
const stateOf = async (id: string) => (await db().mail.findUniqueOrThrow({ where: { id } })).status;

test("a queued mail goes out once, as it was written; a kept one never", async () => {
  const id = await queue("rosa@relay.example");
  const kept = await queue("sam@relay.example", { status: "kept" });
  await deliver();
  await deliver();
  expect(received.map(({ to }) => to)).toEqual([["rosa@relay.example"]]);
  const parsed = await PostalMime.parse(received[0]!.raw);
  expect(parsed).toMatchObject({ subject: "Zoë, a link", messageId: `<${id}@localhost>` });
  expect(parsed.text).toContain("https://x");
  expect([await stateOf(id), await stateOf(kept)]).toEqual(["sent", "kept"]);
});

test("two workers at once send each mail once", async () => {
  for (const name of ["a", "b", "c", "d"]) await queue(`${name}@relay.example`);
  await Promise.all([deliver(), deliver()]);
  expect(received.flatMap(({ to }) => to).sort()).toEqual(
    ["a", "b", "c", "d"].map((name) => `${name}@relay.example`),
  );
});

test("a mail that is refused for now waits, for good or too long it fails; the others still go out", async () => {
  const later = await queue("later@relay.example");
  const tooOld = await queue("later@relay.example", { createdAt: new Date(now.getTime() - 13 * 3_600_000) });
  const never = await queue("never@relay.example");
  const good = await queue("rosa@relay.example");
  await deliver();
  const states = await Promise.all([later, tooOld, never, good].map(stateOf));
  expect(states).toEqual(["queued", "failed", "failed", "sent"]);
});

test("a mail whose sender died is not sent again by itself", async () => {
  const id = await queue("rosa@relay.example");
  await db().mail.update({ where: { id }, data: { status: "failed", error: "the answer was lost" } });
  await deliver();
  expect(received).toEqual([]);
});

test("nothing in an address becomes a header or a second recipient", async () => {
  await queue("rosa@relay.example\r\nBcc: evil@evil.example");
  await queue("rosa@relay.example, evil@evil.example");
  await deliver();
  expect(received.flatMap(({ to }) => to)).not.toContain("evil@evil.example");
});

test("without a mail server nothing is touched", async () => {
  const id = await queue("rosa@relay.example");
  await deliverMail(now, new AbortController().signal, null);
  expect(await stateOf(id)).toBe("queued");
});
