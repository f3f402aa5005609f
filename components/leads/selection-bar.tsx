"use client";

import { Download, Send, Trash2, UserRound, X } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button, buttonLook } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Combobox } from "@/components/ui/combobox";
import { Dialog } from "@/components/ui/dialog";
import { plural } from "@/components/ui/format";
import { toastDone, toastProblem, toastUndo } from "@/components/ui/toast";
import { assignSelection, binSelection, handOverSelection, restoreSelection } from "@/lib/leads/actions";
import type { BulkOutcome } from "@/lib/leads/commands/bulk";
import type { ActionResult } from "@/lib/platform/web/action";

export type SelectionRights = { handOver: boolean; assign: boolean; bin: boolean; export: boolean };

type SelectionBarProps = {
  ids: readonly string[];
  /** Who may own a lead, and who of them may receive a handoff. */
  people: readonly { id: string; name: string }[];
  reps: readonly { id: string; name: string }[];
  rights: SelectionRights;
  onDone: () => void;
};

/** Over the heading of the list: what can be done with the selected leads at once; says how many went through and which did not. */
export function SelectionBar({ ids, people, reps, rights, onDone }: SelectionBarProps) {
  const router = useRouter();
  const [busy, startTransition] = useTransition();
  const [asking, setAsking] = useState<"hand-over" | "assign" | null>(null);
  const [person, setPerson] = useState<string | null>(null);

  function ask(what: "hand-over" | "assign") {
    setPerson(null);
    setAsking(what);
  }

  function run(
    act: () => Promise<ActionResult<BulkOutcome>>,
    done: (count: number) => string,
    undo?: (ids: string[]) => Promise<unknown>,
  ) {
    setAsking(null);
    startTransition(async () => {
      const result = await act();
      if (!result.ok) {
        toastProblem(result.message);
        return;
      }
      const { done: through, refused } = result.value;
      if (through.length > 0) {
        const message = done(through.length);
        if (undo)
          toastUndo(message, async () => {
            await undo(through);
            router.refresh();
          });
        else toastDone(message);
        onDone();
      }
      if (refused.length > 0)
        toastProblem(
          `${plural(refused.length, "lead was", "leads were")} left as ${refused.length === 1 ? "it was" : "they were"}`,
          refused
            .slice(0, 3)
            .map(({ name, message }) => `${name}: ${message}`)
            .join(". "),
        );
    });
  }

  const chosen = people.find(({ id }) => id === person);
  const selected = [...ids];
  const choices = asking === "assign" ? people : reps;
  const items = choices.map(({ id, name }) => ({ value: id, label: name }));
  const small = { size: "sm", look: "ghost", disabled: busy } as const;
  return (
    <div
      role="toolbar"
      aria-label="Selection"
      className="absolute top-0 right-0 left-11 z-20 flex h-8.75 items-center gap-1 overflow-x-auto bg-surface text-xs"
    >
      <span className="mr-1 px-2 font-medium text-text">{plural(ids.length, "lead", "leads")} selected</span>
      {rights.handOver && (
        <Button {...small} onClick={() => ask("hand-over")}>
          <Send aria-hidden />
          Hand to sales
        </Button>
      )}
      {rights.assign && (
        <Button {...small} onClick={() => ask("assign")}>
          <UserRound aria-hidden />
          Assign owner
        </Button>
      )}
      {rights.export && (
        <a
          href={`/leads/export?${new URLSearchParams({ view: "all", ids: ids.join(",") })}`}
          download
          className={cn(buttonLook({ look: "ghost", size: "sm" }))}
        >
          <Download aria-hidden />
          Export
        </a>
      )}
      {rights.bin && (
        <Button
          {...small}
          onClick={() =>
            run(
              () => binSelection({ ids: selected }),
              (count) => `${plural(count, "lead")} moved to the bin`,
              (done) => restoreSelection({ ids: done }),
            )
          }
        >
          <Trash2 aria-hidden />
          Bin
        </Button>
      )}
      <Button {...small} shape="icon" aria-label="Clear the selection" onClick={onDone}>
        <X aria-hidden />
      </Button>
      <Dialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={asking === "assign" ? "Assign an owner" : "Hand to sales"}
        description={
          asking === "assign"
            ? `${plural(ids.length, "lead")} will belong to this person.`
            : `${plural(ids.length, "lead")}: each waits for its answer in a rep's inbox, and the clock starts.`
        }
        footer={
          <>
            <Button onClick={() => setAsking(null)}>Cancel</Button>
            {asking === "assign" ? (
              <Button
                look="primary"
                onClick={() =>
                  run(
                    () => assignSelection({ ids: selected, owner: person }),
                    (count) => `${plural(count, "lead")} given to ${chosen?.name ?? "nobody"}`,
                  )
                }
              >
                {chosen ? `Give to ${chosen.name}` : "Take from everybody"}
              </Button>
            ) : (
              <Button
                look="primary"
                onClick={() =>
                  run(
                    () => handOverSelection({ ids: selected, assignee: person }),
                    (count) => `${plural(count, "lead")} handed to ${chosen?.name ?? "sales"}`,
                  )
                }
              >
                Hand to sales
              </Button>
            )}
          </>
        }
      >
        <Combobox
          aria-label="Person"
          items={items}
          value={person}
          onValueChange={setPerson}
          placeholder={asking === "assign" ? "Nobody" : "Whoever routing picks"}
        />
      </Dialog>
    </div>
  );
}
