"use client";

import { acceptLead, reassignLead, rejectLead, returnLead, undoAnswer } from "@/lib/handoffs/actions";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HandoffCard, InboxView } from "@/lib/handoffs/queries";
import { logCall } from "@/lib/tracking/actions";
import { CALL_OUTCOME_LABEL } from "@/lib/tracking/calls";
import { AcceptPanel } from "./accept-panel";
import type { Deed } from "./address";
import { AssignPanel } from "./assign-panel";
import { CallPanel } from "./call-panel";
import type { PanelFrame } from "./panel";
import { RejectPanel } from "./reject-panel";
import { ReturnPanel } from "./return-panel";
import type { useInbox } from "./use-inbox";

type DeedPanelProps = {
  deed: Deed;
  card: HandoffCard;
  view: InboxView;
  team: readonly RepLoad[];
  inbox: Pick<ReturnType<typeof useInbox>, "settle" | "stay">;
  frame: PanelFrame;
};

/** The panel of a deed, wired to its action and to what is said afterwards. */
export function DeedPanel({ deed, card, view, team, inbox, frame }: DeedPanelProps) {
  const { name } = card.lead;
  const takeBack = () => undoAnswer({ leadId: card.leadId });
  switch (deed) {
    case "accept":
      return (
        <AcceptPanel
          {...frame}
          card={card}
          criteria={view.criteria}
          onAnswer={(answer) =>
            inbox.settle(card, () => acceptLead(answer), { said: `Accepted ${name}`, takeBack })
          }
        />
      );
    case "reject":
      return (
        <RejectPanel
          {...frame}
          card={card}
          reasons={view.reasons}
          onAnswer={(answer) => {
            const reason = view.reasons.find(({ code }) => code === answer.reason);
            return inbox.settle(card, () => rejectLead(answer), {
              said: `Rejected ${name}: ${reason?.label ?? answer.reason}`,
              takeBack,
            });
          }}
        />
      );
    case "return":
      return (
        <ReturnPanel
          {...frame}
          card={card}
          onAnswer={(answer) =>
            inbox.settle(card, () => returnLead(answer), { said: `Returned ${name} to marketing` })
          }
        />
      );
    case "call":
      return (
        <CallPanel
          {...frame}
          card={card}
          onAnswer={(call) => {
            const reached = call.outcome === "reached";
            const words = CALL_OUTCOME_LABEL[call.outcome].toLowerCase();
            const said = reached
              ? `Talked to ${name}: the contact clock stopped`
              : `Call to ${name}: ${words}`;
            const send = () => logCall(call);
            // A lead that has been talked to leaves the list of first contacts; an offer still wants its answer.
            if (reached && card.status === "accepted") inbox.settle(card, send, { said });
            else inbox.stay(card, send, said);
          }}
        />
      );
    case "assign":
      return (
        <AssignPanel
          {...frame}
          card={card}
          team={team}
          onAnswer={(assignment) => {
            const rep = team.find(({ id }) => id === assignment.assignee);
            inbox.stay(
              card,
              () => reassignLead(assignment),
              `${name} is now ${rep?.name ?? "another rep"}’s to answer`,
            );
          }}
        />
      );
  }
}
