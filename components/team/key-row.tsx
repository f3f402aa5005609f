import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";

type KeyRowProps = {
  id: string;
  name: string;
  value: ReactNode;
  detail: ReactNode;
  /** What stops when it is revoked. */
  consequence: string;
  /** Whether this one is about to be revoked: the address says so, and the row asks once more. */
  asked: boolean;
  revoke: (form: FormData) => Promise<void>;
};

/** One key with the way to end it, which asks once more in its place: a revoked key does not come back. */
export function KeyRow({ id, name, value, detail, consequence, asked, revoke }: KeyRowProps) {
  return (
    <li
      id={id}
      className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2 last:border-b-0"
    >
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-2">
          <bdi className="font-medium">{name}</bdi>
          <code className="min-w-0 font-mono text-xs break-all text-muted">{value}</code>
        </span>
        <span className="block text-xs text-muted">{asked ? consequence : detail}</span>
      </span>
      {asked ? (
        <form action={revoke} className="flex gap-1.5">
          <input type="hidden" name="id" value={id} />
          <LinkButton href="/settings/keys" look="ghost" size="sm">
            Keep it
          </LinkButton>
          <SubmitButton look="danger" size="sm">
            Revoke
          </SubmitButton>
        </form>
      ) : (
        <LinkButton href={`/settings/keys?revoke=${id}#${id}`} look="ghost" size="sm" scroll={false}>
          Revoke…
        </LinkButton>
      )}
    </li>
  );
}
