"use client";

import { Pencil } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { controlLook } from "@/components/ui/input";

export type SaveOutcome =
  | { kind: "saved" }
  | { kind: "refused"; message: string }
  /** Somebody else changed the lead meanwhile; `theirs` is what the field says now. */
  | { kind: "conflict"; theirs: string | null; saveAnyway: () => Promise<SaveOutcome> };

type EditableFactProps = {
  label: string;
  value: string | null;
  /** How the value reads when it is not being edited; the text itself by default. */
  display?: ReactNode;
  editable: boolean;
  type?: "text" | "email" | "tel" | "number";
  /** Values to choose from instead of typing; the first stands for none. */
  options?: readonly { value: string; label: string }[];
  save: (value: string | null) => Promise<SaveOutcome>;
};

/** A fact that becomes a field when one clicks it. Enter or leaving it saves, Escape does not; a conflict is settled in place. */
export function EditableFact({
  label,
  value,
  display,
  editable,
  type = "text",
  options,
  save,
}: EditableFactProps) {
  const [editing, setEditing] = useState(false);
  const [outcome, setOutcome] = useState<SaveOutcome>({ kind: "saved" });
  const [shown, setShown] = useState<{ of: string | null; text: string | null }>({ of: value, text: value });
  const trigger = useRef<HTMLButtonElement>(null);
  // What was just saved is shown at once; a newer value from the server replaces it.
  const current = shown.of === value ? shown.text : value;

  async function commit(typed: string) {
    const next = typed.trim() || null;
    setEditing(false);
    requestAnimationFrame(() => trigger.current?.focus());
    if (next === current) return;
    setShown({ of: value, text: next });
    settle(await save(next));
  }
  function settle(result: SaveOutcome) {
    setOutcome(result);
    if (result.kind !== "saved") setShown({ of: value, text: value });
  }

  const text = options?.find((option) => option.value === (current ?? ""))?.label ?? current;
  const changed = current !== value;
  return (
    <>
      <dt className="py-1 text-muted">{label}</dt>
      <dd className="min-w-0">
        {editing ? (
          <Editor
            label={label}
            value={current ?? ""}
            type={type}
            options={options}
            onCommit={commit}
            onCancel={() => setEditing(false)}
          />
        ) : editable ? (
          <span className="group/fact relative -ml-1.5 flex min-h-7 min-w-0 items-center rounded-md hover:bg-hover">
            {display && !changed && current !== null ? (
              <span className="min-w-0 truncate pl-1.5">{display}</span>
            ) : (
              <span className={cn("min-w-0 truncate pl-1.5", current === null && "text-faint")}>
                {text ?? "Add"}
              </span>
            )}
            <button
              ref={trigger}
              type="button"
              aria-label={`Edit ${label.toLowerCase()}`}
              onClick={() => setEditing(true)}
              className={cn(
                "flex h-7 items-center rounded-md px-1.5 text-faint",
                "absolute inset-y-0 right-0 opacity-0 focus-visible:opacity-100 group-hover/fact:opacity-100",
                // A link keeps its click and gets a pencil beside it; everything else is one target.
                display && !changed && current !== null
                  ? "bg-hover pointer-coarse:opacity-100"
                  : "left-0 justify-end",
              )}
            >
              <Pencil aria-hidden className="size-3" />
            </button>
          </span>
        ) : (
          <span className={cn("block min-h-7 truncate py-1", current === null && "text-faint")}>
            {(current !== null && display) || (text ?? "–")}
          </span>
        )}
        {outcome.kind === "refused" && (
          <p role="alert" className="text-xs text-bad">
            {outcome.message}
          </p>
        )}
        {outcome.kind === "conflict" && (
          <div role="alert" className="my-1 rounded-md bg-warn-soft px-2 py-1.5 text-xs">
            Somebody changed this lead since you opened it. {label} now says{" "}
            <b className="font-medium">{outcome.theirs ?? "nothing"}</b>.
            <span className="mt-1 flex gap-2">
              <Button size="sm" onClick={async () => settle(await outcome.saveAnyway())}>
                Use mine
              </Button>
              <Button size="sm" look="ghost" onClick={() => setOutcome({ kind: "saved" })}>
                Keep theirs
              </Button>
            </span>
          </div>
        )}
      </dd>
    </>
  );
}

type EditorProps = {
  label: string;
  value: string;
  type: string;
  options: EditableFactProps["options"];
  onCommit: (text: string) => void;
  onCancel: () => void;
};

function Editor({ label, value, type, options, onCommit, onCancel }: EditorProps) {
  const cancelled = useRef(false);
  function onKeyDown(event: KeyboardEvent<HTMLInputElement | HTMLSelectElement>) {
    if (event.key === "Enter") event.currentTarget.blur();
    if (event.key !== "Escape") return;
    event.stopPropagation();
    cancelled.current = true;
    onCancel();
  }
  const shared = {
    "aria-label": label,
    autoFocus: true,
    defaultValue: value,
    onKeyDown,
    className: cn(controlLook, "-ml-1.5 h-7 px-1.5"),
  };
  const onBlur = (text: string) => !cancelled.current && onCommit(text);
  return options ? (
    <select
      {...shared}
      onChange={(event) => event.currentTarget.blur()}
      onBlur={(event) => onBlur(event.currentTarget.value)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  ) : (
    <input
      {...shared}
      type={type}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={(event) => onBlur(event.currentTarget.value)}
    />
  );
}
