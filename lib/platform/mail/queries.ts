import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { instantCursor, pageFrom } from "@/lib/platform/web/paging";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";

export type MailView = {
  id: string;
  to: string;
  subject: string;
  body: string;
  status: "kept" | "queued" | "sent" | "failed";
  createdAt: Date;
  error: string | null;
};

/** The outbox, newest first: what was sent, and what waits because no mail server is set up. Admins only. */
export async function outbox(
  db: Db,
  viewer: Viewer,
  page: { limit: number; cursor?: string | undefined },
): Promise<Page<MailView>> {
  if (!may(viewer, "settings.manage")) throw new AppError("forbidden", "You may not read the outbox.");
  const after = instantCursor(page.cursor);
  const rows = await db.mail.findMany({
    where: after
      ? { OR: [{ createdAt: { lt: after.at } }, { createdAt: after.at, id: { lt: after.id } }] }
      : {},
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: page.limit + 1,
  });
  const mails = rows.map((row) => ({
    id: row.id,
    to: row.toAddress,
    subject: row.subject,
    body: row.body,
    status: row.status as MailView["status"],
    createdAt: row.createdAt,
    error: row.error,
  }));
  return pageFrom(mails, page.limit, (mail) => [mail.createdAt.toISOString(), mail.id]);
}
