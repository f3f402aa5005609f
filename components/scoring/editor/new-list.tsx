"use client";

import { Plus } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { NamedList } from "@/lib/conditions/lists";

const KINDS: Record<NamedList["kind"], string> = {
  words: "words in a title or text",
  values: "whole values",
  domains: "domains",
};

/** Adds an empty list; its entries are written where it lands. */
export function NewList({ onAdd }: { onAdd: (list: Pick<NamedList, "label" | "kind">) => void }) {
  const [open, setOpen] = useState(false);
  if (!open)
    return (
      <Button look="ghost" size="sm" className="-ml-2" onClick={() => setOpen(true)}>
        <Plus aria-hidden /> List
      </Button>
    );
  return (
    <form
      className="mt-2 space-y-2"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const label = String(form.get("label")).trim();
        if (label === "") return;
        onAdd({ label, kind: String(form.get("kind")) as NamedList["kind"] });
        setOpen(false);
      }}
    >
      <Field label="Name of the list" name="label" required>
        {(control) => <Input {...control} autoFocus maxLength={120} placeholder="plant managers’ titles" />}
      </Field>
      <Field label="Of" name="kind">
        {(control) => (
          <Select {...control}>
            {Object.entries(KINDS).map(([kind, label]) => (
              <option key={kind} value={kind}>
                {label}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <div className="flex gap-2">
        <Button type="submit" size="sm">
          Add list
        </Button>
        <Button look="ghost" size="sm" onClick={() => setOpen(false)}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
