"use client";

import { ChevronDown, ChevronLeft, ChevronUp } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useSyncExternalStore } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { LinkButton } from "@/components/ui/link-button";
import { lastList } from "../last-list";

const never = () => () => undefined;

/** Back to the list one came from, with its filters, and on to its next and previous lead. */
export function ListWalk({ leadId }: { leadId: string }) {
  const router = useRouter();
  const list = useSyncExternalStore(never, lastList, () => null);
  const position = list?.ids.indexOf(leadId) ?? -1;
  const at = (index: number) => (position >= 0 ? list?.ids[index] : undefined);
  const [previous, next] = [at(position - 1), at(position + 1)];
  const go = (id: string | undefined) => id && router.push(`/leads/${id}`);
  useShortcut({ keys: "j", label: "Next lead of the list", group: "Lead", run: () => go(next) });
  useShortcut({ keys: "k", label: "Previous lead of the list", group: "Lead", run: () => go(previous) });
  useShortcut({
    keys: "Escape",
    label: "Back to the list",
    group: "Lead",
    run: () => router.push(list?.href ?? "/leads"),
  });
  return (
    <div className="flex h-7 items-center justify-between text-xs text-muted print:hidden">
      <Link
        href={list?.href ?? "/leads"}
        className="-ml-1 inline-flex h-6 items-center gap-0.5 rounded-sm pr-1 hover:text-text"
      >
        <ChevronLeft aria-hidden className="size-3.5" />
        Leads
      </Link>
      {position >= 0 && (
        <span className="flex items-center gap-0.5">
          <span className="mr-1 text-faint">
            {position + 1} of {list?.ids.length}
          </span>
          {previous && (
            <LinkButton
              href={`/leads/${previous}`}
              prefetch={false}
              look="ghost"
              size="sm"
              shape="icon"
              aria-label="Previous lead"
            >
              <ChevronUp aria-hidden />
            </LinkButton>
          )}
          {next && (
            <LinkButton
              href={`/leads/${next}`}
              prefetch={false}
              look="ghost"
              size="sm"
              shape="icon"
              aria-label="Next lead"
            >
              <ChevronDown aria-hidden />
            </LinkButton>
          )}
        </span>
      )}
    </div>
  );
}
