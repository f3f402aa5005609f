"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { useShortcut } from "@/components/shell/shortcuts";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { toastProblem } from "@/components/ui/toast";
import { moveToBin } from "@/lib/leads/actions";
import type { Move, MoveTerms } from "@/lib/leads/queries/moves";
import type { LeadRecord } from "@/lib/leads/queries/record";
import { type HandoffAct, HandoffDialog } from "./handoff-dialogs";
import { MoveDialog } from "./move-dialog";
import { moveWords } from "./move-words";

export type RecordRights = {
  answer: boolean;
  handOver: boolean;
  reassign: boolean;
  withdraw: boolean;
  bin: boolean;
};

type MovesBarProps = {
  lead: LeadRecord;
  moves: readonly Move[];
  rights: RecordRights;
  terms: MoveTerms;
  reps: readonly { id: string; name: string }[];
  currency: string;
  today: string;
};

type Asked = { kind: "move"; move: Move } | { kind: "handoff"; act: HandoffAct };

const isForward = ({ to, correction }: Move) =>
  !correction && to !== "recycled" && to !== "disqualified" && to !== "lead";

/** What this person may do with the lead now: the way forward first, the ways out after it, the rare ones in a menu. */
export function MovesBar({ lead, moves, rights, terms, reps, currency, today }: MovesBarProps) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const pending = lead.pass?.handoff?.status === "pending" ? lead.pass.handoff : null;
  const answers = pending !== null && rights.answer;
  const handsOver = lead.stage === "mql" && pending === null && rights.handOver;
  const forward = moves.filter(isForward);
  // Closing a lead that waits for one's own answer is rejecting it.
  const out = answers ? [] : moves.filter((move) => !isForward(move) && !move.correction);
  const corrections = moves.filter((move) => move.correction);
  const act = (name: HandoffAct) => () => setAsked({ kind: "handoff", act: name });
  const close = () => setAsked(null);

  const acceptKey = () => answers && setAsked({ kind: "handoff", act: "accept" });
  const rejectKey = () => answers && setAsked({ kind: "handoff", act: "reject" });
  useShortcut({ keys: "a", label: "Accept the handoff", group: "Lead", run: acceptKey });
  useShortcut({ keys: "r", label: "Reject the handoff", group: "Lead", run: rejectKey });

  const rare = [
    ...(answers ? [{ label: "Return to marketing", run: act("return") }] : []),
    ...(pending && rights.reassign ? [{ label: "Give it to another rep", run: act("reassign") }] : []),
    ...(pending && rights.withdraw ? [{ label: "Take it back from sales", run: act("withdraw") }] : []),
    ...corrections.map((move) => ({
      label: moveWords(lead.stage, move).label,
      run: () => setAsked({ kind: "move" as const, move }),
    })),
  ];

  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {out.map((move) => (
        <Button key={move.to} onClick={() => setAsked({ kind: "move", move })}>
          {moveWords(lead.stage, move).label}
        </Button>
      ))}
      {answers && <Button onClick={act("reject")}>Reject</Button>}
      {answers && (
        <Button look="primary" onClick={act("accept")}>
          Accept
        </Button>
      )}
      {handsOver && (
        <Button look="primary" onClick={act("pass-on")}>
          Hand to sales
        </Button>
      )}
      {forward.map((move) => (
        <Button key={move.to} look="primary" onClick={() => setAsked({ kind: "move", move })}>
          {moveWords(lead.stage, move).label}
        </Button>
      ))}
      {(rare.length > 0 || rights.bin) && (
        <Menu
          trigger={
            <Button look="ghost" shape="icon" aria-label="More">
              <Ellipsis aria-hidden />
            </Button>
          }
        >
          {rare.map(({ label, run }) => (
            <MenuItem key={label} onClick={run}>
              {label}
            </MenuItem>
          ))}
          {rare.length > 0 && rights.bin && <MenuSeparator />}
          {rights.bin && (
            <MenuItem
              onClick={async () => {
                const result = await moveToBin({ leadId: lead.id });
                if (result && !result.ok) toastProblem("Not moved to the bin", result.message);
              }}
            >
              Move to the bin
            </MenuItem>
          )}
        </Menu>
      )}
      {asked?.kind === "move" && (
        <MoveDialog
          lead={lead}
          move={asked.move}
          terms={terms}
          currency={currency}
          today={today}
          onClose={close}
        />
      )}
      {asked?.kind === "handoff" && (
        <HandoffDialog
          act={asked.act}
          leadId={lead.id}
          handoffId={pending?.id ?? ""}
          terms={terms}
          reps={reps}
          today={today}
          onClose={close}
        />
      )}
    </div>
  );
}
