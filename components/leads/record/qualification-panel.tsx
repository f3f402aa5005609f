"use client";

import { Check } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Panel } from "@/components/ui/page";
import { Textarea } from "@/components/ui/textarea";
import type { MoveTerms } from "@/lib/leads/queries/moves";
import type { RecordAnswer } from "@/lib/leads/queries/record";
import { keepAnswers } from "@/lib/qualification/actions";
import { errorOf, useDecision } from "./use-decision";

type QualificationPanelProps = {
  leadId: string;
  terms: MoveTerms;
  answers: Readonly<Record<string, RecordAnswer>>;
  editable: boolean;
};

/** What sales knows of the lead, by the framework of the definition in force, each answer with its evidence. */
export function QualificationPanel({ leadId, terms, answers, editable }: QualificationPanelProps) {
  const [editing, setEditing] = useState(false);
  const { decide, pending, failure } = useDecision(() => setEditing(false));
  const open = terms.fields.filter(({ id, required }) => required && !answers[id]);

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => form.get(name)?.toString().trim() ?? "";
    const told = terms.fields.flatMap(({ id }) => {
      const [value, evidence] = [text(`${id}.value`), text(`${id}.evidence`)];
      const unchanged = value === (answers[id]?.value ?? "") && evidence === (answers[id]?.evidence ?? "");
      return value === "" || unchanged ? [] : [[id, { value, evidence: evidence || null }] as const];
    });
    if (told.length === 0) setEditing(false);
    else
      decide({ run: () => keepAnswers({ leadId, answers: Object.fromEntries(told) }), done: "Answers kept" });
  }

  return (
    <Panel
      title={
        <>
          Qualification <span className="font-normal text-faint">{terms.framework}</span>
        </>
      }
      actions={
        editable &&
        !editing && (
          <Button look="ghost" size="sm" onClick={() => setEditing(true)}>
            {Object.keys(answers).length === 0 ? "Answer" : "Edit"}
          </Button>
        )
      }
    >
      {editing ? (
        <form onSubmit={submit} className="space-y-3">
          <ErrorSummary message={failure?.message} />
          {terms.fields.map(({ id, label, prompt, required }) => (
            <div key={id} className="space-y-1">
              <Field
                label={
                  <>
                    {label}
                    {required && <span className="ml-1 font-normal text-faint">required for SQL</span>}
                  </>
                }
                name={`${id}.value`}
                error={errorOf(failure, `answers.${id}.value`)}
              >
                {(control) => (
                  <Textarea
                    rows={1}
                    maxLength={2000}
                    placeholder={prompt}
                    defaultValue={answers[id]?.value}
                    className="min-h-8"
                    {...control}
                  />
                )}
              </Field>
              <Field label={`Evidence for ${label}`} name={`${id}.evidence`} labelHidden>
                {(control) => (
                  <Input
                    maxLength={2000}
                    placeholder="Evidence: who said it, where"
                    defaultValue={answers[id]?.evidence ?? ""}
                    className="h-7 border-line text-xs"
                    {...control}
                  />
                )}
              </Field>
            </div>
          ))}
          <div className="flex justify-end gap-2">
            <Button look="ghost" onClick={() => setEditing(false)}>
              Cancel
            </Button>
            <Button type="submit" look="primary" disabled={pending} aria-busy={pending}>
              Keep
            </Button>
          </div>
        </form>
      ) : (
        <>
          <ul className="space-y-2">
            {terms.fields.map(({ id, label, required }) => {
              const answer = answers[id];
              return (
                <li key={id} className="flex gap-2">
                  <span
                    aria-hidden
                    className={cn(
                      "mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border",
                      answer ? "border-good bg-good-soft text-good" : "border-line-strong",
                      !answer && !required && "border-line",
                    )}
                  >
                    {answer && <Check strokeWidth={3} className="size-2.5" />}
                  </span>
                  <span className="min-w-0">
                    <span className={answer ? "text-xs text-muted" : "text-muted"}>{label}</span>
                    {answer ? (
                      <span className="block break-words">
                        {answer.value}
                        {answer.evidence && (
                          <span className="block text-xs text-muted">{answer.evidence}</span>
                        )}
                      </span>
                    ) : (
                      <span className="sr-only"> not answered</span>
                    )}
                  </span>
                </li>
              );
            })}
          </ul>
          {open.length > 0 && (
            <p className="mt-3 text-xs text-muted">
              SQL still needs {open.map(({ label }) => label.toLowerCase()).join(" and ")}.
            </p>
          )}
        </>
      )}
    </Panel>
  );
}
