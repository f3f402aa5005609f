"use client";

import { ChevronDown, Send } from "lucide-react";
import { type FormEvent, useActionState, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Popover } from "@/components/ui/popover";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { passLeadOn } from "@/lib/handoffs/actions";
import type { RepLoad } from "@/lib/handoffs/load";
import type { HeldLead } from "@/lib/handoffs/queries";

export type Offer = { leadId: string; assignee: string | null; note: string };

type PassOnProps = {
  lead: Pick<HeldLead, "leadId" | "name">;
  team: readonly RepLoad[];
  onPass: (offer: Offer) => void;
};

/** One click offers the lead to sales, to whom routing picks; the arrow asks for a rep and a note first. */
export function PassOn({ lead, team, onPass }: PassOnProps) {
  const [open, setOpen] = useState(false);
  const [state, post] = useActionState(passLeadOn, null);
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setOpen(false);
    onPass({
      leadId: lead.leadId,
      assignee: String(form.get("assignee") ?? "") || null,
      note: String(form.get("note") ?? ""),
    });
  }
  return (
    <span className="inline-flex flex-col items-end">
      <span className="inline-flex">
        <form action={post} onSubmit={onSubmit}>
          <input type="hidden" name="leadId" value={lead.leadId} />
          <SubmitButton
            look="secondary"
            size="sm"
            aria-label={`Hand ${lead.name} to sales`}
            className="rounded-r-none border-r-0"
          >
            <Send aria-hidden /> Hand to sales
          </SubmitButton>
        </form>
        <Popover
          label={`How to hand ${lead.name} to sales`}
          align="end"
          open={open}
          onOpenChange={setOpen}
          className="w-80"
          trigger={
            <Button
              look="secondary"
              size="sm"
              shape="icon"
              aria-label={`Choose a rep for ${lead.name} or add a note`}
              className={cn("rounded-l-none px-0")}
            >
              <ChevronDown aria-hidden />
            </Button>
          }
        >
          <form onSubmit={onSubmit} className="flex flex-col gap-3">
            <Field label="To" name="assignee">
              {(control) => (
                <Select {...control}>
                  <option value="">Whoever has the fewest open</option>
                  {team.map((rep) => (
                    <option key={rep.id} value={rep.id}>
                      {rep.name} · {rep.open} of {rep.capacity} open
                      {rep.absentUntil ? `, away until ${rep.absentUntil}` : ""}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field label="What sales should know" name="note" optional>
              {(control) => <Textarea {...control} maxLength={2000} />}
            </Field>
            <SubmitButton className="self-end">Hand to sales</SubmitButton>
          </form>
        </Popover>
      </span>
      <ErrorSummary message={state && !state.ok ? state.message : undefined} className="mt-1" />
    </span>
  );
}
