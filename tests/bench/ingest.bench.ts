import type pg from "pg";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { logActivities, logActivity, type Sent } from "@/lib/tracking/commands";
import type { Figure } from "./main";
import { type BenchWorkspace, inTurn, leadsIn, rateBeside, withWorkspace } from "./support";

// `npm run bench -- ingest [--leads N]`: activities of random leads through the gate (locked, scored, moved), beside what
// the database alone takes to lock those leads, to insert as many rows and to update as many.

const ROUNDS = 30;
/** How far apart the two are among the leads: neither is to find in memory what the other has just read. */
const APART = 1_000;

export default (args: readonly string[]): Promise<Figure[]> =>
  withWorkspace(leadsIn(args), async (workspace) => {
    const leads = (
      await db().$queryRaw<{ lead_id: string }[]>`
        select lead_id from lead_score where stage = 'lead' order by hashtext(lead_id::text) limit 20000`
    ).map((row) => row.lead_id);
    return [
      await oneByOne(workspace, leads),
      await inBatches(workspace, leads, 100),
      await inBatches(workspace, leads, 500),
    ];
  });

async function oneByOne({ caller, bare }: BenchWorkspace, leads: readonly string[]): Promise<Figure> {
  const lead = (round: number) => leads[(round * 7919) % leads.length]!;
  const times = await inTurn(ROUNDS * 5, {
    product: (round) => logActivity({ ...caller, now: new Date() }, lead(round), input()),
    bare: (round) => ingestBarely(bare, [lead(round + APART)]),
  });
  return rateBeside(
    "one at a time",
    "events/s",
    { rate: 1000 / times.product.p50, limit: 1000 / times.bare.p50 },
    { p50: Number(times.product.p50.toFixed(2)), p95: Number(times.product.p95.toFixed(2)) },
  );
}

async function inBatches(
  { caller, bare }: BenchWorkspace,
  leads: readonly string[],
  size: number,
): Promise<Figure> {
  const batch = (round: number) =>
    Array.from({ length: size }, (_, index) => leads[(round * 7919 + index * 31) % leads.length]!);
  const times = await inTurn(ROUNDS, {
    product: (round) =>
      logActivities(
        { ...caller, now: new Date() },
        batch(round).map((leadId): Sent => ({ leadId, input: input() })),
      ),
    bare: (round) => ingestBarely(bare, batch(round + APART)),
  });
  return rateBeside(
    `batches of ${size}`,
    "events/s",
    { rate: (size * 1000) / times.product.p50, limit: (size * 1000) / times.bare.p50 },
    { p50: Number(times.product.p50.toFixed(1)), p95: Number(times.product.p95.toFixed(1)) },
  );
}

const input = () => ({ type: "page_viewed", properties: { path: "/blog" } });

/** Lock in id order, one INSERT, one UPDATE, by `unnest`. */
async function ingestBarely(client: pg.Client, leads: readonly string[]): Promise<void> {
  const ids = [...new Set(leads)].sort();
  await client.query("begin");
  await client.query(
    "select lead_id, score from lead_score where lead_id = any($1::uuid[]) order by lead_id for update",
    [ids],
  );
  await client.query(
    `insert into activity (id, lead_id, type, occurred_at, received_at, source, message_id, payload_hash, trust, properties)
     select id, lead_id, 'page_viewed', now(), now(), 'bench', id::text, '', 'human', '{"path": "/blog"}'
     from unnest($1::uuid[], $2::uuid[]) as n(id, lead_id)`,
    [leads.map(() => newId()), leads],
  );
  await client.query(
    `update lead_score s set score = n.score, last_activity_at = now()
     from unnest($1::uuid[], $2::smallint[]) as n(lead_id, score) where s.lead_id = n.lead_id`,
    [ids, ids.map((_, index) => index % 100)],
  );
  await client.query("commit");
}
