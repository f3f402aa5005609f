import "server-only";
import { openConnection } from "@/lib/platform/db/connection";
import { answerParent } from "@/lib/platform/side-process/child";
import { dayOf } from "@/lib/shared/day";
import { businessCalendar } from "@/lib/sla/calendar";
import { backtest, listOf } from "../../backtest/backtest";
import { isByRequest, type Judged, reachedBy } from "../../backtest/crossings";
import { spanOf } from "../../backtest/span";
import type { Workbench } from "../../backtest/workbench";
import { bothNeeds, covers, needsOf } from "../../needs";
import type { BacktestAnswer, BacktestAsk, ListedCrossing } from "./ask";
import { type LoadProgress, loadGround } from "./ground";

// The process in which backtests are computed: it keeps what it read, so that the next question is answered at once.

/** What was read counts as the present for a time that grows with what reading it took, at most ten minutes. */
const FRESH_FOR = 30;
const LONGEST_FRESH_MS = 10 * 60_000;

type Loaded = { url: string; now: Date; loadMs: number; bench: Workbench };

let loaded: Loaded | null = null;

answerParent<BacktestAsk, BacktestAnswer, LoadProgress>(async (ask, onProgress) => {
  const { bench, now, loadMs } = await benchFor(ask, onProgress);
  const started = performance.now();
  const { zone, fromDay, toDay, from, leads } = bench.ground;
  const span = spanOf(fromDay, toDay, businessCalendar(zone).weekdays);
  const published = bench.judged(ask.published);
  const draft = bench.judged(ask.draft);
  const at = { from, to: now.getTime(), zone, leads };
  const took = () => ({ loadMs, trialMs: performance.now() - started });
  if (ask.kind === "compare") {
    const result = backtest(published, draft, { span, line: ask.line });
    return { kind: "compare", at, result, took: took() };
  }
  const found = listOf(published, draft, { list: ask.list, week: ask.week, span });
  const judged = ask.list === "published" || ask.list === "leaving" ? published : draft;
  const crossings = found.map(({ lead, row }) => crossing(bench, judged, lead, row));
  const begin = ask.after ? crossings.findIndex((each) => isBehind(each, ask.after!)) : 0;
  const page = begin < 0 ? [] : crossings.slice(begin, begin + ask.limit + 1);
  return { kind: "list", at, total: found.length, crossings: page, took: took() };
});

async function benchFor(ask: BacktestAsk, onProgress: (progress: LoadProgress) => void): Promise<Loaded> {
  const needs = bothNeeds(needsOf(ask.published), needsOf(ask.draft));
  const known = loaded;
  if (known && known.url === ask.url && isFresh(known, ask.now) && covers(known.bench.needs, needs))
    return known;
  // One at a time fits into memory.
  loaded = null;
  const started = performance.now();
  const connection = await openConnection(ask.url);
  try {
    const wanted = known && known.url === ask.url ? bothNeeds(known.bench.needs, needs) : needs;
    const bench = await loadGround(connection, { needs: wanted, now: ask.now, onProgress });
    loaded = { url: ask.url, now: ask.now, loadMs: performance.now() - started, bench };
    return loaded;
  } finally {
    await connection.close();
  }
}

function isFresh({ now, loadMs, bench: { ground } }: Loaded, asked: Date): boolean {
  const age = asked.getTime() - now.getTime();
  const longest = Math.min(LONGEST_FRESH_MS, FRESH_FOR * loadMs);
  return age >= 0 && age < longest && dayOf(now, ground.zone) === dayOf(asked, ground.zone);
}

function crossing(bench: Workbench, judged: Judged, lead: number, row: number): ListedCrossing {
  const { moments, course, document, ground } = judged;
  const { fit, engagement, total, grade } = reachedBy(document, course.fit[row]!, course.engagement[row]!);
  return {
    leadId: bench.leadIds[lead]!,
    at: new Date(moments.at[row]!),
    fit,
    engagement,
    total,
    grade,
    byRequest: isByRequest(judged, row),
    fate: ground.fate[lead]!,
  };
}

/** Newest first, then by id, the largest first. */
const isBehind = ({ at, leadId }: ListedCrossing, after: { at: Date; leadId: string }): boolean =>
  at < after.at || (at.getTime() === after.at.getTime() && leadId < after.leadId);
