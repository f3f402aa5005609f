import "server-only";
import { createHash } from "node:crypto";
import { arrayOf, columnsOf } from "@/lib/platform/db/arrays";
import type { Tx } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import type { JsonObject } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";
import type { Trust } from "@/lib/tracking/activity";
import type { DecidedRow } from "./batch";

/** Activities of imports share one source: the same column told again about the same lead is the same activity. */
const SOURCE = "import";

/** An activity that a row tells. */
export type ActivityRow = {
  id: string;
  leadId: string;
  /** The row makes the lead too: then none of them is stored yet. */
  isNew: boolean;
  type: string;
  occurredAt: Date;
  messageId: string;
  payloadHash: string;
  channel: string | null;
  properties: JsonObject;
};

/** Such an activity as the evaluator sees it. */
export const scored = ({ id, type, occurredAt, channel, properties }: ActivityRow) => ({
  id,
  type,
  occurredAt,
  source: SOURCE,
  channel,
  campaign: null,
  trust: "human" as Trust,
  initiatedBy: null,
  properties,
});

/** The activities of the rows, each message once, in the order of the messages. */
export function activityRows(rows: readonly DecidedRow[], now: Date): ActivityRow[] {
  const told = rows.flatMap(({ row, leadId, verdict }) =>
    row.activities.map((activity) => ({
      id: newId(),
      leadId,
      isNew: verdict === "created",
      type: activity.type,
      occurredAt: activity.at ?? row.capturedAt?.at ?? now,
      messageId: messageId(leadId, activity.slot),
      payloadHash: hashOf(activity),
      channel: activity.channel,
      properties: activity.properties,
    })),
  );
  const first = new Map(told.toReversed().map((activity) => [activity.messageId, activity]));
  return [...first.values()].sort((a, b) => (a.messageId < b.messageId ? -1 : 1));
}

/** Stores those that are new, with what is copied of them. Answers how many were, by lead. */
export async function insertActivities(
  tx: Tx,
  caller: Caller,
  importId: string,
  activities: readonly ActivityRow[],
): Promise<Map<string, number>> {
  if (activities.length === 0) return new Map();
  const all = columnsOf(activities);
  // The live row of a lead that was just made knows its last activity already.
  const made = arrayOf([...new Set(activities.flatMap(({ leadId, isNew }) => (isNew ? leadId : [])))]);
  const inserted = await tx.$queryRaw<{ lead_id: string; count: number }[]>`
    with inserted as (
      insert into activity (id, lead_id, type, occurred_at, received_at, source, message_id, payload_hash, channel, trust,
        properties, actor_id, import_id)
      select id, lead_id, type, occurred_at, ${caller.now}::timestamptz, ${SOURCE}, message_id, payload_hash, channel,
        'human', properties, ${caller.viewer.id}::uuid, ${importId}::uuid
      from unnest(${all("id")}::uuid[], ${all("leadId")}::uuid[], ${all("type")}::text[],
        ${all("occurredAt")}::timestamptz[], ${all("messageId")}::text[], ${all("payloadHash")}::text[],
        ${all("channel")}::text[], ${arrayOf(activities.map(({ properties }) => JSON.stringify(properties)))}::jsonb[])
        as r(id, lead_id, type, occurred_at, message_id, payload_hash, channel, properties)
      on conflict (source, message_id) do nothing
      returning lead_id, type, occurred_at
    ), touched as (
      select lead_id, count(*)::int as count, max(occurred_at) as last,
        min(occurred_at) filter (where type = 'unsubscribed') as unsubscribed_at
      from inserted group by lead_id
    ), live as (
      update lead_score s set last_activity_at = greatest(s.last_activity_at, t.last)
      from touched t where s.lead_id = t.lead_id and t.lead_id <> all(${made}::uuid[])
    ), unsubscribed as (
      update lead l set unsubscribed_at = t.unsubscribed_at from touched t
      where l.id = t.lead_id and t.unsubscribed_at is not null
    )
    select lead_id, count from touched`;
  return new Map(inserted.map(({ lead_id, count }) => [lead_id, count]));
}

/** How many activities of the rows are not stored yet, by lead: what a dry run foretells. */
export async function countNewActivities(tx: Tx, rows: readonly DecidedRow[]): Promise<Map<string, number>> {
  const told = rows.flatMap(({ row, leadId }) =>
    row.activities.map(({ slot }) => ({ leadId, id: messageId(leadId, slot) })),
  );
  const standing = new Set(rows.filter((row) => row.standing).map(({ leadId }) => leadId));
  const ofStanding = told.filter(({ leadId }) => standing.has(leadId));
  const stored =
    ofStanding.length === 0
      ? []
      : await tx.$queryRaw<{ message_id: string }[]>`
          select message_id from activity where source = ${SOURCE} and message_id = any(${ofStanding.map(({ id }) => id)}::text[])`;
  const known = new Set(stored.map((row) => row.message_id));
  const counts = new Map<string, number>();
  for (const { leadId, id } of told) if (!known.has(id)) counts.set(leadId, (counts.get(leadId) ?? 0) + 1);
  return counts;
}

/** The same for the same thing told of the same lead, whichever file tells it. */
const messageId = (leadId: string, slot: string): string => `${leadId}/${slot}`;

function hashOf({ type, at, channel, properties }: DecidedRow["row"]["activities"][number]): string {
  return createHash("sha256")
    .update(JSON.stringify([type, at, channel, properties]))
    .digest("hex");
}
