"use client";

import { ArrowRightLeft, Check, CornerUpLeft, ExternalLink, Phone, Undo2, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { LinkButton } from "@/components/ui/link-button";
import type { HandoffCard } from "@/lib/handoffs/queries";
import type { Deed, InboxAddress } from "./address";
import { Key } from "./key";

export const DEED_KEY: Record<Deed, string> = {
  accept: "a",
  reject: "r",
  return: "b",
  call: "c",
  assign: "t",
};

const DEED: Record<Deed, { label: string; shortLabel?: string; icon: typeof Check }> = {
  accept: { label: "Accept", icon: Check },
  reject: { label: "Reject", icon: X },
  return: { label: "Return", icon: CornerUpLeft },
  call: { label: "Log a call", shortLabel: "Call", icon: Phone },
  assign: { label: "Assign", icon: ArrowRightLeft },
};

type ActionBarProps = {
  card: HandoffCard;
  deeds: readonly Deed[];
  address: InboxAddress;
  onDeed: (deed: Deed) => void;
  /** Marketing may take an unanswered offer back. */
  onTakeBack?: (() => void) | undefined;
};

/** What can be done with the handoff in focus, with its keys. Without scripts each button asks the page for its panel. */
export function ActionBar({ card, deeds, address, onDeed, onTakeBack }: ActionBarProps) {
  return (
    <form
      method="get"
      action="/inbox"
      aria-label={`What to do with ${card.lead.name}`}
      className="mx-auto flex max-w-4xl items-center gap-2 px-4 py-2.5 max-md:grid max-md:auto-cols-fr max-md:grid-flow-col max-md:gap-1.5 max-md:px-2 max-md:py-1.5 md:px-8"
    >
      <input type="hidden" name="view" value={address.view} />
      {address.of && <input type="hidden" name="of" value={address.of} />}
      <input type="hidden" name="h" value={card.id} />
      {deeds.map((deed, index) => {
        const { label, shortLabel = label, icon: Icon } = DEED[deed];
        return (
          <Button
            key={deed}
            type="submit"
            name="do"
            value={deed}
            look={index === 0 ? "primary" : "secondary"}
            aria-keyshortcuts={DEED_KEY[deed]}
            onClick={(event) => {
              event.preventDefault();
              onDeed(deed);
            }}
            className={thumb}
          >
            <Icon aria-hidden />
            {deed === "assign" && card.assignee ? (
              "Reassign"
            ) : (
              <>
                <span className="max-md:hidden">{label}</span>
                <span className="md:hidden">{shortLabel}</span>
              </>
            )}
            <Key name={DEED_KEY[deed].toUpperCase()} onAccent={index === 0} />
          </Button>
        );
      })}
      {onTakeBack && (
        <Button look="secondary" onClick={onTakeBack} className={thumb}>
          <Undo2 aria-hidden />
          Take back
        </Button>
      )}
      <LinkButton
        look="ghost"
        href={`/leads/${card.leadId}`}
        aria-keyshortcuts="Enter"
        className={cn(thumb, "md:ml-auto")}
      >
        <ExternalLink aria-hidden />
        <span>
          Open<span className="max-md:sr-only"> lead</span>
        </span>
        <Key name="↵" />
      </LinkButton>
    </form>
  );
}

/** Under the thumb a button is tall, its word below its icon. */
const thumb =
  "max-md:h-14 max-md:flex-col max-md:gap-1 max-md:px-0 max-md:text-2xs pointer-coarse:max-md:h-14";
