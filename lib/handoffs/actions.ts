"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { undoTransition } from "@/lib/stages/commands";
import {
  acceptHandoff,
  markSeen,
  openHandoff,
  reassignHandoff,
  rejectHandoff,
  returnHandoff,
  withdrawHandoff,
} from "./commands";
import { acceptForm, passOnForm, reassignForm, rejectForm, returnForm } from "./schema";

const SHOWS_HANDOFFS = ["/inbox", "/leads", "/funnel"];

export const acceptLead = defineAction({
  input: acceptForm,
  allow: "handoff.answer",
  run: (caller, { handoffId, ...answer }) => acceptHandoff(caller, handoffId, answer),
  refresh: SHOWS_HANDOFFS,
});

export const rejectLead = defineAction({
  input: rejectForm,
  allow: "handoff.answer",
  run: (caller, { handoffId, reason, note, wakeOn }) =>
    rejectHandoff(caller, handoffId, { reason, note, wake: wakeOn ? { on: wakeOn } : null }),
  refresh: SHOWS_HANDOFFS,
});

export const returnLead = defineAction({
  input: returnForm,
  allow: "handoff.answer",
  run: (caller, { handoffId, note }) => returnHandoff(caller, handoffId, { note }),
  refresh: SHOWS_HANDOFFS,
});

export const reassignLead = defineAction({
  input: reassignForm,
  allow: "handoff.reassign",
  run: (caller, { handoffId, assignee }) => reassignHandoff(caller, handoffId, { assignee }),
  refresh: SHOWS_HANDOFFS,
});

export const takeLeadBack = defineAction({
  input: returnForm,
  allow: "handoff.withdraw",
  run: (caller, { handoffId, note }) => withdrawHandoff(caller, handoffId, { note }),
  refresh: SHOWS_HANDOFFS,
});

export const passLeadOn = defineAction({
  input: passOnForm,
  allow: "handoff.open",
  run: (caller, { leadId, ...offer }) => openHandoff(caller, leadId, offer),
  refresh: SHOWS_HANDOFFS,
});

/** Takes the viewer's own answer back, within its ten seconds. */
export const undoAnswer = defineAction({
  input: z.strictObject({ leadId: z.uuid() }),
  allow: "handoff.answer",
  run: (caller, { leadId }) => undoTransition(caller, leadId),
  refresh: SHOWS_HANDOFFS,
});

/** The handoff lay open before its assignee. */
export const noteSeen = defineAction({
  input: z.strictObject({ handoffId: z.uuid() }),
  allow: "handoff.answer",
  run: (caller, { handoffId }) => markSeen(caller, handoffId),
});
