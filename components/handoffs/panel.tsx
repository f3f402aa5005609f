"use client";

import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useActionState,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Input } from "@/components/ui/input";
import { LinkButton } from "@/components/ui/link-button";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ActionResult } from "@/lib/platform/web/action";
import type { Deed } from "./address";
import { Key } from "./key";

type PanelAction<Value> = (
  previous: ActionResult<Value> | null,
  form: FormData,
) => Promise<ActionResult<Value>>;

export type PanelFrame = {
  onClose: () => void;
  /** Where closing leads without scripts. */
  closeHref: string;
  /** Another deed's key was pressed: that panel instead. */
  onSwitch: (key: string) => void;
  /** Why the last try was not accepted. */
  problem?: string | undefined;
};

type PanelProps<Input, Value> = PanelFrame & {
  deed: Deed;
  title: string;
  /** What the form posts to where scripts do not run. */
  action: PanelAction<Value>;
  /** The form as input, or what it still lacks in words. */
  read: (form: FormData) => Input | string;
  onAnswer: (input: Input) => void;
  submit: ReactNode;
  noteLabel?: string | null;
  children: ReactNode;
};

/** Where typing belongs to the person. */
const isTextField = (target: EventTarget) =>
  target instanceof HTMLElement &&
  target.matches("textarea, select, input:not([type=checkbox], [type=radio])");

/**
 * The form of one answer, at the foot of the card. Number keys reach its choices (data-key), n its note, Enter sends,
 * Escape closes; without scripts it posts to the action and the page comes back.
 */
export function Panel<Input, Value>(props: PanelProps<Input, Value>) {
  const {
    deed,
    title,
    action,
    read,
    onAnswer,
    submit,
    noteLabel = "Note",
    onClose,
    closeHref,
    onSwitch,
    children,
  } = props;
  const [state, post] = useActionState(action, null);
  const [lack, setLack] = useState<string | null>(null);
  const noteId = useId();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    const first = form.current?.querySelector<HTMLElement>("[data-key], [type=submit]");
    first?.focus({ preventScroll: true });
  }, []);

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const input = read(new FormData(event.currentTarget));
    if (typeof input === "string") setLack(input);
    else onAnswer(input);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      onClose();
      return;
    }
    if (isTextField(event.target)) return;
    const choice = /^\d$/.test(event.key)
      ? form.current?.querySelector<HTMLElement>(`[data-key="${event.key}"]`)
      : null;
    if (choice) {
      event.preventDefault();
      choice.focus();
      choice.click();
      setLack(null);
    } else if (event.key === "n" && noteLabel) {
      event.preventDefault();
      form.current?.querySelector<HTMLElement>("[name=note]")?.focus();
    } else onSwitch(event.key);
  }

  const message = lack ?? props.problem ?? (state && !state.ok ? state.message : undefined);
  return (
    <form
      ref={form}
      action={post}
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      aria-label={title}
      data-deed={deed}
      className="mx-auto max-w-4xl px-4 py-3 md:px-8"
    >
      <h3 className="mb-2 text-sm font-semibold">{title}</h3>
      <ErrorSummary message={message} className="mb-2" />
      {children}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {noteLabel && (
          <div className="flex min-w-0 basis-full items-center gap-2 text-xs text-muted md:basis-0 md:grow">
            <label htmlFor={noteId} className="shrink-0">
              {noteLabel} <Key name="N" />
            </label>
            <Input id={noteId} name="note" maxLength={2000} placeholder="optional" autoComplete="off" />
          </div>
        )}
        <SubmitButton className="max-md:grow">
          {submit} <Key name="↵" onAccent />
        </SubmitButton>
        <LinkButton
          look="ghost"
          href={closeHref}
          prefetch={false}
          onClick={(event) => {
            event.preventDefault();
            onClose();
          }}
        >
          Cancel <Key name="Esc" />
        </LinkButton>
      </div>
    </form>
  );
}
