import type { HandoffCard } from "@/lib/handoffs/queries";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { Deed } from "./address";

/** Who looks at the inbox and what they may do there, towards their own things and others'. */
export type InboxRights = {
  viewerId: string;
  answer: "any" | "own" | "none";
  call: "any" | "own" | "none";
  reassign: boolean;
  withdraw: boolean;
};

/** The rights of somebody in the inbox, from the one permission table. */
export function inboxRights(viewer: Extract<Viewer, { kind: "user" }>): InboxRights {
  const reach = (permission: "handoff.answer" | "activity.log") =>
    may(viewer, permission, "other") ? "any" : may(viewer, permission, "own") ? "own" : "none";
  return {
    viewerId: viewer.id,
    answer: reach("handoff.answer"),
    call: viewer.role === "marketer" ? "none" : reach("activity.log"),
    reassign: may(viewer, "handoff.reassign"),
    withdraw: may(viewer, "handoff.withdraw"),
  };
}

/** What can be done with this handoff now, in the order of the bar: an offer is answered, an accepted lead is called. */
export function deedsFor(card: HandoffCard, rights: InboxRights): Deed[] {
  const own = card.assignee?.id === rights.viewerId;
  const reaches = (right: "any" | "own" | "none") => right === "any" || (right === "own" && own);
  const deeds: Deed[] = [];
  if (card.status === "pending") {
    if (rights.reassign && !card.assignee) deeds.push("assign");
    if (reaches(rights.answer)) deeds.push("accept", "reject", "return");
  }
  if (reaches(rights.call)) deeds.push("call");
  if (card.status === "pending" && rights.reassign && card.assignee) deeds.push("assign");
  return deeds;
}
