import { beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { runImport } from "@/lib/imports/commands";
import { undoImport } from "@/lib/imports/commands/undo";
import { discardJob, retryJob } from "@/lib/operations/commands/failed-jobs";
import { jobsView } from "@/lib/operations/queries/jobs";
import { db } from "@/lib/platform/db/client";
import { examine } from "@/lib/platform/doctor/examine";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { defineJob } from "@/lib/platform/jobs/job";
import { startWorker } from "@/lib/platform/jobs/worker";
import { startCalibration } from "@/lib/scoring/commands/calibrate";
import { drawHandSample, rateLead } from "@/lib/scoring/commands/hand-score";
import { runCalibration } from "@/lib/scoring/commands/run-calibration";
import { useDatabase } from "@/tests/support/database";
import { givenImport } from "@/tests/support/imports";
import { inRounds, rounds } from "@/tests/support/rounds";
import { givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";
import { race } from "./race";

// A click too many, a request that a proxy repeats: what happens once although it is asked for several times at once.

const database = useDatabase();

const ROUNDS = rounds("sent twice", 3, 200);
const LONGEST = 60_000 + ROUNDS * 3_000;

let house: TestWorkspace;

beforeAll(async () => {
  house = await givenWorkspace({ now: new Date() });
});
beforeEach(() => {
  house.now = new Date();
});

const times = <T>(count: number, name: string, run: () => Promise<T>) =>
  Array.from({ length: count }, () => ({ name, run }));

test(
  `a calibration is begun once, and what was interrupted is ended by whoever begins again (${ROUNDS} rounds)`,
  async () => {
    for (const _ of inRounds("calibrations", ROUNDS)) {
      const before = await db().scoringCalibration.count();
      const ask = () => startCalibration(house.as(house.marta), { outcome: "customer", horizonDays: 90 });
      const { won, lost } = await race(times(6, "ask", ask));
      expect(won).toHaveLength(1);
      for (const { error } of lost) expect(error).toMatchObject({ code: "conflict" });
      expect(await db().scoringCalibration.count()).toBe(before + 1);
      const { calibrationId } = won[0]!.value;
      // A worker that died half way left it as running; two others take it up.
      await db().scoringCalibration.update({ where: { id: calibrationId }, data: { status: "running" } });
      const run = () => runCalibration(house.as({ kind: "system", id: null, name: "worker" }), calibrationId);
      expect((await race(times(2, "run", run))).lost).toEqual([]);
      const { status } = await db().scoringCalibration.findUniqueOrThrow({ where: { id: calibrationId } });
      expect(status).toBe("refused");
      await db().$executeRaw`delete from pgboss.job where name = 'scoring.calibrate'`;
    }
  },
  LONGEST,
);

test(
  `a sample to score by hand is drawn once, and a rating counts once (${ROUNDS} rounds)`,
  async () => {
    const lead = await givenLead(house);
    for (const _ of inRounds("hand samples", ROUNDS)) {
      const before = await db().handSample.count();
      const draw = () => drawHandSample(house.as(house.marta));
      const { won } = await race(times(6, "draw", draw));
      expect(new Set(won.map(({ value }) => value.sampleId)).size).toBe(1);
      expect(await db().handSample.count()).toBe(before + 1);
      const { sampleId } = won[0]!.value;
      const rated = await race(
        ([1, 2, 3, 4, 5] as const).map((rating) => ({
          name: String(rating),
          run: () => rateLead(house.as(house.sam), { sampleId, leadId: lead, rating }),
        })),
      );
      expect(rated.lost).toEqual([]);
      expect(await db().handScore.count({ where: { sampleId } })).toBe(1);
    }
  },
  LONGEST,
);

test(
  `a spent job is retried or discarded by one of those who ask (${ROUNDS} rounds)`,
  async () => {
    const job = defineJob({
      name: "hopeless",
      schema: z.object({}),
      options: { retryLimit: 0 },
      async run() {
        throw new Error("no way");
      },
    });
    for (const _ of inRounds("spent jobs", ROUNDS)) {
      await enqueue(db(), job, {});
      const worker = await startWorker({ url: database.url, jobs: [job] });
      const look = () => jobsView(db(), house.admin, new Date());
      await expect.poll(async () => (await look()).deadLetters.length, { timeout: 30_000 }).toBe(1);
      await worker.stop();
      const { id } = (await look()).deadLetters[0]!;
      const { won, lost } = await race([
        ...times(3, "retried", () => retryJob(house.as(house.admin), id)),
        ...times(3, "discarded", () => discardJob(house.as(house.admin), id)),
      ]);
      expect(won).toHaveLength(1);
      for (const { error } of lost) expect(error).toMatchObject({ code: "not_found" });
      const entries = await db().auditEntry.findMany({ where: { subjectId: id }, select: { action: true } });
      expect(entries).toEqual([{ action: `job.${won[0]!.name}` }]);
      const waiting = await db().$queryRaw<unknown[]>`
      select 1 from pgboss.job where name = ${job.name} and state = 'created'`;
      expect(waiting).toHaveLength(won[0]!.name === "retried" ? 1 : 0);
      await db().$executeRaw`delete from pgboss.job where name = ${job.name}`;
    }
  },
  LONGEST,
);

test(
  `an import's undo is asked for once (${ROUNDS} rounds)`,
  async () => {
    for (const round of inRounds("undos", ROUNDS)) {
      const importId = await givenImport(house.as(house.marta), {
        text: `Email,Job Title\nundone-${round}@harbour-works.com,Director\n`,
      });
      await runImport(house.as(house.marta), importId);
      const { lost } = await race(times(6, "undo", () => undoImport(house.as(house.marta), importId)));
      expect(lost).toEqual([]);
      const jobs = await db().$queryRaw<unknown[]>`
      select 1 from pgboss.job where name = 'undo-import' and data ->> 'importId' = ${importId}`;
      expect(jobs).toHaveLength(1);
      expect(
        await db().auditEntry.count({ where: { action: "import.undo_started", subjectId: importId } }),
      ).toBe(1);
    }
    await db().$executeRaw`delete from pgboss.job where name in ('import')`;
    expect(await examine()).toEqual([]);
  },
  LONGEST,
);
