"use client";

import { useState } from "react";
import type { HandoffCard } from "@/lib/handoffs/queries";
import { logCall } from "@/lib/tracking/actions";
import { CALL_OUTCOME_LABEL, CALL_OUTCOMES, type CallOutcome } from "@/lib/tracking/calls";
import { Key } from "./key";
import { Panel, type PanelFrame } from "./panel";

export type Call = { leadId: string; outcome: CallOutcome; note: string; messageId: string };

type CallPanelProps = PanelFrame & { card: HandoffCard; onAnswer: (call: Call) => void };

/** Notes a call. Having talked to the lead stops the contact clock; anything else is an attempt. */
export function CallPanel({ card, onAnswer, ...frame }: CallPanelProps) {
  // However often it is sent, it is one call.
  const [messageId] = useState(() => crypto.randomUUID());
  function read(form: FormData): Call | string {
    const outcome = CALL_OUTCOMES.find((known) => known === form.get("outcome"));
    if (!outcome) return "Say what came of the call";
    return { leadId: card.leadId, outcome, note: String(form.get("note") ?? ""), messageId };
  }
  return (
    <Panel
      {...frame}
      deed="call"
      title={`Log a call with ${card.lead.name}`}
      action={logCall}
      read={read}
      onAnswer={onAnswer}
      submit="Log the call"
    >
      <input type="hidden" name="leadId" value={card.leadId} />
      <fieldset className="flex flex-wrap gap-1.5">
        <legend className="sr-only">What came of it</legend>
        {CALL_OUTCOMES.map((outcome, index) => (
          <label
            key={outcome}
            className="flex h-8 items-center gap-2 rounded-md border border-line px-2.5 text-sm transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2 pointer-coarse:h-11"
          >
            <input
              type="radio"
              name="outcome"
              value={outcome}
              data-key={index + 1}
              aria-keyshortcuts={String(index + 1)}
              className="sr-only"
            />
            {CALL_OUTCOME_LABEL[outcome]} <Key name={String(index + 1)} />
          </label>
        ))}
      </fieldset>
    </Panel>
  );
}
