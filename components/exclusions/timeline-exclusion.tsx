"use client";

import { Ban } from "lucide-react";
import { useActionState, useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { useClock } from "@/components/ui/clock-provider";
import { Field } from "@/components/ui/field";
import { absoluteTime } from "@/components/ui/format";
import { Input } from "@/components/ui/input";
import { Popover } from "@/components/ui/popover";
import { SubmitButton } from "@/components/ui/submit-button";
import { toastDone, toastProblem } from "@/components/ui/toast";
import { countAgain, doNotCount } from "@/lib/exclusions/actions";
import type { TimelineEntry } from "@/lib/leads/queries/timeline";

type Activity = Extract<TimelineEntry, { kind: "activity" | "note" }>;
type Shown = Activity["excluded"];

/** Whether an activity counts, and why not; with the right to it, the way to say otherwise. */
export function Exclusion({ entry, mayExclude }: { entry: Activity; mayExclude: boolean }) {
  // Entries of older pages are not read again after a change: what was done here is remembered until they are.
  const [changed, setChanged] = useState<{ from: Shown; to: Shown }>();
  const excluded = changed?.from === entry.excluded ? changed.to : entry.excluded;
  const show = (to: Shown) => setChanged({ from: entry.excluded, to });
  if (excluded)
    return <Excluded excluded={excluded} mayUndo={mayExclude && excluded.own} onUndone={() => show(null)} />;
  if (!mayExclude || entry.trust === "suspect") return null;
  return <DoNotCount entry={entry} onDone={show} />;
}

function Excluded({
  excluded,
  mayUndo,
  onUndone,
}: {
  excluded: NonNullable<Activity["excluded"]>;
  mayUndo: boolean;
  onUndone: () => void;
}) {
  const clock = useClock();
  const [pending, startTransition] = useTransition();
  const undo = () =>
    startTransition(async () => {
      const result = await countAgain({ id: excluded.id });
      if (!result.ok) toastProblem("It still does not count", result.message);
      else {
        onUndone();
        toastDone("It counts again");
      }
    });
  return (
    <p
      className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-xs text-warn"
      title={clock ? absoluteTime(new Date(excluded.on), clock.zone) : undefined}
    >
      <Ban aria-hidden className="size-3 shrink-0" />
      <span>
        Does not count: “{excluded.reason}”{excluded.by && `, ${excluded.by}`}
      </span>
      {mayUndo && (
        <Button look="ghost" size="sm" onClick={undo} disabled={pending} className="h-6 px-1.5">
          Count again
        </Button>
      )}
      {!excluded.own && (
        <a
          href={`/scoring/exclusions?id=${excluded.id}`}
          className="underline underline-offset-4 hover:text-text"
        >
          See the exclusion
        </a>
      )}
    </p>
  );
}

function DoNotCount({
  entry,
  onDone,
}: {
  entry: Activity;
  onDone: (excluded: NonNullable<Activity["excluded"]>) => void;
}) {
  const [open, setOpen] = useState(false);
  return (
    <Popover
      label={`Do not count: ${entry.title}`}
      open={open}
      onOpenChange={setOpen}
      className="w-72"
      trigger={
        <Button
          look="ghost"
          size="sm"
          aria-label={`Do not count: ${entry.title}`}
          className="-ml-1.5 h-6 px-1.5 text-xs text-faint opacity-0 pointer-fine:absolute pointer-fine:top-0.5 pointer-fine:right-12 pointer-fine:bg-background group-hover/entry:opacity-100 focus-visible:opacity-100 aria-expanded:opacity-100 pointer-coarse:relative pointer-coarse:h-6 pointer-coarse:opacity-100 pointer-coarse:after:absolute pointer-coarse:after:inset-x-0 pointer-coarse:after:-inset-y-2.5"
        >
          Do not count
        </Button>
      }
    >
      <ReasonForm
        entry={entry}
        onDone={(excluded) => {
          setOpen(false);
          onDone(excluded);
        }}
      />
    </Popover>
  );
}

function ReasonForm({
  entry,
  onDone,
}: {
  entry: Activity;
  onDone: (excluded: NonNullable<Activity["excluded"]>) => void;
}) {
  const [result, submit] = useActionState(doNotCount, null);
  const [reason, setReason] = useState("");
  useEffect(() => {
    if (!result?.ok) return;
    toastDone("It does not count any more");
    const on = new Date().toISOString();
    onDone({ id: result.value.exclusionId, own: true, reason, by: null, on });
  }, [result, reason, onDone]);
  const error = result && !result.ok ? (result.errors[0]?.message ?? result.message) : undefined;
  return (
    <form action={submit} className="space-y-3">
      <input type="hidden" name="activityId" value={entry.id} />
      <p className="text-xs text-muted">
        The score is worked out without it, also for past days. The lead stays in its stage.
      </p>
      <Field label="Why does it not count?" name="reason" required error={error}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            placeholder="Our own test"
          />
        )}
      </Field>
      <SubmitButton size="sm">Do not count it</SubmitButton>
    </form>
  );
}
