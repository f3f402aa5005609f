import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { askDoctor } from "@/lib/operations/commands/ask";
import { discardJob, retryJob } from "@/lib/operations/commands/failed-jobs";
import { examineData } from "@/lib/operations/jobs";
import { doctorView } from "@/lib/operations/queries/doctor";
import { jobsView } from "@/lib/operations/queries/jobs";
import { db } from "@/lib/platform/db/client";
import { checks } from "@/lib/platform/doctor/examine";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { type AnyJob, defineJob } from "@/lib/platform/jobs/job";
import { startWorker, type Worker } from "@/lib/platform/jobs/worker";
import { useDatabase } from "@/tests/support/database";
import { given, givenLead, givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

const database = useDatabase({ each: true });

let house: TestWorkspace;
let worker: Worker | undefined;

beforeEach(async () => {
  house = await givenWorkspace({ now: new Date() });
});

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
}, 30_000);

const work = async (...jobs: AnyJob[]) => {
  worker = await startWorker({ url: database.url, jobs });
};

const soon = { timeout: 20_000, interval: 50 };

/** A job that cannot do its work until somebody repairs what it needs. */
function fragile() {
  const state = { broken: true, done: 0 };
  const job = defineJob({
    name: "fragile",
    schema: z.object({ word: z.string() }),
    options: { retryLimit: 0 },
    async run() {
      if (state.broken) throw new Error("the bridge is out");
      state.done += 1;
    },
  });
  return { job, state };
}

const look = () => jobsView(db(), house.admin, new Date());

/** Runs into the wall once and waits until it lies among the dead letters. */
async function deadLetter(job: AnyJob): Promise<string> {
  await enqueue(db(), job as never, { word: "on" } as never);
  await work(job);
  return vi.waitFor(async () => {
    const { deadLetters } = await look();
    expect(deadLetters).toHaveLength(1);
    return deadLetters[0]!.id;
  }, soon);
}

describe("a job that failed for good", () => {
  test("waits with its error for an admin, who gives it its tries again; both are in the audit", async () => {
    const { job, state } = fragile();
    const id = await deadLetter(job);
    const { deadLetters, deadLetterCount, queues } = await look();
    expect(deadLetterCount).toBe(1);
    expect(deadLetters).toMatchObject([
      { job: "fragile", error: "the bridge is out", tries: 1, nextTryAt: null },
    ]);
    expect(queues).toMatchObject([{ name: "fragile", work: "fragile", failed: 1, waiting: 0 }]);

    state.broken = false;
    await retryJob(house.as(house.admin), id);
    await vi.waitFor(() => expect(state.done).toBe(1), soon);
    expect((await look()).deadLetters).toEqual([]);
    expect(await db().auditEntry.findFirst({ where: { action: "job.retried" } })).toMatchObject({
      actorId: house.admin.id,
      subjectId: id,
    });
    await expect(retryJob(house.as(house.admin), id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is dropped when an admin says so, once", async () => {
    const id = await deadLetter(fragile().job);
    await discardJob(house.as(house.admin), id);
    expect((await look()).deadLetters).toEqual([]);
    expect(await db().auditEntry.count({ where: { action: "job.discarded", subjectId: id } })).toBe(1);
    await expect(discardJob(house.as(house.admin), id)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is nobody else's to see or to touch", async () => {
    for (const person of [house.marta, house.sam, house.milan, house.vera]) {
      await expect(jobsView(db(), person, new Date())).rejects.toMatchObject({ code: "forbidden" });
      await expect(doctorView(db(), person)).rejects.toMatchObject({ code: "forbidden" });
      for (const command of [retryJob, discardJob])
        await expect(command(house.as(person), newId())).rejects.toMatchObject({ code: "forbidden" });
      await expect(askDoctor(house.as(person))).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await db().auditEntry.count()).toBe(0);
  });
});

describe("the work that is outstanding", () => {
  test("counts alerts that wait, and says since when the oldest is due", async () => {
    await given(house, await givenLead(house), "demo_requested");
    await db().$executeRaw`update outbox_message set due_at = now() - interval '5 minutes'`;
    const { outbox, worker: state } = await look();
    expect(outbox.waiting).toBeGreaterThan(0);
    expect(outbox.late).toBe(outbox.waiting);
    expect(Date.now() - outbox.oldestDueAt!.getTime()).toBeGreaterThan(4 * 60_000);
    expect(state).toBe("down");
  });
});

describe("the doctor, asked by an admin", () => {
  test("examines in the background and keeps what it found; asked twice it comes once", async () => {
    await givenLead(house);
    await askDoctor(house.as(house.admin));
    await askDoctor(house.as(house.admin));
    expect(await doctorView(db(), house.admin)).toEqual({ runs: [], underWay: true });
    expect(await db().auditEntry.count({ where: { action: "doctor.asked" } })).toBe(1);
    await work(examineData);
    await vi.waitFor(async () => {
      const { runs, underWay } = await doctorView(db(), house.admin);
      expect(underWay).toBe(false);
      expect(runs).toMatchObject([{ promises: checks.length, findings: [] }]);
    }, soon);

    await db().$executeRaw`update lead_score set score = score + 7`;
    await askDoctor(house.as(house.admin));
    await vi.waitFor(async () => {
      const [latest] = (await doctorView(db(), house.admin)).runs;
      expect(latest!.findings.map(({ id }) => id)).toContain("score-is-what-the-rules-say");
    }, soon);
  });
});
