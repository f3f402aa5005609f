import { MailOpen } from "lucide-react";
import type { Metadata } from "next";
import { SettingsHeader } from "@/components/team/settings-header";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { PageBody } from "@/components/ui/page";
import { Pagination } from "@/components/ui/pagination";
import { RelativeTime } from "@/components/ui/relative-time";
import type { Tone } from "@/components/ui/tone";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { type MailView, outbox } from "@/lib/platform/mail/queries";
import { orFirstPage } from "@/lib/platform/web/first-page";

export const metadata: Metadata = { title: "Outbox" };

const PAGE_SIZE = 50;

const STATUS: Record<MailView["status"], { label: string; tone: Tone }> = {
  kept: { label: "kept, not sent", tone: "neutral" },
  queued: { label: "waiting", tone: "info" },
  sent: { label: "sent", tone: "good" },
  failed: { label: "failed", tone: "bad" },
};

const OUTBOX = "/settings/outbox";

/** What Baton mailed or would mail, newest first. */
export default async function OutboxPage({ searchParams }: PageProps<"/settings/outbox">) {
  const viewer = await requirePermission("settings.manage");
  const { cursor: told } = await searchParams;
  const cursor = typeof told === "string" ? told : undefined;
  const mails = await orFirstPage(outbox(db(), viewer, { limit: PAGE_SIZE, cursor }), OUTBOX);
  return (
    <>
      <SettingsHeader viewer={viewer} current="outbox" />
      <PageBody>
        {!env().mail && (
          <Notice className="mb-4">
            No mail server is set up, so nothing is sent: what Baton would send is kept here, and you pass
            links on yourself. Set SMTP_URL and MAIL_FROM to send from now on.
          </Notice>
        )}
        {mails.data.length === 0 ? (
          <EmptyState icon={<MailOpen />} title="No mail yet">
            Invitations and password links will be here.
          </EmptyState>
        ) : (
          <ul className="rounded-lg border border-line bg-surface">
            {mails.data.map((mail) => (
              <li key={mail.id} className="border-b border-line last:border-b-0">
                <MailEntry mail={mail} />
              </li>
            ))}
          </ul>
        )}
        {(cursor || mails.nextCursor) && (
          <div className="mt-3 flex justify-end">
            <Pagination
              firstHref={cursor ? OUTBOX : null}
              nextHref={mails.nextCursor ? `${OUTBOX}?cursor=${mails.nextCursor}` : null}
            />
          </div>
        )}
      </PageBody>
    </>
  );
}

function MailEntry({ mail }: { mail: MailView }) {
  const { label, tone } = STATUS[mail.status];
  return (
    <details>
      <summary className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-4 py-2 hover:bg-hover">
        <span className="min-w-0 flex-1 basis-60">
          <span className="block truncate font-medium">{mail.subject}</span>
          <span className="block truncate text-xs text-muted">to {mail.to}</span>
        </span>
        <Badge tone={tone}>{label}</Badge>
        <RelativeTime at={mail.createdAt.toISOString()} className="w-20 text-right text-xs text-muted" />
      </summary>
      <div className="px-4 pb-4">
        {mail.error && <p className="mb-2 text-xs text-bad">{mail.error}</p>}
        <pre className="overflow-x-auto rounded-md bg-sunken p-3 font-mono text-xs break-words whitespace-pre-wrap">
          {mail.body}
        </pre>
      </div>
    </details>
  );
}
