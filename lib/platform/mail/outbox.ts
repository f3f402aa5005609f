import "server-only";
import type { Tx } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { newId } from "@/lib/platform/ids";
import { publicOrigin } from "@/lib/platform/web/origin";

export type SystemMail = {
  to: string;
  subject: string;
  /** Plain text; links start with the configured origin, never with what a request says about its host. */
  body: (at: { origin: string }) => string;
  now: Date;
};

/**
 * Adds a mail to the outbox in the transaction of its cause. With SMTP_URL it waits to be sent; without, it is kept for an
 * admin to read and never sent, whatever is configured later.
 */
export async function addMail(tx: Tx, mail: SystemMail): Promise<void> {
  await tx.mail.create({
    data: {
      id: newId(),
      toAddress: mail.to,
      subject: mail.subject,
      body: mail.body({ origin: publicOrigin() }),
      status: env().mail ? "queued" : "kept",
      createdAt: mail.now,
    },
  });
}
