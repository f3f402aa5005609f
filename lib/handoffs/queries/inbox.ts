import "server-only";
import type { AcceptanceCriterion } from "@/lib/definitions/definition";
import { definitionInForce } from "@/lib/definitions/queries";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { SALES_STAGES } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { Reason } from "../reasons";
import { CARD, cardsOf, type HandoffCard } from "./cards";
import { type HandoffOutcome, handoffOutcome } from "./outcome";
import { activeReasons } from "./reasons";

export type InboxView = {
  /** What waits for an answer, least time left first. At most INBOX_LIMIT of them. */
  toAnswer: HandoffCard[];
  /** How many wait in all. */
  waiting: number;
  /** Accepted, and nobody has talked to the lead yet; least time left first. */
  toContact: HandoffCard[];
  /** How the handoff the address names stands, when it is not among those above. */
  elsewhere: HandoffOutcome | null;
  criteria: readonly AcceptanceCriterion[];
  reasons: Reason[];
};

/** Whose inbox: one person's, what waits for a rep, or everybody's. */
export type InboxScope = { assignee: string | "none" | "everybody" };

export const INBOX_LIMIT = 60;

/** The inbox a viewer may ask for: a rep sees their own and no other, whatever the address says. */
export function scopeOf(viewer: Viewer, assignee: string | undefined): InboxScope {
  if (viewer.kind === "user" && viewer.role === "rep") return { assignee: viewer.id };
  return { assignee: assignee ?? "everybody" };
}

/** The inbox: what waits for an answer and for a first contact, most overdue first, with all a decision needs. */
export async function inbox(
  db: Db,
  viewer: Viewer,
  { assignee, focus }: { assignee?: string | undefined; focus?: string | undefined } = {},
): Promise<InboxView> {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs");
  const scope = scopeOf(viewer, assignee);
  const [pending, waiting, uncontacted, { document }, reasons] = await Promise.all([
    db.handoff.findMany({
      where: pendingIn(scope),
      orderBy: [{ dueAt: { sort: "asc", nulls: "last" } }, { id: "asc" }],
      take: INBOX_LIMIT,
      select: CARD,
    }),
    db.handoff.count({ where: pendingIn(scope) }),
    db.handoff.findMany({
      where: uncontactedIn(scope),
      orderBy: [{ pass: { contactDueAt: { sort: "asc", nulls: "last" } } }, { id: "asc" }],
      take: INBOX_LIMIT,
      select: CARD,
    }),
    definitionInForce(db),
    activeReasons(db, viewer),
  ]);
  const cards = await cardsOf(db, [...pending, ...uncontacted]);
  const shown = focus === undefined || cards.some((card) => card.id === focus);
  return {
    toAnswer: cards.slice(0, pending.length),
    waiting,
    toContact: cards.slice(pending.length),
    elsewhere: shown ? null : await handoffOutcome(db, viewer, focus),
    criteria: document.sal.criteria,
    reasons,
  };
}

const notBinned = { lead: { binnedAt: null } } as const;

function pendingIn({ assignee }: InboxScope) {
  return {
    status: "pending",
    pass: notBinned,
    ...(assignee === "everybody" ? {} : { assigneeId: assignee === "none" ? null : assignee }),
  };
}

/** The accepted handoff of each open pass that sales holds and has not reached; imported passes have no clock. */
function uncontactedIn({ assignee }: InboxScope) {
  return {
    status: "accepted",
    pass: {
      ...notBinned,
      closedAt: null,
      salAt: { not: null },
      firstContactAt: null,
      clocks: true,
      ...(assignee === "everybody" ? {} : { ownerId: assignee === "none" ? null : assignee }),
      lead: { binnedAt: null, score: { stage: { in: [...SALES_STAGES] } } },
    },
  };
}

/**
 * How many handoffs wait for this viewer, and how many of them are past due: the number beside "Inbox". Throws AppError forbidden
 * for whoever may not read handoffs.
 */
export async function inboxCount(
  db: Db,
  viewer: Viewer,
  now: Date,
): Promise<{ waiting: number; late: number }> {
  if (!may(viewer, "handoff.read")) throw new AppError("forbidden", "You may not read handoffs.");
  const where = pendingIn(scopeOf(viewer, undefined));
  const [waiting, late] = await Promise.all([
    db.handoff.count({ where }),
    db.handoff.count({ where: { ...where, dueAt: { lt: now } } }),
  ]);
  return { waiting, late };
}
