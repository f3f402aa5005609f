import "server-only";
import { createHash } from "node:crypto";
import { arrayOf } from "@/lib/platform/db/arrays";
import { db, type Tx } from "@/lib/platform/db/client";
import { PLANNED_ONCE } from "@/lib/platform/db/planned-once";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { lookAt, progressOn } from "@/lib/progression/commands/progress";
import type { Ground } from "@/lib/progression/queries/ground";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import type { Activity, Initiator } from "./activity";
import { type ActivityForm, activityOf } from "./form";
import type { ActivityInput } from "./schema";

const DAY_MS = 86_400_000;
/** Live intake accepts times from 10 years back to 1 day ahead. */
const OLDEST_MS = 3_653 * DAY_MS;

export type LoggedActivity = { activityId: string; created: boolean };

/**
 * Adds one activity to a lead and lets the gate look at it, in one transaction. The same message id again changes
 * nothing and answers with the first one (`created` false); with another body the first is kept and the conflict recorded.
 */
export async function logActivity(
  caller: Caller,
  leadId: string,
  input: ActivityInput,
): Promise<LoggedActivity> {
  const [verdict] = await logActivities(caller, [{ leadId, input }]);
  if (verdict instanceof AppError) throw verdict;
  return verdict!;
}

/** One activity on its way to its lead. */
export type Sent = { leadId: string; input: ActivityInput };

/** Activities of one call of `logActivities`: what one transaction holds locks for. */
export const MOST_ACTIVITIES = 500;

/**
 * Adds up to 500 activities to their leads in one transaction, with the result that adding one at a time in this order
 * would have. Each gets its own verdict: what was logged, or why not; what is refused keeps nothing else back.
 */
export async function logActivities(
  caller: Caller,
  sent: readonly Sent[],
): Promise<(LoggedActivity | AppError)[]> {
  if (sent.length > MOST_ACTIVITIES) throw new RangeError(`at most ${MOST_ACTIVITIES} activities at once`);
  const asked = sent.map(({ leadId, input }) => readable(caller, leadId, input));
  const known = asked.flatMap((activity) => (activity instanceof AppError ? [] : activity));
  return transaction(async (tx) => {
    const ground = await lookAt(tx, caller, [...new Set(known.map(({ leadId }) => leadId))]);
    const stored = await storedMessages(
      tx,
      caller,
      sent.flatMap(({ input }) => input.messageId ?? []),
    );
    const fresh = new Map<string, Activity[]>();
    const verdicts: (LoggedActivity | AppError)[] = [];
    for (const activity of asked) {
      const refusal = activity instanceof AppError ? activity : refusalOf(caller, ground, activity);
      if (refusal || activity instanceof AppError) {
        verdicts.push(refusal!);
        continue;
      }
      const first = stored.get(activity.messageId);
      if (first && first.payloadHash !== activity.payloadHash) await recordConflict(tx, caller, activity);
      verdicts.push({ activityId: first?.id ?? activity.id, created: !first });
      if (first) continue;
      stored.set(activity.messageId, activity);
      const others = fresh.get(activity.leadId);
      if (others) others.push(activity);
      else fresh.set(activity.leadId, [activity]);
    }
    const triggers = [...fresh].map(
      ([leadId, activities]) => [leadId, { kind: "activities", activities }] as const,
    );
    await progressOn(tx, caller, ground, new Map(triggers));
    return verdicts;
  });
}

function readable(caller: Caller, leadId: string, input: ActivityInput): Activity | AppError {
  try {
    return asActivity(caller, leadId, input);
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Why the caller may not log it, if so. */
function refusalOf(
  { viewer }: Caller,
  { snapshots, house }: Ground,
  { leadId, type }: Activity,
): AppError | null {
  const lead = snapshots.get(leadId);
  if (!lead) return new AppError("not_found", "There is no such lead");
  const holder = lead.handoff?.status === "pending" ? lead.handoff.assigneeId : null;
  const own = viewer.id !== null && [lead.ownerId, holder].includes(viewer.id);
  if (!may(viewer, "activity.log", own ? "own" : "other"))
    return new AppError("forbidden", "You may log activities on your own leads only");
  if (!house.activityTypes.get(type)?.active)
    return new AppError("invalid", `"${type}" is not a type of the catalogue`, {
      errors: [{ path: "type", rule: "catalogue", message: "Not an active type of the catalogue" }],
    });
  return null;
}

/** `logActivity` with day and time as they are typed: wall clock of the workspace. */
export async function logTypedActivity(
  caller: Caller,
  leadId: string,
  form: ActivityForm,
): Promise<LoggedActivity> {
  const { timeZone } = await workspace(db());
  return logActivity(caller, leadId, activityOf(form, timeZone));
}

type Message = Pick<Activity, "id" | "payloadHash">;

/**
 * What is stored under the message ids already; one that was made here cannot be. A message that somebody else stores
 * meanwhile is found when it is written.
 */
async function storedMessages(
  tx: Tx,
  caller: Caller,
  messageIds: readonly string[],
): Promise<Map<string, Message>> {
  if (messageIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: string; message_id: string; payload_hash: string }[]>`${PLANNED_ONCE}
    select id, message_id, payload_hash from activity
    where source = ${sourceOf(caller)} and message_id = any(${arrayOf(messageIds)}::text[])`;
  return new Map(
    rows.map(({ id, message_id, payload_hash }) => [message_id, { id, payloadHash: payload_hash }]),
  );
}

async function recordConflict(
  tx: Tx,
  { now }: Caller,
  { source, messageId, payloadHash }: Activity,
): Promise<void> {
  await tx.activityConflict.create({
    data: { id: newId(), source, messageId, payloadHash, receivedAt: now },
  });
}

/** Sales types are begun by whoever logs them unless told otherwise; notes and mail are never the lead's own doing. */
const BEGUN_BY_US: Readonly<Record<string, Initiator>> = {
  call_made: "rep",
  meeting_held: "rep",
  visited_in_person: "rep",
  direct_message: "rep",
  note_added: "rep",
  email_sent: "marketing",
  email_delivered: "marketing",
};

function asActivity(caller: Caller, leadId: string, input: ActivityInput): Activity {
  const { viewer, now } = caller;
  const occurredAt = input.occurredAt === undefined ? now : new Date(input.occurredAt);
  const age = now.getTime() - occurredAt.getTime();
  if (age > OLDEST_MS || age < -DAY_MS)
    throw new AppError("invalid", "The time lies too far away", {
      errors: [
        { path: "occurredAt", rule: "range", message: "Must lie between 10 years ago and 1 day ahead" },
      ],
    });
  const properties = input.properties ?? {};
  const { messageId = newId(), channel = null, campaign = null } = input;
  const loggedBySales = viewer.kind === "user" && viewer.role !== "marketer";
  const mailByHand = input.type === "email_sent" && loggedBySales;
  const initiatedBy = input.initiatedBy ?? (mailByHand ? "rep" : (BEGUN_BY_US[input.type] ?? null));
  return {
    id: newId(),
    leadId,
    type: input.type,
    occurredAt,
    receivedAt: now,
    source: sourceOf(caller),
    messageId,
    payloadHash: hashOf([
      leadId,
      input.type,
      input.occurredAt ?? null,
      channel,
      campaign,
      initiatedBy,
      properties,
    ]),
    channel,
    campaign,
    trust: "human",
    initiatedBy,
    properties,
    actorId: viewer.id,
    importId: null,
  };
}

function sourceOf({ viewer }: Caller): string {
  switch (viewer.kind) {
    case "user":
      return "manual";
    case "api":
      return "api";
    case "system":
    case "import":
      return viewer.kind;
  }
}

/** Equal for equal bodies, whatever the order of their keys. */
function hashOf(value: unknown): string {
  const ordered = JSON.stringify(value, (_, part) =>
    part !== null && typeof part === "object" && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
  return createHash("sha256").update(ordered).digest("hex");
}
