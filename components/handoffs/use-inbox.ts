"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { dismissToast, toastDone, toastProblem, toastUndo, UNDO_WINDOW_MS } from "@/components/ui/toast";
import type { HandoffCard, InboxView } from "@/lib/handoffs/queries";
import type { ActionResult } from "@/lib/platform/web/action";
import { type Deed, type InboxAddress, inboxHref } from "./address";
import { useQueue } from "./use-queue";

export type Send = () => Promise<ActionResult<unknown>>;

/** Something was done to a card: what is said of it, and how it is taken back while that is possible. */
export type Done = { said: string; takeBack?: Send };

/** The inbox as one works through it: which card is in focus, which panel is open, what was answered. */
export function useInbox(view: InboxView, address: InboxAddress) {
  const router = useRouter();
  const toAnswer = useQueue(view.toAnswer);
  const toContact = useQueue(view.toContact);
  const entries = [...toAnswer.entries, ...toContact.entries];
  const [wantedId, setWantedId] = useState(address.h ?? null);
  const [deed, setDeed] = useState<Deed | null>(address.deed ?? null);
  const [problem, setProblem] = useState<string>();
  const heading = useRef<HTMLHeadingElement>(null);
  const [moves, setMoves] = useState(0);
  const takeLastBack = useRef<(() => void) | null>(null);

  const focused = entries.find(({ card }) => card.id === wantedId) ?? entries[0] ?? null;
  const position = focused ? entries.indexOf(focused) : -1;

  function focus(id: string | null) {
    setWantedId(id);
    setDeed(null);
    setProblem(undefined);
    const { h: _h, deed: _deed, ...rest } = address;
    window.history.replaceState(null, "", inboxHref(id ? { ...rest, h: id } : rest));
  }

  // The address names the card from the start, so that a refresh can say what became of it.
  const firstId = focused?.card.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is shown first
  useEffect(() => {
    if (!address.h && firstId) focus(firstId);
  }, []);

  // Whoever answered reads on in the next card, not at the top of the page.
  useEffect(() => {
    if (moves > 0) heading.current?.focus({ preventScroll: true });
  }, [moves]);

  function walk(step: 1 | -1) {
    const next = entries[Math.min(entries.length - 1, Math.max(0, position + step))];
    if (next) focus(next.card.id);
  }

  const queueOf = (card: HandoffCard) => (card.status === "pending" ? toAnswer : toContact);

  /** Takes the card away at once and goes on; if the server says no, it comes back with the reason. */
  async function settle(card: HandoffCard, send: Send, { said, takeBack }: Done) {
    const tried = deed;
    const open = entries.filter(({ card: other, gone }) => !gone && other.id !== card.id);
    const next = open.find((entry) => entries.indexOf(entry) > position) ?? open.at(-1);
    queueOf(card).settle(card.id);
    focus(next?.card.id ?? null);
    setMoves((count) => count + 1);
    const result = await sent(send);
    if (result.ok) {
      if (takeBack) offerUndo(card, said, takeBack);
      else toastDone(said, undefined, "top");
      return;
    }
    queueOf(card).restore(card.id);
    if (result.code === "already_answered") {
      toastProblem(
        `${card.lead.name}: ${result.message}`,
        "They were first, so your answer changed nothing.",
        "top",
      );
      router.refresh();
      return;
    }
    focus(card.id);
    setDeed(tried);
    setProblem(result.message);
    if (tried === null) toastProblem(result.message, undefined, "top");
  }

  /** Does something that leaves the card where it is. */
  async function stay(card: HandoffCard, send: Send, said: string) {
    const tried = deed;
    setDeed(null);
    const result = await sent(send);
    if (result.ok) return void toastDone(said, undefined, "top");
    focus(card.id);
    setDeed(tried);
    setProblem(result.message);
  }

  function offerUndo(card: HandoffCard, said: string, takeBack: Send) {
    const undo = async () => {
      takeLastBack.current = null;
      dismissToast(shown);
      const result = await sent(takeBack);
      if (!result.ok) return void toastProblem(`${card.lead.name} stays as it is`, result.message, "top");
      queueOf(card).restore(card.id);
      focus(card.id);
      setMoves((count) => count + 1);
      toastDone(`Taken back: ${card.lead.name} waits for an answer again`, undefined, "top");
    };
    takeLastBack.current = undo;
    setTimeout(() => {
      if (takeLastBack.current === undo) takeLastBack.current = null;
    }, UNDO_WINDOW_MS);
    const shown = toastUndo(said, undo, UNDO_WINDOW_MS, "top");
  }

  return {
    toAnswer,
    toContact,
    entries,
    focused,
    /** What the address names, in the list or not. */
    wantedId,
    position,
    /** Nothing has been answered on this page by script. */
    untouched: moves === 0,
    deed,
    problem,
    heading,
    focus,
    walk,
    settle,
    stay,
    arrived: toAnswer.arrived.length + toContact.arrived.length,
    openDeed: (next: Deed | null) => {
      setProblem(undefined);
      setDeed(next);
      if (next === null) heading.current?.focus({ preventScroll: true });
    },
    showArrived: () => {
      toAnswer.show();
      toContact.show();
    },
    undoLast: () => takeLastBack.current?.(),
  };
}

const LOST: ActionResult<never> = {
  ok: false,
  code: "unavailable",
  message: "Baton did not answer. Nothing was saved; try again.",
  errors: [],
  data: {},
  values: {},
};

/** What the action answered; a connection that broke is an answer too. */
async function sent(send: Send): Promise<ActionResult<unknown>> {
  try {
    return await send();
  } catch {
    return LOST;
  }
}
