"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { useLeadSearch } from "@/components/shell/use-lead-search";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";

/** Finds a lead by name and pins it. */
export function PinPicker({ onPin }: { onPin: (leadId: string) => void }) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const { leads, state } = useLeadSearch(text);
  return (
    <Popover
      label="Pin a lead"
      align="end"
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <Button look="ghost" size="sm">
          <Plus aria-hidden /> Pin a lead
        </Button>
      }
    >
      <Input
        aria-label="Name, e-mail or company"
        placeholder="Name, e-mail or company"
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <ul className="mt-1.5">
        {leads.map((lead) => (
          <li key={lead.id}>
            <button
              type="button"
              onClick={() => {
                onPin(lead.id);
                setOpen(false);
                setText("");
              }}
              className="flex min-h-8 w-full items-center justify-between gap-2 rounded-sm px-1.5 py-1 text-left text-sm hover:bg-sunken"
            >
              <span className="min-w-0 flex-1 truncate">
                {lead.name} <span className="text-muted">{lead.company?.name}</span>
              </span>
              <span className="tabular-nums">{lead.score}</span>
            </button>
          </li>
        ))}
      </ul>
      {state === "done" && leads.length === 0 && (
        <p className="px-1.5 pt-1 text-sm text-muted">Nobody matches.</p>
      )}
      {state === "failed" && <p className="px-1.5 pt-1 text-sm text-bad">The search did not answer.</p>}
    </Popover>
  );
}
