import { db } from "@/lib/platform/db/client";
import type { Ledger } from "./workload";

/** What the database says about what the clients know. */
export type Verdict = {
  acknowledged: { events: number; answers: number };
  lost: string[];
  doubled: string[];
  /** Stored although nobody sent it, or other than it was sent. */
  strange: string[];
};

type StoredEvent = { message_id: string; id: string; lead_id: string; type: string };

/** Holds the ledger against the database. Everything acknowledged is there once, and nothing that nobody sent. */
export async function judge(ledger: Ledger): Promise<Verdict> {
  const events = await judgeEvents(ledger);
  const answers = await judgeAnswers(ledger);
  return {
    acknowledged: {
      events: [...ledger.events.values()].filter(({ activityId }) => activityId !== null).length,
      answers: [...ledger.answers.values()].filter(({ acknowledged }) => acknowledged).length,
    },
    lost: [...events.lost, ...answers.lost],
    doubled: [...events.doubled, ...answers.doubled],
    strange: [...events.strange, ...answers.strange],
  };
}

async function judgeEvents({ events }: Ledger) {
  const stored = Map.groupBy(
    await db().$queryRaw<StoredEvent[]>`
      select message_id, id, lead_id, type from activity where source = 'api'`,
    ({ message_id }) => message_id,
  );
  const lost: string[] = [];
  const doubled: string[] = [];
  const strange = [...stored.keys()].filter((messageId) => !events.has(messageId));
  for (const [messageId, sent] of events) {
    const rows = stored.get(messageId) ?? [];
    if (rows.length > 1) doubled.push(messageId);
    const [row] = rows;
    if (sent.activityId !== null && row?.id !== sent.activityId) lost.push(messageId);
    if (row && (row.lead_id !== sent.leadId || row.type !== sent.type)) strange.push(messageId);
  }
  return { lost, doubled, strange };
}

type StoredAnswer = { id: string; status: string; answers: number; moves: number; audited: number };

async function judgeAnswers({ answers }: Ledger) {
  const stored = new Map(
    (
      await db().$queryRaw<StoredAnswer[]>`
        select h.id, h.status,
          (select count(*)::int from handoff_event e
            where e.handoff_id = h.id and e.kind in ('accepted', 'rejected')) as answers,
          (select count(*)::int from stage_transition t
            where t.lead_id = h.lead_id and t.from_stage = 'mql') as moves,
          (select count(*)::int from audit_entry a
            where a.subject_id = h.id::text and a.action in ('handoff.accepted', 'handoff.rejected')) as audited
        from handoff h`
    ).map((row) => [row.id, row]),
  );
  const lost: string[] = [];
  const doubled: string[] = [];
  const strange: string[] = [];
  for (const [id, { kind, acknowledged }] of answers) {
    const row = stored.get(id);
    const done = row?.status === (kind === "accept" ? "accepted" : "rejected");
    if (acknowledged && !done) lost.push(id);
    if (!done && row?.status !== "pending") strange.push(id);
    if (row && Math.max(row.answers, row.moves, row.audited) > 1) doubled.push(id);
    if (row && done && Math.min(row.answers, row.moves, row.audited) < 1) strange.push(id);
  }
  return { lost, doubled, strange };
}
