"use server";

import { z } from "zod";
import { defineAction } from "@/lib/platform/web/action";
import {
  discardProfileDraft,
  saveProfileDraft,
  startProfile,
  startProfileDraftFrom,
} from "./commands/drafts";
import { addStartingProfiles, publishProfile, retireProfile } from "./commands/publish";
import {
  newProfileInput,
  profileId,
  profileVersionInput,
  publishProfileInput,
  savedProfileInput,
} from "./schema";

const LIST = "/scoring/profiles";
const SCREENS = [LIST, "/scoring/profiles/[id]"];

const pageOf = (id: string): string => `${LIST}/${id}`;
const editorOf = (id: string): string => `${pageOf(id)}/edit`;

/** A new profile, opened to be written. */
export const addProfile = defineAction({
  input: newProfileInput,
  allow: "scoring.edit",
  run: (caller, { name }) => startProfile(caller, name),
  refresh: SCREENS,
  goTo: ({ id }) => editorOf(id),
});

/** The profiles that a new workspace starts with, for one that has none. */
export const startFromTemplate = defineAction({
  input: z.strictObject({}),
  allow: "scoring.edit",
  run: (caller) => addStartingProfiles(caller),
  refresh: SCREENS,
});

/** Keeps the draft; `conflict` when somebody else changed it since `revision`. */
export const keepProfileDraft = defineAction({
  input: savedProfileInput.extend({ id: profileId }),
  allow: "scoring.edit",
  run: (caller, { id, ...input }) => saveProfileDraft(caller, id, input),
});

export const throwProfileDraftAway = defineAction({
  input: z.strictObject({ id: profileId }),
  allow: "scoring.edit",
  run: (caller, { id }) => discardProfileDraft(caller, id),
  refresh: SCREENS,
  goTo: LIST,
});

/** Makes the draft the version in force. */
export const publishProfileDraft = defineAction({
  input: publishProfileInput.extend({ id: profileId }),
  allow: "scoring.edit",
  run: (caller, { id, ...input }) => publishProfile(caller, id, input),
  refresh: SCREENS,
  goTo: ({ id }) => pageOf(id),
});

/** Starts the draft from an older version. */
export const editProfileVersion = defineAction({
  input: profileVersionInput,
  allow: "scoring.edit",
  run: (caller, input) => startProfileDraftFrom(caller, input),
  refresh: SCREENS,
  goTo: ({ id }) => editorOf(id),
});

/** Takes a profile out of use. */
export const retire = defineAction({
  input: z.strictObject({ id: profileId }),
  allow: "scoring.edit",
  run: (caller, { id }) => retireProfile(caller, id),
  refresh: SCREENS,
});
