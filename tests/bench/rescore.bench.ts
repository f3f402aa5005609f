import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import { to } from "pg-copy-streams";
import { db } from "@/lib/platform/db/client";
import { rescoreAll, sweepDay } from "@/lib/scoring/commands/rescore";
import type { Caller } from "@/lib/team/viewer";
import { logActivity } from "@/lib/tracking/commands";
import type { Figure } from "./main";
import { leadsIn, rateBeside, timesOf, withWorkspace } from "./support";

// `npm run bench -- rescore [--leads N]`: every lead scored anew after a publish, and by the change of day, beside what the
// database alone takes to send the activities and to take one number back for each lead. Meanwhile single events come in.

const CHUNK = 5_000;
/** Between two events of the visitor. */
const PAUSE_MS = 20;
/** For so long events come in without a re-score beside them. */
const ALONE_MS = 10_000;
const DAY_MS = 86_400_000;

export default (args: readonly string[]): Promise<Figure[]> =>
  withWorkspace(leadsIn(args), async (workspace) => {
    const { caller, leads } = workspace;
    const bare = await bareRescore(workspace.bare);
    // As after a publish: everything is stored under another model, and differs. As of yesterday: a run of this bench before
    // may have been at tomorrow already.
    await workspace.bare.query(
      "update lead_score set model_version = 0, score = (score + 1) % 100, scored_on = least(scored_on, current_date - 1)",
    );
    await workspace.bare.query("vacuum analyze lead_score");
    // What a busy machine does to an event by itself.
    const alone = await besideVisitors(caller, async () => {
      await wait(ALONE_MS);
      return { done: 0, changed: 0 };
    });
    const whole = await besideVisitors(caller, () => rescoreAll(caller, { only: "outdated" }));
    const again = await besideVisitors(caller, () => rescoreAll(caller));
    const tomorrow = { ...caller, now: new Date(caller.now.getTime() + DAY_MS) };
    const swept = await besideVisitors(caller, () => sweepDay(tomorrow));
    const figure = (name: string, { seconds, done, ...rest }: Measured) =>
      rateBeside(
        name,
        "leads/s",
        { rate: done / seconds, limit: leads / bare },
        { seconds, done, ...rest, aloneP50: alone.eventP50, aloneLongestMs: alone.longestStallMs },
      );
    return [
      figure("after a publish", whole),
      figure("nothing to change", again),
      figure("the change of day", swept),
    ];
  });

type Measured = {
  seconds: number;
  done: number;
  changed: number;
  /** Seconds that this process kept a core busy, events included: what it costs whatever else the machine does. */
  cpuSeconds: number;
  memoryMB: number;
  events: number;
  eventP50: number;
  longestStallMs: number;
};

/** Runs the work while one visitor after the other does something, and measures both. */
async function besideVisitors(
  caller: Caller,
  work: () => Promise<{ done: number; changed: number }>,
): Promise<Measured> {
  const leads = await db().$queryRaw<{ lead_id: string }[]>`
    select lead_id from lead_score order by hashtext(lead_id::text) limit 1000`;
  let over = false;
  let memory = 0;
  const waits: number[] = [];
  const visit = async () => {
    for (let turn = 0; !over; turn++) {
      const start = performance.now();
      await logActivity({ ...caller, now: new Date() }, leads[(turn * 7) % leads.length]!.lead_id, {
        type: "page_viewed",
        properties: { path: "/pricing" },
      });
      waits.push(performance.now() - start);
      memory = Math.max(memory, process.memoryUsage().rss);
      await wait(PAUSE_MS);
    }
  };
  const visitor = visit();
  const start = performance.now();
  const spent = process.cpuUsage();
  const { done, changed } = await work();
  const { user, system } = process.cpuUsage(spent);
  const seconds = (performance.now() - start) / 1000;
  over = true;
  await visitor;
  return {
    seconds: Number(seconds.toFixed(2)),
    done,
    changed,
    cpuSeconds: Number(((user + system) / 1e6).toFixed(2)),
    memoryMB: Math.round(memory / 1e6),
    events: waits.length,
    eventP50: Math.round(timesOf(waits).p50),
    longestStallMs: Math.round(Math.max(...waits)),
  };
}

/** Seconds to stream all activities out in order of lead, and to write one number of every lead in chunks. */
async function bareRescore(client: pg.Client): Promise<number> {
  const ids: string[] = (await client.query("select lead_id from lead_score order by lead_id")).rows.map(
    (row) => row.lead_id,
  );
  const start = performance.now();
  let bytes = 0;
  const stream = client.query(
    to(
      "copy (select lead_id, type, occurred_at, properties from activity order by lead_id, occurred_at) to stdout with (format binary)",
    ),
  );
  for await (const piece of stream) bytes += (piece as Buffer).length;
  if (bytes === 0) throw new Error("there are no activities");
  for (let at = 0; at < ids.length; at += CHUNK)
    await client.query("update lead_score set score = (score + 1) % 100 where lead_id = any($1::uuid[])", [
      `{${ids.slice(at, at + CHUNK).join()}}`,
    ]);
  return (performance.now() - start) / 1000;
}
