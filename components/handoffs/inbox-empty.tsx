import { Inbox } from "lucide-react";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { Role } from "@/lib/team/roles";
import { type InboxAddress, inboxHref } from "./address";

/** An inbox with nothing in it says what arrives here, and that nothing is missed meanwhile. */
export function InboxEmpty({ role, address }: { role: Role; address: InboxAddress }) {
  if (address.of)
    return (
      <EmptyState
        icon={<Inbox aria-hidden />}
        title={address.of === "none" ? "Every handoff has a rep" : "Nothing waits here"}
        action={
          <LinkButton look="secondary" href={inboxHref({ view: "answer" })}>
            Show everybody’s
          </LinkButton>
        }
      >
        {address.of === "none"
          ? "When nobody has room, offers wait here for you to assign them."
          : "This rep has answered everything and reached everybody."}
      </EmptyState>
    );
  const own = role === "rep";
  return (
    <EmptyState
      icon={<Inbox aria-hidden />}
      title={own ? "Nothing waits for you" : "Nothing waits for sales"}
      action={
        <LinkButton look="secondary" href={own ? "/leads?view=mine" : inboxHref({ view: "decided" })}>
          {own ? "Your leads" : "What was decided"}
        </LinkButton>
      }
    >
      {own
        ? "Leads that ask to talk to us and those marketing passes on arrive here by themselves, the most urgent first."
        : "Hot leads and those marketing passes on show up here while they wait for a rep’s answer."}
    </EmptyState>
  );
}
