import type { Metadata } from "next";
import Link from "next/link";
import { ApiKeyForm, WriteKeyForm } from "@/components/team/key-forms";
import { KeyRow } from "@/components/team/key-row";
import { SettingsHeader } from "@/components/team/settings-header";
import { PageBody, Panel } from "@/components/ui/page";
import { RelativeTime } from "@/components/ui/relative-time";
import { requirePermission } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { revokeApiKey, revokeWriteKey } from "@/lib/team/actions";
import { apiKeys, type KeyView, writeKeys } from "@/lib/team/queries";

export const metadata: Metadata = { title: "Keys" };

const SCOPE: Record<KeyView["scope"], string> = {
  read: "reads",
  write: "reads and writes",
  admin: "may do everything",
};

/** The keys by which programs come in. */
export default async function KeysPage({ searchParams }: { searchParams: Promise<{ revoke?: string }> }) {
  const viewer = await requirePermission("settings.manage");
  const { revoke } = await searchParams;
  const [keys, sources] = await Promise.all([apiKeys(db(), viewer), writeKeys(db(), viewer)]);
  return (
    <>
      <SettingsHeader viewer={viewer} current="keys" />
      <PageBody className="flex flex-col gap-4">
        <Panel title="API keys" flush>
          <div className="border-line px-4 py-3 not-last:border-b">
            <p className="mb-3 max-w-prose text-muted">
              For programs that read or change leads.{" "}
              <Link href="/developers" className="text-accent-text underline underline-offset-4">
                How to use the API
              </Link>
            </p>
            <ApiKeyForm />
          </div>
          {keys.length > 0 && (
            <ul>
              {keys.map((key) => (
                <KeyRow
                  key={key.id}
                  id={key.id}
                  name={key.name}
                  value={`${key.prefix}…`}
                  detail={
                    <>
                      {SCOPE[key.scope]} · made <RelativeTime at={key.createdAt.toISOString()} /> · used{" "}
                      {key.lastUsedAt ? <RelativeTime at={key.lastUsedAt.toISOString()} /> : "never"}
                    </>
                  }
                  consequence="Programs that use it are refused from their next request on. This cannot be undone."
                  asked={revoke === key.id}
                  revoke={revokeApiKey}
                />
              ))}
            </ul>
          )}
        </Panel>
        <Panel title="Write keys" flush>
          <div className="border-line px-4 py-3 not-last:border-b">
            <p className="mb-3 max-w-prose text-muted">
              For sites and apps that send events. A write key may stand in public pages: it can send and do
              nothing else.
            </p>
            <WriteKeyForm />
          </div>
          {sources.length > 0 && (
            <ul>
              {sources.map((source) => (
                <KeyRow
                  key={source.id}
                  id={source.id}
                  name={source.name}
                  value={source.key}
                  detail={
                    <>
                      made <RelativeTime at={source.createdAt.toISOString()} />
                    </>
                  }
                  consequence="Events that carry it are no longer taken. This cannot be undone."
                  asked={revoke === source.id}
                  revoke={revokeWriteKey}
                />
              ))}
            </ul>
          )}
        </Panel>
      </PageBody>
    </>
  );
}
