"use client";

import { useRouter } from "next/navigation";
import { Select } from "@/components/ui/select";
import type { RepLoad } from "@/lib/handoffs/load";
import { type InboxAddress, inboxHref } from "./address";

/** Whose handoffs: everybody's, those without a rep, one rep's. A plain form where scripts do not run. */
export function QueueFilter({ address, team }: { address: InboxAddress; team: readonly RepLoad[] }) {
  const router = useRouter();
  return (
    <form method="get" action="/inbox" className="border-b border-line px-4 py-2 md:pl-6">
      <input type="hidden" name="view" value={address.view} />
      <Select
        name="of"
        aria-label="Whose handoffs"
        defaultValue={address.of ?? ""}
        key={address.of ?? ""}
        onChange={(event) => {
          const of = event.currentTarget.value;
          router.push(inboxHref({ view: address.view, ...(of ? { of } : {}) }));
        }}
      >
        <option value="">Everybody’s</option>
        <option value="none">Without a rep</option>
        {team.map((rep) => (
          <option key={rep.id} value={rep.id}>
            {rep.name}
            {rep.open > 0 ? ` · ${rep.open} open` : ""}
            {rep.late > 0 ? `, ${rep.late} late` : ""}
          </option>
        ))}
      </Select>
      <noscript>
        <button type="submit" className="mt-1 text-xs text-accent-text">
          Show
        </button>
      </noscript>
    </form>
  );
}
