"use client";

import { Ban, RotateCcw } from "lucide-react";
import { useId } from "react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock-provider";
import { cn } from "@/components/ui/cn";
import { Input } from "@/components/ui/input";
import { radioLook } from "@/components/ui/radio-group";
import { rejectLead } from "@/lib/handoffs/actions";
import type { HandoffCard } from "@/lib/handoffs/queries";
import type { Reason, ReasonKind } from "@/lib/handoffs/reasons";
import { addDays, dayOf } from "@/lib/shared/day";
import { Key } from "./key";
import { Panel, type PanelFrame } from "./panel";

export type Rejection = { handoffId: string; reason: string; note: string; wakeOn: string | null };

type RejectPanelProps = PanelFrame & {
  card: HandoffCard;
  reasons: readonly Reason[];
  onAnswer: (answer: Rejection) => void;
};

const KIND: Record<ReasonKind, { title: string; icon: typeof Ban; look: string }> = {
  recycle: { title: "Recycle: back to marketing, may wake", icon: RotateCcw, look: "text-info" },
  disqualify: { title: "Disqualify: will not be pursued", icon: Ban, look: "text-bad" },
};

/** 1 to 9, then 0: as many as there are number keys. */
const keyOf = (position: number): string | undefined =>
  position < 10 ? String((position + 1) % 10) : undefined;

/** Rejecting asks why; the reason's kind decides where the lead goes. */
export function RejectPanel({ card, reasons, onAnswer, ...frame }: RejectPanelProps) {
  function read(form: FormData): Rejection | string {
    const reason = reasons.find(({ code }) => code === form.get("reason"));
    if (!reason) return "Choose a reason";
    const wakeOn = reason.kind === "recycle" ? String(form.get("wakeOn") ?? "") : "";
    return {
      handoffId: card.id,
      reason: reason.code,
      note: String(form.get("note") ?? ""),
      wakeOn: wakeOn || null,
    };
  }
  return (
    <Panel
      {...frame}
      deed="reject"
      title={`Reject ${card.lead.name}`}
      action={rejectLead}
      read={read}
      onAnswer={onAnswer}
      submit="Reject"
    >
      <input type="hidden" name="handoffId" value={card.id} />
      <div className="group/reasons grid gap-x-10 gap-y-3 sm:grid-cols-2">
        {(["recycle", "disqualify"] as const).map((kind) => (
          <ReasonGroup key={kind} kind={kind} reasons={reasons} />
        ))}
        <WakeDate />
      </div>
    </Panel>
  );
}

function ReasonGroup({ kind, reasons }: { kind: ReasonKind; reasons: readonly Reason[] }) {
  const { title, icon: Icon, look } = KIND[kind];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 flex items-center gap-1.5 text-xs text-muted">
        <Icon aria-hidden className={cn("size-3.5", look)} />
        {title}
      </legend>
      <div className="grid grid-cols-2 gap-x-2 sm:block">
        {reasons.map((reason, position) =>
          reason.kind === kind ? (
            <label
              key={reason.code}
              className="flex min-h-7 items-center gap-2 rounded-sm px-1.5 text-sm has-checked:bg-selected hover:bg-hover pointer-coarse:min-h-11"
            >
              <input
                type="radio"
                name="reason"
                value={reason.code}
                data-key={keyOf(position)}
                data-kind={kind}
                aria-keyshortcuts={keyOf(position)}
                className={radioLook}
              />
              {keyOf(position) && <Key name={keyOf(position)!} />}
              <span className="min-w-0 truncate">{reason.label}</span>
            </label>
          ) : null,
        )}
      </div>
    </fieldset>
  );
}

const LATER = [
  { label: "1 month", days: 30 },
  { label: "3 months", days: 91 },
  { label: "6 months", days: 182 },
];

/** When a recycled lead comes back by itself; shown for those reasons only. It wakes on new evidence in any case. */
function WakeDate() {
  const id = useId();
  const clock = useClock();
  const today = clock ? dayOf(clock.now, clock.zone) : null;
  return (
    <div className="col-span-full hidden flex-wrap items-center gap-2 text-xs text-muted group-has-[[data-kind=recycle]:checked]/reasons:flex">
      <label htmlFor={id}>Wake on</label>
      <Input id={id} type="date" name="wakeOn" {...(today ? { min: today } : {})} className="w-36" />
      {today &&
        LATER.map(({ label, days }) => (
          <Button
            key={label}
            size="sm"
            look="secondary"
            onClick={(event) => {
              const field = event.currentTarget.form?.elements.namedItem("wakeOn");
              if (field instanceof HTMLInputElement) field.value = addDays(today, days);
            }}
          >
            {label}
          </Button>
        ))}
      <span>New interest wakes it in any case.</span>
    </div>
  );
}
