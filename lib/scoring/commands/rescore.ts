import "server-only";
import { setTimeout } from "node:timers/promises";
import { db, type Tx } from "@/lib/platform/db/client";
import { type Connection, type Moment, openConnection } from "@/lib/platform/db/connection";
import { assertNever } from "@/lib/shared/assert-never";
import { chunked } from "@/lib/shared/chunks";
import { type Day, dayOf, dayToColumn } from "@/lib/shared/day";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { type ScoreColumns, scoreColumns } from "../columns";
import { scoreBriefly } from "../evaluate";
import { needsOf } from "../needs";
import { type ModelInForce, modelInForce, modelInForceOver } from "../queries/models";
import {
  type ActivityStream,
  activitiesBetween,
  eachScoreSubject,
  type LiveScore,
} from "../queries/subject-stream";
import { loadScoreSubjects } from "../queries/subjects";
import type { ScoreSubject } from "../score";
import { type StoredScore, storeScores } from "./store";

/** Leads that are scored in one go, without a lock. */
const CHUNK = 1_000;
/** Leads that are locked at once to be written: few enough that an event of one of them hardly waits. */
const LOCKED = 250;
/** Stretches that are under way at once: while one is computed here, PostgreSQL puts another in order. */
const LANES = 2;
/** Into so many stretches all leads are cut, so that every lane has something to do. */
const STRETCHES = 6;
const SHORTEST_STRETCH = 10_000;
const LONGEST_STRETCH = 200_000;
/** A stretch of which at least this share is selected is read in one go. */
const DENSE = 1 / 4;

export type RescoreProgress = { done: number; changed: number };

/** Which leads; `outdated` are those stored under another model than the one in force. */
type Selection = { only: "all" } | { only: "outdated" } | { only: "due"; by: Day };

/**
 * Scores leads anew as of today under the model in force, in small transactions; promotes nobody. `only: "outdated"`
 * takes those stored under another model, so that a run that was cut off goes on where it ended.
 */
export async function rescoreAll(
  caller: Caller,
  {
    only = "all",
    onProgress,
  }: { only?: "all" | "outdated"; onProgress?: (progress: RescoreProgress) => void } = {},
): Promise<RescoreProgress> {
  const { timeZone } = await workspace(db());
  return inLanes({ only }, { today: dayOf(caller.now, timeZone), timeZone }, onProgress);
}

/**
 * Brings every stored score to the model in force. A transaction that began before the publish may still make leads under
 * the model of before (an import, a form): nobody sees them until it ends. So once all of those have ended, it looks again.
 */
export async function rescoreAfterPublish(caller: Caller, signal?: AbortSignal): Promise<void> {
  const [row] = await db().$queryRaw<{ now: string }[]>`select clock_timestamp()::text as now`;
  await rescoreAll(caller, { only: "outdated" });
  while (await isOpenSince(row!.now)) {
    // The next worker begins again.
    if (signal?.aborted) throw new Error("the re-score was interrupted");
    await setTimeout(LOOK_AGAIN_MS);
  }
  await rescoreAll(caller, { only: "outdated" });
}

const LOOK_AGAIN_MS = 500;

/** Whether a transaction of this database that began before an instant (of the database's clock) is still open. */
async function isOpenSince(at: string): Promise<boolean> {
  const [row] = await db().$queryRaw<{ open: boolean }[]>`
    select exists (
      select from pg_stat_activity
      where datname = current_database() and backend_type = 'client backend' and xact_start < ${at}::timestamptz
    ) as open`;
  return row!.open;
}

/**
 * The change of day: scores again what says that it changes by itself by today (decay, expiry, growing quiet), and notes
 * that the day was swept. Promotes nobody; what became too low to stay MQL is the turn of the stages.
 */
export async function sweepDay(caller: Caller): Promise<RescoreProgress> {
  const { timeZone } = await workspace(db());
  const today = dayOf(caller.now, timeZone);
  const swept = await inLanes({ only: "due", by: today }, { today, timeZone });
  await db().$executeRaw`
    update workspace set swept_on = ${dayToColumn(today)}::date where id = 1 and (swept_on is null or swept_on < ${dayToColumn(today)}::date)`;
  return swept;
}

/** Scores these leads inside a transaction that also wrote something of them, and stores it. Promotes nobody. */
export async function rescoreLeads(tx: Tx, caller: Caller, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return;
  const ids = [...leadIds];
  await tx.$queryRaw`select lead_id from lead_score where lead_id = any(${ids}::uuid[]) order by lead_id for update`;
  const { timeZone } = await workspace(tx);
  const at = { today: dayOf(caller.now, timeZone), timeZone, model: await modelInForce(tx) };
  const subjects = await loadScoreSubjects(tx, ids);
  await tx.$executeRaw(
    storeScores(
      [...subjects.values()].map((subject) => ({ ...scored(subject, at), leadId: subject.leadId })),
    ),
  );
}

/**
 * For a transaction that writes something a score looks at and leaves scoring to later: a run that read these leads before
 * must not store what it computed.
 */
export async function markLeads(tx: Tx, leadIds: readonly string[]): Promise<void> {
  if (leadIds.length === 0) return;
  const ids = [...leadIds];
  await tx.$executeRaw`
    with locked as (
      select lead_id from lead_score where lead_id = any(${ids}::uuid[]) order by lead_id for update
    )
    update lead_score s set scored_on = s.scored_on from locked where s.lead_id = locked.lead_id`;
}

type At = { today: Day; timeZone: string };

async function inLanes(
  selection: Selection,
  at: At,
  onProgress?: (progress: RescoreProgress) => void,
): Promise<RescoreProgress> {
  const progress = { done: 0, changed: 0 };
  const report = (done: number, changed: number) => {
    progress.done += done;
    progress.changed += changed;
    onProgress?.({ ...progress });
  };
  const connections: Connection[] = [];
  const open = async () => {
    const connection = await openConnection();
    connections.push(connection);
    return connection;
  };
  try {
    const stretches = stretchesOf(await open(), selection);
    const lane = async () => {
      const own = { work: await open(), stream: await open() };
      for await (const stretch of stretches) await rescoreStretch(own, stretch, at, report);
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return progress;
  } finally {
    await Promise.all(connections.map((connection) => connection.close()));
  }
}

/** Two connections: one on which a stream is under way serves nothing else. */
type Lane = { work: Connection; stream: Connection };

/** Leads in the order of their ids; `dense` when they are a good part of all that lie between the first and the last. */
type Stretch = { ids: readonly string[]; dense: boolean };

const FIRST = "00000000-0000-0000-0000-000000000000";

/** The selected leads in the order of their ids; lanes may draw from it at once. */
async function* stretchesOf(connection: Connection, selection: Selection): AsyncGenerator<Stretch> {
  const [all] = await connection.rows<{ leads: number }>(
    Prisma.sql`select count(*)::int as leads from lead_score`,
  );
  const wanted = Math.ceil(all!.leads / STRETCHES);
  const most = Math.min(Math.max(wanted, SHORTEST_STRETCH), LONGEST_STRETCH);
  for (let after = FIRST; ; ) {
    const where = await condition(connection, selection);
    const rows = await connection.rows<{ lead_id: string }>(Prisma.sql`
      select lead_id from lead_score where lead_id > ${after}::uuid and ${where} order by lead_id limit ${most}`);
    const ids = rows.map((row) => row.lead_id);
    if (ids.length === 0) return;
    after = ids.at(-1)!;
    const [between] = await connection.rows<{ leads: number }>(Prisma.sql`
      select count(*)::int as leads from lead_score where lead_id between ${ids[0]}::uuid and ${after}::uuid`);
    yield { ids, dense: ids.length >= DENSE * between!.leads };
  }
}

async function condition(connection: Connection, selection: Selection): Promise<Prisma.Sql> {
  switch (selection.only) {
    case "all":
      return Prisma.sql`true`;
    case "outdated":
      return Prisma.sql`(model_version <> ${(await modelInForceOver(connection)).version} or near is null)`;
    case "due":
      return Prisma.sql`changes_on <= ${dayToColumn(selection.by)}::date`;
    default:
      return assertNever(selection);
  }
}

/**
 * Scores leads from what was committed at one moment, then writes what differs, a few leads at a time. Nobody waits while
 * it reads and computes. That is right because every transaction that writes something a score looks at also writes the live
 * row of its lead: a row that still has its mark is the row of what was read. Where it has not, the lead is scored again
 * under its lock. So a score is never computed from less than is stored, nor written over a newer one.
 */
async function rescoreStretch(
  { work, stream }: Lane,
  { ids, dense }: Stretch,
  at: At,
  report: (done: number, changed: number) => void,
): Promise<void> {
  const rescored = async (chunk: readonly string[], reading?: Reading) =>
    report(chunk.length, await rescoreChunk(work, chunk, at, reading));
  if (!dense) {
    for (const chunk of chunked(ids, CHUNK)) await rescored(chunk);
    return;
  }
  await stream.snapshot(async () => {
    const model = await modelInForceOver(stream);
    const between = { first: ids[0]!, last: ids.at(-1)! };
    const moment = await stream.moment();
    const activities = await activitiesBetween(stream, between, needsOf(model.document));
    try {
      for (const chunk of chunked(ids, CHUNK)) {
        // What was asked for is what this model looks at: under another one, leads are read anew.
        const isInForce = (await modelInForceOver(work)).version === model.version;
        await rescored(chunk, isInForce ? { moment, activities } : undefined);
      }
    } finally {
      await activities.end();
    }
  });
}

/** Activities that are being read on another connection, and the moment at which. */
type Reading = { moment: Moment; activities: ActivityStream };

async function rescoreChunk(
  connection: Connection,
  ids: readonly string[],
  at: At,
  reading?: Reading,
): Promise<number> {
  const { scores, version } = await connection.snapshot(
    () => differing(connection, ids, at, reading?.activities),
    reading?.moment,
  );
  let changed = 0;
  for (const few of chunked(scores, LOCKED)) changed += await write(connection, few, version, at);
  return changed;
}

type Differing = { scores: StoredScore[]; version: number };

/** The scores of leads, under the model in force, that are not what is stored. */
async function differing(
  connection: Connection,
  ids: readonly string[],
  at: At,
  activities?: ActivityStream,
): Promise<Differing> {
  const model = await modelInForceOver(connection);
  const scores: StoredScore[] = [];
  const compare = (subject: ScoreSubject, live: LiveScore) => {
    // Scored on a later day already: the run began before midnight, and no score goes back.
    let { today } = at;
    if (live.scoredOn > today) today = live.scoredOn;
    const columns = scored(subject, { today, timeZone: at.timeZone, model });
    if (isSame(columns, live)) return;
    const reason = columns.reason === live.reason ? null : columns.reason;
    scores.push({ ...columns, reason, leadId: subject.leadId, mark: live.mark });
  };
  await eachScoreSubject(connection, ids, needsOf(model.document), compare, activities);
  return { scores, version: model.version };
}

/** Whether storing a score would change nothing but the day it was looked at. */
const isSame = (columns: ScoreColumns, live: LiveScore): boolean =>
  columns.score === live.score &&
  columns.fit === live.fit &&
  columns.engagement === live.engagement &&
  columns.adjustment === live.adjustment &&
  columns.grade === live.grade &&
  columns.near === live.near &&
  columns.reason === live.reason &&
  columns.modelVersion === live.modelVersion &&
  columns.changesOn === live.changesOn;

/** Locks the leads in id order, as a statement of its own: what is read after it is all that was committed. */
function write(
  connection: Connection,
  scores: readonly StoredScore[],
  version: number,
  at: At,
): Promise<number> {
  const ids = scores.map(({ leadId }) => leadId);
  return connection.transaction(async () => {
    await connection.execute(Prisma.sql`
      with locked as (
        select from lead_score where lead_id = any(${`{${ids.join()}}`}::uuid[]) order by lead_id for update
      )
      select count(*) from locked`);
    const isInForce = (await modelInForceOver(connection)).version === version;
    const written = isInForce ? await connection.execute(storeScores(scores)) : 0;
    if (written === scores.length) return written;
    const moved = await differing(connection, ids, at);
    return moved.scores.length === 0
      ? written
      : written + (await connection.execute(storeScores(moved.scores)));
  });
}

function scored(
  subject: ScoreSubject,
  { today, timeZone, model }: At & { model: ModelInForce },
): ScoreColumns {
  return scoreColumns(scoreBriefly(subject, model.document, today, timeZone), model.version);
}
