import type pg from "pg";
import { to } from "pg-copy-streams";
import { db } from "@/lib/platform/db/client";
import { openConnection } from "@/lib/platform/db/connection";
import { backtest } from "@/lib/scoring/backtest/backtest";
import { linesOf, withLine } from "@/lib/scoring/backtest/crossings";
import { spanOf } from "@/lib/scoring/backtest/span";
import { withPoints, withRule } from "@/lib/scoring/edit";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { needsOf } from "@/lib/scoring/needs";
import { loadGround } from "@/lib/scoring/queries/backtest/ground";
import { modelInForce } from "@/lib/scoring/queries/models";
import { businessCalendar } from "@/lib/sla/calendar";
import type { Figure } from "./main";
import { leadsIn, withWorkspace } from "./support";

// `npm run bench -- whatif [--leads N]`: the last 90 days read once, then what other lines and other points would have done
// in them. Beside it the database alone sending the same rows, and a bare loop over as many numbers.

const TRIALS = 20;

export default (args: readonly string[]): Promise<Figure[]> =>
  withWorkspace(leadsIn(args), async ({ bare, caller }) => {
    const { document } = await modelInForce(db());
    const connection = await openConnection();
    const started = performance.now();
    const usedBefore = process.cpuUsage();
    const bench = await loadGround(connection, { needs: needsOf(document), now: caller.now });
    const load = performance.now() - started;
    const cpu = cpuSince(usedBefore);
    await connection.close();
    const { ground } = bench;
    const activities = ground.activities.at.length;
    const bareLoad = await bareCopy(bare, ground.from);

    const span = spanOf(ground.fromDay, ground.toDay, businessCalendar(ground.zone).weekdays);
    const line = linesOf(document)[0] ?? null;
    const trial = (draft: ScoringModelDocument): Trial => {
      const start = performance.now();
      const used = process.cpuUsage();
      backtest(bench.judged(document), bench.judged(draft), { span, line });
      return { wall: performance.now() - start, cpu: cpuSince(used) };
    };
    const first = trial(document);
    const moved = timed(TRIALS, (nth) => trial(line ? withLine(document, line, 20 + nth) : document));
    const rule = document.rules.find(({ kind }) => kind === "engagement")!;
    const replayed = timed(5, (nth) => trial(withRule(document, withPoints(rule, 100 + nth))));
    const { moments } = bench.judged(document);
    const bareLoop = bareWalk(moments.at.length, activities);
    const more = { leads: ground.leads, activities, moments: moments.at.length, memoryMB: memory() };
    return [
      figure("load", load, bareLoad, { cpu, ...more }),
      figure("the first trial", first.wall, bareLoop, { cpu: first.cpu }),
      figure("another line", moved.longest, bareLoop, { p50: moved.p50, cpu: moved.cpu, rounds: TRIALS }),
      figure("other points", replayed.longest, bareLoop, { p50: replayed.p50, cpu: replayed.cpu, rounds: 5 }),
    ];
  });

const rounded = (value: number): number => Number(value.toPrecision(3));

const figure = (
  name: string,
  value: number,
  bare: number,
  more: Readonly<Record<string, number>>,
): Figure => ({
  name,
  value: rounded(value),
  unit: "ms",
  bare: rounded(bare),
  ratio: rounded(value / bare),
  ...Object.fromEntries(Object.entries(more).map(([key, each]) => [key, rounded(each)])),
});

const memory = (): number => Math.round(process.memoryUsage().rss / 1e6);

/** Milliseconds by the clock, and of a core that was had: on a busy machine they differ. */
type Trial = { wall: number; cpu: number };

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The longest and the median by the clock; the median of the core. */
function timed(rounds: number, run: (nth: number) => Trial): { longest: number; p50: number; cpu: number } {
  const trials = Array.from({ length: rounds }, (_, nth) => run(nth));
  const sorted = (of: keyof Trial) => trials.map((trial) => trial[of]).sort((a, b) => a - b);
  const wall = sorted("wall");
  return { longest: wall.at(-1)!, p50: wall[rounds >> 1]!, cpu: sorted("cpu")[rounds >> 1]! };
}

/** Milliseconds in which the database sends the same activities and nobody looks at them. */
async function bareCopy(client: pg.Client, from: number): Promise<number> {
  const start = performance.now();
  const since = new Date(from).toISOString();
  const stream = client.query(
    to(`copy (
      select lead_id, occurred_at, received_at, type, trust, channel, campaign, initiated_by, properties from activity
      where lead_id in (select lead_id from activity where occurred_at >= '${since}'::timestamptz)
      order by lead_id, occurred_at) to stdout with (format binary)`),
  );
  let bytes = 0;
  for await (const piece of stream) bytes += (piece as Buffer).length;
  if (bytes === 0) throw new Error("there are no activities");
  return performance.now() - start;
}

/** Milliseconds of one walk over as many numbers as a replay looks at, halving each by its age. */
function bareWalk(moments: number, activities: number): number {
  const days = Int32Array.from({ length: activities }, (_, index) => index % 90);
  const worth = Float64Array.from({ length: 90 }, (_, age) => 2 ** (-age / 30));
  const each = Math.max(1, Math.ceil(activities / Math.max(1, moments)));
  const start = performance.now();
  let sum = 0;
  for (let moment = 0, at = 0; moment < moments; moment++)
    for (let nth = 0; nth < each; nth++, at = (at + 1) % activities) sum += worth[days[at]!]!;
  if (Number.isNaN(sum)) throw new Error("nothing was added up");
  return performance.now() - start;
}
