"use client";

import { Plus } from "lucide-react";
import { useActionState, useEffect, useRef } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { toastDone } from "@/components/ui/toast";
import { adjustLeadScore } from "@/lib/scoring/actions";

/** Points by hand, with a reason and an end; the machine's own points stay as they are. Works without JavaScript. */
export function AdjustScore({ leadId, today }: { leadId: string; today: string }) {
  const [result, submit] = useActionState(adjustLeadScore, null);
  const frame = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (!result?.ok) return;
    if (frame.current) frame.current.open = false;
    toastDone("Score adjusted");
  }, [result]);
  const errorOf = (path: string) =>
    result && !result.ok ? result.errors.find((error) => error.path === path)?.message : undefined;
  const kept = (name: string) => (result && !result.ok ? String(result.values[name] ?? "") : "");
  return (
    <details ref={frame} className="group/adjust mt-1">
      <summary className="inline-flex h-7 cursor-pointer list-none items-center gap-1.5 rounded-md text-xs font-medium text-muted hover:text-text [&::-webkit-details-marker]:hidden">
        <Plus aria-hidden className="size-3.5 transition-transform group-open/adjust:rotate-45" />
        Adjust by hand
      </summary>
      <form action={submit} className="mt-2 space-y-3">
        <input type="hidden" name="leadId" value={leadId} />
        <div className="grid grid-cols-2 gap-3">
          <Field label="Points" name="points" required error={errorOf("points")}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={-100}
                max={100}
                step={1}
                defaultValue={kept("points")}
                placeholder="+10"
              />
            )}
          </Field>
          <Field label="Until" name="expiresOn" optional error={errorOf("expiresOn")}>
            {(control) => <Input {...control} type="date" min={today} defaultValue={kept("expiresOn")} />}
          </Field>
        </div>
        <Field label="Reason" name="reason" required error={errorOf("reason")}>
          {(control) => <Input {...control} maxLength={200} defaultValue={kept("reason")} />}
        </Field>
        {result && !result.ok && result.errors.length === 0 && (
          <p className="text-xs text-bad">{result.message}</p>
        )}
        <SubmitButton size="sm" look="secondary">
          Adjust
        </SubmitButton>
      </form>
    </details>
  );
}
