"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import { adjustScore, endAdjustment } from "./commands/adjust";
import { draftFromCalibration, startCalibration } from "./commands/calibrate";
import { draftFromChallenger, endChallenger, startChallenger } from "./commands/challenger";
import { discardDraft, saveDraft, startDraftFrom } from "./commands/drafts";
import { drawHandSample, rateLead } from "./commands/hand-score";
import { look } from "./commands/look";
import { pinLeads } from "./commands/pins";
import { promoteLeads } from "./commands/promote";
import { publishDraft, republish } from "./commands/publish";
import {
  adjustmentInput,
  calibrationInput,
  challengerDraftInput,
  challengerInput,
  lookInput,
  pinsInput,
  promotionInput,
  proposalInput,
  publishForm,
  ratingInput,
  republishForm,
  savedDraftInput,
  versionInput,
} from "./schema";

const LEAD = "/leads/[id]";
const SCREEN = "/scoring";
const SHADOW = "/scoring/shadow";

/** Adds points to a lead by hand. */
export const adjustLeadScore = defineAction({
  input: adjustmentInput.extend({ leadId: z.uuid() }),
  allow: "score.adjust",
  run: (caller, { leadId, ...input }) => adjustScore(caller, leadId, input),
  refresh: [LEAD],
});

/** Ends an adjustment from today on. */
export const endScoreAdjustment = defineAction({
  input: z.strictObject({ leadId: z.uuid(), adjustmentId: z.uuid() }),
  allow: "score.adjust",
  run: (caller, { leadId, adjustmentId }) => endAdjustment(caller, leadId, adjustmentId),
  refresh: [LEAD],
});

/** Keeps the draft; `conflict` when somebody else changed it since `revision`. */
export const keepDraft = defineAction({
  input: savedDraftInput,
  allow: "scoring.edit",
  run: (caller, input) => saveDraft(caller, input),
});

export const throwDraftAway = defineAction({
  input: z.strictObject({}),
  allow: "scoring.edit",
  run: (caller) => discardDraft(caller),
});

/** Makes the draft the version in force. */
export const publish = defineAction({
  input: publishForm,
  allow: "scoring.edit",
  run: (caller, input) => publishDraft(caller, input, { afterLook: true }),
  refresh: [SCREEN],
});

/** Lets a model score beside the one in force. */
export const startShadow = defineAction({
  input: challengerInput,
  allow: "scoring.edit",
  run: (caller, input) => startChallenger(caller, input),
  refresh: [SHADOW],
});

export const endShadow = defineAction({
  input: z.strictObject({}),
  allow: "scoring.edit",
  run: (caller) => endChallenger(caller),
  refresh: [SHADOW],
});

/** Puts the challenger's model into the draft, and shows it. */
export const takeChallenger = defineAction({
  input: challengerDraftInput,
  allow: "scoring.edit",
  run: (caller, input) => draftFromChallenger(caller, input),
  refresh: [SCREEN],
  goTo: SCREEN,
});

/** What the draft of this revision, or a version of before, would do: the look that publishing asks for. */
export const lookBeforePublishing = defineAction({
  input: lookInput,
  allow: "scoring.edit",
  run: (caller, input) => look(caller, input),
});

/** Puts an older version in force again, as a new one. */
export const rollBack = defineAction({
  input: republishForm,
  allow: "scoring.edit",
  run: (caller, input) => republish(caller, input, { afterLook: true }),
  refresh: [SCREEN],
});

/** Starts the draft from an older version. */
export const editVersion = defineAction({
  input: versionInput,
  allow: "scoring.edit",
  run: (caller, { version }) => startDraftFrom(caller, version),
  refresh: [SCREEN],
  goTo: SCREEN,
});

/** Keeps these leads beside the person's editor. */
export const keepPins = defineAction({
  input: pinsInput,
  allow: "scoring.read",
  run: (caller, { leadIds }) => pinLeads(caller, leadIds),
});

/** Makes MQLs of leads that meet the line since a model changed: the step that publishing never takes by itself. */
export const promote = defineAction({
  input: promotionInput,
  allow: "stage.qualify",
  run: (caller, { leadIds }) => promoteLeads(caller, leadIds),
  refresh: [SCREEN, "/scoring/promote"],
});

/** Asks the outcomes what the points should be. */
export const calibrateModel = defineAction({
  input: calibrationInput,
  allow: "scoring.edit",
  run: (caller, input) => startCalibration(caller, input),
  refresh: ["/scoring/calibrate"],
});

/** Puts chosen proposals of a calibration into the draft, and shows it. */
export const takeProposal = defineAction({
  input: proposalInput,
  allow: "scoring.edit",
  run: (caller, input) => draftFromCalibration(caller, input),
  refresh: [SCREEN],
  goTo: SCREEN,
});

/** Draws a new sample of leads to score by hand. */
export const drawSample = defineAction({
  input: z.strictObject({}),
  allow: "scoring.edit",
  run: (caller) => drawHandSample(caller),
  refresh: ["/scoring/hand"],
});

/** Keeps what a person says of one lead of the sample. */
export const rate = defineAction({
  input: ratingInput,
  allow: "scoring.rate",
  run: (caller, input) => rateLead(caller, input),
  refresh: ["/scoring/hand"],
});
