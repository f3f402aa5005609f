import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { db } from "@/lib/platform/db/client";
import { type Environment, env } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { publicOrigin } from "@/lib/platform/web/origin";

/** How long a mail server that says "later" is asked again. */
const GIVE_UP_AFTER_HOURS = 12;
const ANSWER_WITHIN_MS = 15_000;

const UNKNOWN = "The mail server's answer was lost. It may have been sent; it is not sent again by itself.";

const ONE_RUN = 100;

type Claimed = { id: string; toAddress: string; subject: string; body: string; createdAt: Date };

/**
 * Sends the queued mails one after the other. Each is marked as failed with an unknown outcome before it goes out, so that
 * a crash while sending never sends it twice; afterwards it is sent, or queued again when the server said "later".
 */
export async function deliverMail(
  now: Date,
  signal: AbortSignal,
  settings: Environment["mail"] = env().mail,
): Promise<void> {
  if (!settings) return;
  const queued = await db().mail.findMany({
    where: { status: "queued" },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true },
    take: ONE_RUN,
  });
  if (queued.length === 0) return;
  const transport = createTransport(withTimeouts(settings.smtpUrl), { from: settings.from });
  try {
    for (const { id } of queued) {
      if (signal.aborted) return;
      const mail = await claim(id);
      if (mail) await send(transport, mail, now);
    }
  } finally {
    transport.close();
  }
}

/** The address with our patience, unless it brings its own. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const name of ["connectionTimeout", "greetingTimeout", "socketTimeout"])
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(ANSWER_WITHIN_MS));
  return url.href;
}

/** The mail, when nobody else has taken it meanwhile. */
async function claim(id: string): Promise<Claimed | null> {
  const [mail] = await db().mail.updateManyAndReturn({
    where: { id, status: "queued" },
    data: { status: "failed", error: UNKNOWN },
    select: { id: true, toAddress: true, subject: true, body: true, createdAt: true },
  });
  return mail ?? null;
}

async function send(transport: Transporter, mail: Claimed, now: Date): Promise<void> {
  const where = { id: mail.id };
  try {
    await transport.sendMail({
      // As an object: nothing in an address is read as a header or as a second recipient.
      to: { name: "", address: mail.toAddress },
      subject: mail.subject,
      text: mail.body,
      messageId: `<${mail.id}@${new URL(publicOrigin()).hostname}>`,
    });
    await db().mail.update({ where, data: { status: "sent", sentAt: now, error: null } });
  } catch (error) {
    const { message, responseCode } = error as Error & { responseCode?: number };
    const ageHours = (now.getTime() - mail.createdAt.getTime()) / 3_600_000;
    const later = isPassing(error) && ageHours < GIVE_UP_AFTER_HOURS;
    log.warn({ id: mail.id, responseCode, later }, "a mail was not taken");
    await db().mail.update({ where, data: { status: later ? "queued" : "failed", error: message } });
  }
}

/** Whether the server said "later" or could not be reached at all; after that nothing has been handed over. */
function isPassing(error: unknown): boolean {
  const { code, responseCode } = error as { code?: string; responseCode?: number };
  if (responseCode !== undefined) return responseCode >= 400 && responseCode < 500;
  return ["ECONNECTION", "ECONNREFUSED", "EDNS", "ETLS", "EAUTH"].includes(code ?? "");
}
