"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { NamedList } from "@/lib/conditions/lists";
import { withList, withoutList } from "@/lib/scoring/edit";
import type { ScoringModelDocument } from "@/lib/scoring/model";

const HOW: Record<NamedList["kind"], string> = {
  values: "One a line. The whole value must be the same; capitals do not matter.",
  domains: "One domain a line, such as acme.com. Subdomains count too.",
  words: "One title or phrase a line. Its words must stand next to each other.",
};

/** The lists that conditions name, each opened to be edited line by line. */
export function NamedLists<Listed extends Pick<ScoringModelDocument, "lists">>({
  document,
  editable,
  isNamed,
  onChange,
}: {
  document: Listed;
  editable: boolean;
  /** Whether anything looks into a list: those that nothing names can be removed, when it can be told. */
  isNamed?: (listId: string) => boolean;
  onChange: (document: Listed) => void;
}) {
  const [open, setOpen] = useState<NamedList | null>(null);
  if (document.lists.length === 0) return null;
  return (
    <section>
      <h2 className="text-sm font-semibold">Lists</h2>
      <ul className="mt-1">
        {document.lists.map((list) => (
          <li key={list.id}>
            <button
              type="button"
              onClick={() => setOpen(list)}
              className="-mx-1 flex min-h-7 w-[calc(100%+0.5rem)] pointer-coarse:min-h-11 items-center justify-between gap-2 rounded-sm px-1 text-left text-sm hover:bg-sunken"
            >
              <span className="truncate first-letter:uppercase">{list.label}</span>
              <span className={list.entries.length === 0 ? "text-warn" : "text-muted tabular-nums"}>
                {list.entries.length === 0 ? "empty" : list.entries.length}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {open && (
        <ListDialog
          list={open}
          editable={editable}
          removable={isNamed !== undefined && !isNamed(open.id)}
          onClose={() => setOpen(null)}
          onChange={(list) => onChange(withList(document, list))}
          onRemove={() => onChange(withoutList(document, open.id))}
        />
      )}
    </section>
  );
}

function ListDialog({
  list,
  editable,
  removable,
  onClose,
  onChange,
  onRemove,
}: {
  list: NamedList;
  editable: boolean;
  /** No rule looks into it. */
  removable: boolean;
  onClose: () => void;
  onChange: (list: NamedList) => void;
  onRemove: () => void;
}) {
  const [label, setLabel] = useState(list.label);
  const [kind, setKind] = useState(list.kind);
  const [text, setText] = useState(list.entries.join("\n"));
  const entries = [
    ...new Set(
      text
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== ""),
    ),
  ];
  return (
    <Dialog
      open
      onOpenChange={(next) => !next && onClose()}
      title={`List of ${list.label}`}
      description={HOW[kind]}
      footer={
        editable && (
          <>
            {removable && (
              <Button
                look="ghost"
                onClick={() => {
                  onRemove();
                  onClose();
                }}
              >
                Remove list
              </Button>
            )}
            <Button
              look="primary"
              disabled={label.trim() === ""}
              onClick={() => {
                onChange({ ...list, label: label.trim(), kind, entries });
                onClose();
              }}
            >
              Use these {entries.length}
            </Button>
          </>
        )
      }
    >
      {editable && (
        <div className="mb-3 grid gap-3 sm:grid-cols-2">
          <Field label="Called" name="label" required>
            {(control) => (
              <Input
                {...control}
                maxLength={120}
                value={label}
                onChange={(event) => setLabel(event.target.value)}
              />
            )}
          </Field>
          <Field label="Compares" name="kind">
            {(control) => (
              <Select
                {...control}
                value={kind}
                onChange={(event) => setKind(event.target.value as NamedList["kind"])}
              >
                <option value="values">whole values</option>
                <option value="domains">domains</option>
                <option value="words">words and phrases</option>
              </Select>
            )}
          </Field>
        </div>
      )}
      <Field label="Entries" name="entries" labelHidden>
        {(control) => (
          <Textarea
            {...control}
            rows={14}
            readOnly={!editable}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className="font-mono"
          />
        )}
      </Field>
    </Dialog>
  );
}
