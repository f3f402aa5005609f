"use server";

import { z } from "zod";
import { callerFor, currentSession } from "@/lib/platform/auth/session";
import { dropSession, keepSession } from "@/lib/platform/auth/session-cookie";
import { defineAction, definePublicAction } from "@/lib/platform/web/action";
import { publicOrigin } from "@/lib/platform/web/origin";
import { ownPath } from "@/lib/platform/web/own-path";
import { idShape } from "@/lib/platform/web/shapes";
import * as invitations from "./commands/invitations";
import * as keys from "./commands/keys";
import * as passwords from "./commands/passwords";
import * as samples from "./commands/sample";
import * as sessions from "./commands/sessions";
import * as setUpCommands from "./commands/set-up";
import * as users from "./commands/users";
import * as shapes from "./schema";

const ACCOUNT = ["/settings/account"];
const PEOPLE = ["/settings/people", "/settings/people/[id]"];
const KEYS = ["/settings/keys"];

// Without a session ------------------------------------------------------------------------------------------------

export const setUp = definePublicAction({
  input: shapes.setUpShape,
  run: async (visit, input) => keepSession(await setUpCommands.setUpWorkspace(visit, input)),
  goTo: "/setup?step=people",
});

export const signIn = definePublicAction({
  input: shapes.signInShape,
  run: async (visit, input) => keepSession(await sessions.signIn(visit, input)),
  goTo: (_, input) => ownPath(input.callbackUrl),
});

export const signOut = definePublicAction({
  input: z.object({}),
  run: async () => {
    const session = await currentSession();
    if (session) await sessions.signOut(callerFor(session.viewer), session.sessionId);
    await dropSession();
  },
  goTo: "/sign-in",
});

export const acceptInvitation = definePublicAction({
  input: shapes.acceptInvitationShape,
  run: async (visit, input) => keepSession(await invitations.acceptInvitation(visit, input)),
  goTo: "/",
});

export const requestPasswordReset = definePublicAction({
  input: shapes.forgotPasswordShape,
  run: passwords.requestPasswordReset,
  goTo: "/forgot?sent=1",
});

export const resetPassword = definePublicAction({
  input: shapes.resetPasswordShape,
  run: passwords.resetPassword,
  goTo: "/sign-in?reset=1",
});

// Oneself ----------------------------------------------------------------------------------------------------------

export const renameSelf = defineAction({
  input: shapes.profileShape,
  allow: () => true,
  run: (caller, input) => users.renameSelf(caller, input.name),
  refresh: ACCOUNT,
});

export const changePassword = defineAction({
  input: shapes.changePasswordShape,
  allow: () => true,
  run: async (caller, input) => {
    const session = await currentSession();
    await passwords.changePassword(caller, input, session?.sessionId ?? "");
  },
  refresh: ACCOUNT,
});

export const signOutElsewhere = defineAction({
  input: z.object({}),
  allow: () => true,
  run: async (caller) => {
    const session = await currentSession();
    if (session) await sessions.signOutElsewhere(caller, session.sessionId);
  },
  refresh: ACCOUNT,
});

export const setAbsence = defineAction({
  input: shapes.absenceShape,
  allow: () => true,
  run: (caller, { absentUntil }) => users.setAbsence(caller, absentUntil),
  refresh: ACCOUNT,
});

// People -----------------------------------------------------------------------------------------------------------

export const inviteUser = defineAction({
  input: shapes.inviteShape,
  allow: "team.manage",
  run: async (caller, input) => {
    const { path } = await invitations.inviteUser(caller, input);
    return { email: input.email, role: input.role, link: publicOrigin() + path };
  },
  refresh: PEOPLE,
});

export const revokeInvitation = defineAction({
  input: idShape,
  allow: "team.manage",
  run: (caller, { id }) => invitations.revokeInvitation(caller, id),
  refresh: PEOPLE,
});

export const changeRole = defineAction({
  input: shapes.changeRoleShape,
  allow: "team.manage",
  run: users.changeRole,
  refresh: PEOPLE,
});

export const deactivateUser = defineAction({
  input: idShape,
  allow: "team.manage",
  run: (caller, { id }) => users.deactivateUser(caller, id),
  refresh: PEOPLE,
});

export const reactivateUser = defineAction({
  input: idShape,
  allow: "team.manage",
  run: (caller, { id }) => users.reactivateUser(caller, id),
  refresh: PEOPLE,
});

export const createResetLink = defineAction({
  input: idShape,
  allow: "team.manage",
  run: async (caller, { id }) => {
    const { path } = await passwords.createResetLink(caller, id);
    return { link: publicOrigin() + path };
  },
});

export const setWorkload = defineAction({
  input: shapes.workloadShape,
  allow: "team.manage",
  run: users.setWorkload,
  refresh: PEOPLE,
});

// Keys and workspace -----------------------------------------------------------------------------------------------

export const createApiKey = defineAction({
  input: shapes.apiKeyShape,
  allow: "settings.manage",
  run: keys.createApiKey,
  refresh: KEYS,
});

export const revokeApiKey = defineAction({
  input: idShape,
  allow: "settings.manage",
  run: (caller, { id }) => keys.revokeApiKey(caller, id),
  refresh: KEYS,
});

export const createWriteKey = defineAction({
  input: shapes.keyNameShape,
  allow: "settings.manage",
  run: keys.createWriteKey,
  refresh: KEYS,
});

export const revokeWriteKey = defineAction({
  input: idShape,
  allow: "settings.manage",
  run: (caller, { id }) => keys.revokeWriteKey(caller, id),
  refresh: KEYS,
});

export const renameWorkspace = defineAction({
  input: shapes.workspaceShape.pick({ workspace: true }),
  allow: "settings.manage",
  run: (caller, input) => setUpCommands.renameWorkspace(caller, input.workspace),
  refresh: ["/settings/workspace"],
});

export const loadSample = defineAction({
  input: z.object({}),
  allow: "settings.manage",
  run: samples.loadSample,
  refresh: ["/settings/workspace"],
});

export const removeSample = defineAction({
  input: z.object({}),
  allow: "settings.manage",
  run: samples.removeSample,
  goTo: "/settings/workspace",
});
