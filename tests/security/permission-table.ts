import { STARTING_PROFILES } from "@/lib/buyer-profiles/starting";
import { newId } from "@/lib/platform/ids";
import { BALANCED } from "@/lib/scoring/templates/balanced";

// Who may do what through which door: written down by hand, never derived from the code it judges.

/** How the rep of the test stands to a lead and its handoff. Nobody else's rights depend on it. */
export const RELATIONS = ["own", "held", "team", "other", "unowned", "binned"] as const;
export type Relation = (typeof RELATIONS)[number];

/** People sign in with a cookie, programs send a key. */
export const PEOPLE = ["admin", "marketer", "rep", "manager", "viewer"] as const;
export const PROGRAMS = ["read", "write", "key"] as const;
export type Caller = (typeof PEOPLE)[number] | (typeof PROGRAMS)[number] | "nobody";

/** A lead as a call needs it: with its handoff, an activity, and points added by hand. */
export type Subject = {
  leadId: string;
  handoffId: string;
  adjustmentId: string;
  activityId: string;
  email: string;
};

/** Things of the workspace that some calls are about. */
export type Things = {
  userId: string;
  repId: string;
  otherRepId: string;
  invitationId: string;
  apiKeyId: string;
  writeKeyId: string;
  importId: string;
  exclusionId: string;
  /** A published buyer profile without a draft. */
  profileId: string;
  /** An asset of the catalogue. */
  assetId: string;
};

export type Row = {
  /** The callers that may; "rep:own" only towards leads (handoffs) of their own. */
  may: string;
  on?: "lead" | "handoff";
  /** What is refused to a rep because it is not theirs does not exist to them. */
  hidden?: true;
  /** A lead in the bin is gone for this call, unless it says that it is open. */
  binned?: "open";
  /** A selection: each lead of it is refused by itself. */
  bulk?: true;
  /** A key means nothing here: its holder is a stranger. */
  cookieOnly?: true;
  /** Ends sessions, the caller's or their others: nobody else's may hang on it. */
  endsSessions?: true;
  /** What the allowed get to hear where success is not to be had: a status, or the code of an action. */
  answers?: string;
  /** Body of an endpoint, input of an action. */
  input?: (about: Subject & Things) => object;
  query?: string;
};

const EVERYBODY = "admin marketer rep manager viewer read write key";
const SIGNED_IN = "admin marketer rep manager viewer";
const OFFICE = "admin marketer manager";
const ANYONE = `${SIGNED_IN} nobody`;

const lead = ({ leadId }: Subject) => ({ leadId });
const handoff = ({ handoffId }: Subject) => ({ handoffId });
const user = ({ userId }: Things) => ({ id: userId });
const profile = ({ profileId }: Things) => ({ id: profileId });
const PROFILE = STARTING_PROFILES["decision-maker"];
const file = ({ importId }: Things) => ({ importId });

/**
 * Endpoints as "METHOD /path", server actions as "concept.name", pages as "page /path". After " · " stands another way to
 * call the same door. A door of the built app without a row fails the test.
 */
export const TABLE: Readonly<Record<string, Row>> = {
  // Endpoints -----------------------------------------------------------------------------------------------------
  "GET /api/v1/leads": { may: EVERYBODY },
  "POST /api/v1/leads": {
    may: "admin marketer rep manager write key",
    input: () => ({ email: `${newId()}@harbour-works.com` }),
  },
  "POST /api/v1/leads · one that is there": {
    may: `${OFFICE} rep:own write key`,
    on: "lead",
    // Whoever tells of a lead again brings it back from the bin.
    binned: "open",
    input: ({ email }) => ({ email, title: newId() }),
  },
  "GET /api/v1/leads/{id}": { may: EVERYBODY, on: "lead" },
  "PATCH /api/v1/leads/{id}": {
    may: `${OFFICE} rep:own write key`,
    on: "lead",
    input: () => ({ title: newId() }),
  },
  "DELETE /api/v1/leads/{id}": { may: `${OFFICE} write key`, on: "lead", binned: "open" },
  "DELETE /api/v1/leads/{id} · erase": {
    may: "admin key",
    on: "lead",
    binned: "open",
    query: "?erase=true",
    // Gone for good for whoever comes second.
    answers: "204 404",
  },
  "GET /api/v1/leads/{id}/buyer-profiles": { may: EVERYBODY, on: "lead" },
  "GET /api/v1/leads/{id}/interests": { may: EVERYBODY, on: "lead" },
  "GET /api/v1/leads/{id}/score": { may: EVERYBODY, on: "lead" },
  "GET /api/v1/leads/{id}/timeline": { may: EVERYBODY, on: "lead" },
  "POST /api/v1/leads/{id}/activities": {
    may: `${OFFICE} rep:own write key`,
    on: "lead",
    input: () => ({ type: "note_added" }),
  },
  "GET /api/v1/leads/{id}/transitions": { may: EVERYBODY, on: "lead" },
  "POST /api/v1/leads/{id}/transitions": {
    may: `${OFFICE} rep:own write key`,
    on: "lead",
    input: () => ({ to: "recycled", reason: "not-ready", wake: { evidence: true } }),
  },
  "POST /api/v1/leads/{id}/transitions · to disqualified": {
    may: `${OFFICE} rep:own write key`,
    on: "lead",
    input: () => ({ to: "disqualified", reason: "no-need" }),
  },
  "POST /api/v1/leads/{id}/handoff": {
    may: `${OFFICE} write key`,
    on: "lead",
    input: () => ({}),
    // It has one that waits.
    answers: "409",
  },
  "GET /api/v1/handoffs": { may: EVERYBODY },
  "POST /api/v1/handoffs/{id}/accept": {
    may: "admin rep:own manager write key",
    on: "handoff",
    hidden: true,
    input: () => ({}),
  },
  "POST /api/v1/handoffs/{id}/reject": {
    may: "admin rep:own manager write key",
    on: "handoff",
    hidden: true,
    input: () => ({ reason: "not-ready" }),
  },
  "POST /api/v1/handoffs/{id}/return": {
    may: "admin rep:own manager write key",
    on: "handoff",
    hidden: true,
    input: () => ({}),
  },
  "POST /api/v1/handoffs/{id}/reassign": {
    may: "admin manager write key",
    on: "handoff",
    input: ({ otherRepId }) => ({ assignee: otherRepId }),
  },
  "GET /api/v1/imports": { may: `${OFFICE} read write key` },
  "POST /api/v1/imports": { may: "admin marketer write key", answers: "400" },
  "GET /api/v1/imports/{id}": { may: `${OFFICE} read write key` },
  "GET /api/v1/imports/{id}/errors.csv": { may: `${OFFICE} read write key` },
  // It was only tried out: there is nothing to undo.
  "POST /api/v1/imports/{id}/undo": { may: "admin marketer write key", answers: "409" },
  "GET /api/v1/metrics": { may: EVERYBODY },
  "GET /api/v1/metrics/{kpi}": { may: EVERYBODY },
  "GET /api/v1/metrics/{kpi}/rows": { may: EVERYBODY },
  "GET /api/v1/users": { may: EVERYBODY },
  "GET /api/v1/reasons": { may: EVERYBODY },
  "GET /api/v1/scoring-models": { may: EVERYBODY },
  "GET /api/v1/scoring-models/{n}": { may: EVERYBODY },
  "GET /api/v1/scoring-models/draft": { may: EVERYBODY },
  "PUT /api/v1/scoring-models/draft": {
    may: "admin marketer write key",
    input: () => ({ document: BALANCED }),
  },
  "DELETE /api/v1/scoring-models/draft": { may: "admin marketer write key" },
  "POST /api/v1/scoring-models/draft/backtest": { may: EVERYBODY, input: () => ({ document: BALANCED }) },
  "POST /api/v1/scoring-models/draft/backtest/leads": {
    may: EVERYBODY,
    input: () => ({ document: BALANCED, list: "draft" }),
  },
  "POST /api/v1/scoring-models/draft/preview": { may: EVERYBODY, input: () => ({ document: BALANCED }) },
  "POST /api/v1/scoring-models/draft/publish": {
    may: "admin marketer write key",
    input: () => ({ note: "Tried" }),
    // There is no draft.
    answers: "409",
  },
  "GET /api/v1/scoring-models/challenger": { may: EVERYBODY, answers: "200 404" },
  "PUT /api/v1/scoring-models/challenger": { may: "admin marketer write key", input: () => ({ version: 1 }) },
  "DELETE /api/v1/scoring-models/challenger": { may: "admin marketer write key" },
  "GET /api/v1/exclusions": { may: EVERYBODY },
  "POST /api/v1/exclusions": {
    may: `${OFFICE} write key`,
    on: "lead",
    input: ({ activityId }) => ({ activityId, reason: "Tried" }),
  },
  "POST /api/v1/exclusions/preview": {
    may: EVERYBODY,
    input: () => ({ field: "source", test: "is", value: "nowhere" }),
  },
  "GET /api/v1/exclusions/{id}": { may: EVERYBODY },
  "DELETE /api/v1/exclusions/{id}": { may: `${OFFICE} write key` },
  "GET /api/v1/buyer-profiles": { may: EVERYBODY },
  "GET /api/v1/buyer-profiles/{id}": { may: EVERYBODY },
  "DELETE /api/v1/buyer-profiles/{id}": { may: "admin marketer write key" },
  "GET /api/v1/buyer-profiles/{id}/versions/{n}": { may: EVERYBODY },
  "GET /api/v1/buyer-profiles/{id}/draft": { may: EVERYBODY },
  "PUT /api/v1/buyer-profiles/{id}/draft": {
    may: "admin marketer write key",
    input: () => ({ document: PROFILE }),
  },
  "DELETE /api/v1/buyer-profiles/{id}/draft": { may: "admin marketer write key" },
  "POST /api/v1/buyer-profiles/{id}/draft/publish": {
    may: "admin marketer write key",
    input: () => ({ note: "Tried" }),
    // There is no draft.
    answers: "409",
  },
  "GET /api/v1/assets": { may: EVERYBODY },
  "POST /api/v1/assets": { may: "admin marketer write key", input: () => ({ name: `Tried ${newId()}` }) },
  "GET /api/v1/assets/{id}": { may: EVERYBODY },
  "PUT /api/v1/assets/{id}": { may: "admin marketer write key", input: () => ({ name: `Tried ${newId()}` }) },
  "DELETE /api/v1/assets/{id}": { may: "admin marketer write key" },
  "GET /api/v1/openapi.json": { may: `${EVERYBODY} nobody` },
  "GET /api/v1/scoring-models/schema.json": { may: `${EVERYBODY} nobody` },
  "GET /api/health": { may: `${EVERYBODY} nobody` },
  "GET /api/metrics": { may: "admin key" },
  "GET /api/events": { may: SIGNED_IN },
  "GET /alerts": { may: SIGNED_IN, cookieOnly: true },
  "GET /leads/export": { may: OFFICE, cookieOnly: true },

  // Server actions ------------------------------------------------------------------------------------------------
  "alerts.readAlerts": { may: SIGNED_IN, input: () => ({ shownUpTo: new Date().toISOString() }) },
  "exclusions.doNotCount": {
    may: OFFICE,
    on: "lead",
    input: ({ activityId }) => ({ activityId, reason: "Tried" }),
  },
  "exclusions.excludeLookalikes": {
    may: OFFICE,
    input: () => ({ field: "source", test: "is", value: newId(), reason: "Tried" }),
  },
  "exclusions.countAgain": { may: OFFICE, input: ({ exclusionId }) => ({ id: exclusionId }) },
  "handoffs.acceptLead": {
    may: "admin rep:own manager",
    on: "handoff",
    hidden: true,
    input: (about) => ({ ...handoff(about), criteria: ["fits-profile", "timing-right"] }),
  },
  "handoffs.rejectLead": {
    may: "admin rep:own manager",
    on: "handoff",
    hidden: true,
    input: (about) => ({ ...handoff(about), reason: "not-ready" }),
  },
  "handoffs.returnLead": { may: "admin rep:own manager", on: "handoff", hidden: true, input: handoff },
  "handoffs.reassignLead": {
    may: "admin manager",
    on: "handoff",
    input: (about) => ({ ...handoff(about), assignee: about.otherRepId }),
  },
  "handoffs.takeLeadBack": { may: OFFICE, on: "handoff", input: handoff },
  "handoffs.passLeadOn": { may: OFFICE, on: "lead", input: lead, answers: "conflict" },
  "handoffs.undoAnswer": {
    may: "admin rep manager",
    on: "lead",
    input: lead,
    answers: "undo_too_late conflict forbidden",
  },
  // Seen counts for the assignee alone; from others it is nothing.
  "handoffs.noteSeen": { may: "admin rep manager", on: "handoff", input: handoff },
  "imports.tryOrRun": {
    may: "admin marketer",
    input: (about) => ({
      ...file(about),
      intent: "try",
      dialect: { encoding: "utf-8", delimiter: "," },
      mapping: { unknownLead: "create", dateOrder: "dmy" },
      options: {},
    }),
  },
  "imports.keepMapping": {
    may: "admin marketer",
    input: (about) => ({ ...file(about), label: "Fair of spring" }),
  },
  "imports.stopImport": { may: "admin marketer", input: file, answers: "ok conflict" },
  "imports.continueImport": { may: "admin marketer", input: file, answers: "ok conflict" },
  "imports.takeBackImport": { may: "admin marketer", input: file, answers: "conflict" },
  "imports.giveToUser": {
    may: "admin marketer",
    input: ({ userId }) => ({ keepAs: "Rep", value: "S. Hill", userId }),
  },
  "leads.addLead": {
    may: "admin marketer rep manager",
    input: () => ({ email: `${newId()}@harbour-works.com` }),
  },
  "leads.changeLead": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    input: (about) => ({ ...lead(about), title: newId() }),
  },
  "leads.moveToBin": { may: OFFICE, on: "lead", binned: "open", input: lead },
  "leads.takeFromBin": { may: OFFICE, on: "lead", binned: "open", input: lead },
  "leads.handOverSelection": {
    may: OFFICE,
    on: "lead",
    bulk: true,
    input: ({ leadId }) => ({ ids: [leadId], assignee: null }),
    // It has a handoff that waits.
    answers: "refused",
  },
  "leads.assignSelection": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    bulk: true,
    input: ({ leadId, repId }) => ({ ids: [leadId], owner: repId }),
  },
  "leads.binSelection": {
    may: OFFICE,
    on: "lead",
    bulk: true,
    binned: "open",
    input: ({ leadId }) => ({ ids: [leadId] }),
  },
  "leads.restoreSelection": {
    may: OFFICE,
    on: "lead",
    bulk: true,
    binned: "open",
    input: ({ leadId }) => ({ ids: [leadId] }),
  },
  "operations.askDoctor": { may: "admin", input: () => ({}) },
  "operations.discardJob": { may: "admin", input: user, answers: "not_found conflict" },
  "operations.retryJob": { may: "admin", input: user, answers: "not_found conflict" },
  "qualification.keepAnswers": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    input: (about) => ({ ...lead(about), answers: { need: { value: "Ropes" } } }),
  },
  "assets.keepAsset": {
    may: "admin marketer",
    input: () => ({ name: `Tried ${newId()}`, pattern: "/tried/*", tags: "a, b", depth: "tofu" }),
  },
  "assets.dropAsset": { may: "admin marketer", input: ({ assetId }) => ({ id: assetId }) },
  "buyer-profiles.addProfile": { may: "admin marketer", input: () => ({ name: `Tried ${newId()}` }) },
  "buyer-profiles.startFromTemplate": { may: "admin marketer", input: () => ({}), answers: "ok conflict" },
  "buyer-profiles.keepProfileDraft": {
    may: "admin marketer",
    input: (about) => ({ ...profile(about), document: PROFILE }),
  },
  "buyer-profiles.throwProfileDraftAway": { may: "admin marketer", input: profile },
  "buyer-profiles.publishProfileDraft": {
    may: "admin marketer",
    input: (about) => ({ ...profile(about), note: "Tried" }),
    answers: "conflict",
  },
  "buyer-profiles.editProfileVersion": {
    may: "admin marketer",
    input: (about) => ({ ...profile(about), version: 1 }),
  },
  "buyer-profiles.retire": { may: "admin marketer", input: profile },
  "scoring.adjustLeadScore": {
    may: OFFICE,
    on: "lead",
    input: (about) => ({ ...lead(about), points: 5, reason: "Met at the fair" }),
  },
  "scoring.endScoreAdjustment": {
    may: OFFICE,
    on: "lead",
    input: ({ leadId, adjustmentId }) => ({ leadId, adjustmentId }),
    answers: "ok not_found",
  },
  // Where nothing can be calibrated, proposed or rated yet, the allowed hear that instead.
  "scoring.calibrateModel": {
    may: "admin marketer",
    input: () => ({ outcome: "sql", horizonDays: 90 }),
    answers: "ok invalid conflict",
  },
  "scoring.takeProposal": {
    may: "admin marketer",
    input: ({ importId }) => ({ calibrationId: importId, ruleIds: ["a"], revision: 0 }),
    answers: "not_found invalid conflict",
  },
  "scoring.drawSample": { may: "admin marketer", input: () => ({}), answers: "ok conflict invalid" },
  "scoring.rate": {
    may: "admin marketer rep manager",
    input: ({ leadId, importId }) => ({ sampleId: importId, leadId, rating: 3 }),
    answers: "not_found invalid conflict",
  },
  "scoring.keepDraft": { may: "admin marketer", input: () => ({ document: BALANCED }) },
  "scoring.throwDraftAway": { may: "admin marketer", input: () => ({}) },
  "scoring.publish": {
    may: "admin marketer",
    input: () => ({ note: "Tried", revision: 1, approvedBy: "Ada" }),
    answers: "conflict requirements_missing",
  },
  "scoring.startShadow": { may: "admin marketer", input: () => ({ version: 1 }) },
  "scoring.endShadow": { may: "admin marketer", input: () => ({}) },
  "scoring.takeChallenger": {
    may: "admin marketer",
    input: () => ({ revision: 999_999 }),
    answers: "not_found conflict",
  },
  "scoring.lookBeforePublishing": {
    may: "admin marketer",
    input: () => ({ revision: 999_999 }),
    answers: "conflict",
  },
  "scoring.editVersion": { may: "admin marketer", input: () => ({ version: 1 }) },
  "scoring.rollBack": {
    may: "admin marketer",
    input: () => ({ version: 1, note: "Tried", approvedBy: "Ada" }),
    answers: "requirements_missing",
  },
  "scoring.keepPins": { may: SIGNED_IN, input: ({ leadId }) => ({ leadIds: [leadId] }) },
  "scoring.promote": { may: OFFICE, input: ({ leadId }) => ({ leadIds: [leadId] }) },
  "stages.moveLead": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    input: (about) => ({ ...lead(about), to: "recycled", reason: "not-ready", wake: { evidence: true } }),
  },
  "stages.undoMove": {
    may: `${OFFICE} rep`,
    on: "lead",
    input: lead,
    answers: "undo_too_late conflict forbidden",
  },
  "team.acceptInvitation": {
    may: ANYONE,
    input: () => ({ token: "a".repeat(43), name: "Eve", password: "four quiet lanterns" }),
    answers: "not_found",
  },
  "team.changePassword": {
    may: SIGNED_IN,
    input: () => ({ current: "not mine", password: "four quiet lanterns" }),
    answers: "invalid",
  },
  "team.changeRole": { may: "admin", input: (about) => ({ ...user(about), role: "manager" }) },
  "team.createApiKey": { may: "admin", input: () => ({ name: "Mine", scope: "admin" }) },
  "team.createResetLink": { may: "admin", input: user },
  "team.createWriteKey": { may: "admin", input: () => ({ name: "Mine" }) },
  "team.deactivateUser": { may: "admin", input: user },
  "team.inviteUser": { may: "admin", input: () => ({ email: `${newId()}@relay.example`, role: "admin" }) },
  // There is one already.
  "team.loadSample": { may: "admin", input: () => ({}), answers: "conflict" },
  "team.reactivateUser": { may: "admin", input: user, answers: "not_found" },
  "team.removeSample": { may: "admin", input: () => ({}) },
  "team.renameSelf": { may: SIGNED_IN, input: () => ({ name: "Somebody" }) },
  "team.renameWorkspace": { may: "admin", input: () => ({ workspace: "Relay & Co" }) },
  "team.requestPasswordReset": { may: ANYONE, input: () => ({ email: `${newId()}@relay.example` }) },
  "team.resetPassword": {
    may: ANYONE,
    input: () => ({ token: "a".repeat(43), password: "four quiet lanterns" }),
    answers: "not_found",
  },
  "team.revokeApiKey": { may: "admin", input: ({ apiKeyId }) => ({ id: apiKeyId }) },
  "team.revokeInvitation": { may: "admin", input: ({ invitationId }) => ({ id: invitationId }) },
  "team.revokeWriteKey": { may: "admin", input: ({ writeKeyId }) => ({ id: writeKeyId }) },
  "team.setAbsence": { may: SIGNED_IN, input: () => ({ absentUntil: null }) },
  "team.setUp": {
    may: ANYONE,
    input: () => ({
      name: "Eve",
      email: "eve@evil.example",
      password: "four quiet lanterns",
      workspace: "Mine",
      timeZone: "Europe/Berlin",
      currency: "EUR",
    }),
    answers: "conflict",
  },
  "team.setWorkload": { may: "admin", input: (about) => ({ ...user(about), capacity: 5 }) },
  "team.signIn": {
    may: ANYONE,
    input: () => ({ email: "nobody@relay.example", password: "wrong" }),
    answers: "unauthenticated",
  },
  "team.signOut": { may: ANYONE, endsSessions: true, input: () => ({}) },
  "team.signOutElsewhere": { may: SIGNED_IN, endsSessions: true, input: () => ({}) },
  "tracking.addActivity": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    input: (about) => ({ ...lead(about), type: "note_added" }),
  },
  "tracking.logCall": {
    may: `${OFFICE} rep:own`,
    on: "lead",
    input: (about) => ({ ...lead(about), outcome: "no-answer" }),
  },

  // Pages: who may not see one gets "not found", who is not signed in is sent to sign in ----------------------------
  "page /": { may: SIGNED_IN },
  "page /audit": { may: "admin manager" },
  "page /definitions": { may: SIGNED_IN },
  "page /developers": { may: SIGNED_IN },
  "page /forgot": { may: ANYONE },
  "page /funnel": { may: SIGNED_IN },
  "page /funnel/rows": { may: SIGNED_IN, query: "?kpi=acceptance" },
  "page /imports": { may: OFFICE },
  "page /imports/{id}": { may: OFFICE },
  "page /imports/new": { may: "admin marketer" },
  "page /inbox": { may: SIGNED_IN },
  "page /invite/{token}": { may: ANYONE },
  "page /leads": { may: SIGNED_IN },
  "page /leads/{id}": { may: SIGNED_IN, on: "lead", binned: "open" },
  "page /leads/new": { may: "admin marketer rep manager" },
  "page /reset/{token}": { may: ANYONE },
  "page /scoring": { may: SIGNED_IN },
  "page /scoring/assets": { may: SIGNED_IN },
  "page /scoring/backtest": { may: SIGNED_IN },
  "page /scoring/calibrate": { may: SIGNED_IN },
  "page /scoring/exclusions": { may: SIGNED_IN, query: "?field=source&test=is&value=nowhere" },
  "page /scoring/drift": { may: SIGNED_IN, query: "?band=all&measure=volume&week=2026-03-09" },
  "page /scoring/shadow": { may: SIGNED_IN },
  "page /scoring/hand": { may: SIGNED_IN },
  "page /scoring/profiles": { may: SIGNED_IN },
  "page /scoring/profiles/{id}": { may: SIGNED_IN },
  "page /scoring/profiles/{id}/edit": { may: "admin marketer" },
  "page /scoring/promote": { may: SIGNED_IN },
  "page /settings": { may: SIGNED_IN },
  "page /settings/account": { may: SIGNED_IN },
  "page /settings/doctor": { may: "admin" },
  "page /settings/jobs": { may: "admin" },
  "page /settings/keys": { may: "admin" },
  "page /settings/outbox": { may: "admin" },
  "page /settings/people": { may: "admin manager" },
  "page /settings/people/{id}": { may: "admin" },
  "page /settings/workspace": { may: "admin" },
  "page /setup": { may: "admin" },
  "page /sign-in": { may: ANYONE },
};

/** Doors that are no one's to use or refuse: they answer the same to everybody. */
export const OPEN_TO_ALL: readonly string[] = [
  "page /_not-found",
  // Specimens of the design: there in development alone.
  "page /developers/ui",
  "page /_global-error",
  "route /icon.svg",
  "route /favicon.ico",
  // Every method of an address under /api that nothing answers.
  "route /api/{unknown}",
  // next-auth's endpoints; tests/security/accounts.test.ts is about them.
  "route /api/auth/{nextauth}",
];

/** Whether the table lets a caller in, towards a subject in this relation. */
export function lets(row: Row, caller: Caller, relation: Relation): boolean {
  if (relation === "binned" && row.on && row.binned !== "open") return false;
  const rights = row.may.split(" ");
  if (rights.includes(caller)) return true;
  if (caller !== "rep" || !rights.includes("rep:own")) return false;
  return relation === "held" || (row.on === "lead" && ["own", "binned"].includes(relation));
}

/** Whether a caller may at least towards something: whoever may not is refused whatever they ask about. */
export const letsAtAll = (row: Row, caller: Caller): boolean =>
  row.may.split(" ").some((right) => right.split(":")[0] === caller);
