import { setTimeout as wait } from "node:timers/promises";
import { TestClock } from "pg-boss";
import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { db } from "@/lib/platform/db/client";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { type AnyJob, defineJob } from "@/lib/platform/jobs/job";
import { pulse, workerStatus } from "@/lib/platform/jobs/pulse";
import { startWorker, type Worker } from "@/lib/platform/jobs/worker";
import { useDatabase } from "@/tests/support/database";

const database = useDatabase({ each: true });

let worker: Worker | undefined;

afterEach(async () => {
  await worker?.stop();
  worker = undefined;
}, 30_000);

async function work(...jobs: AnyJob[]): Promise<void> {
  worker = await startWorker({ url: database.url, jobs });
}

const soon = { timeout: 20_000, interval: 50 };

/** A job that notes what it was given. */
function noting(name: string, options: AnyJob["options"] = {}) {
  const seen: { word: string; who: string; now: Date }[] = [];
  const job = defineJob({
    name,
    schema: z.object({ word: z.string() }),
    options,
    async run(caller, { word }) {
      seen.push({ word, who: caller.viewer.kind, now: caller.now });
    },
  });
  return { job, seen };
}

describe("background jobs", () => {
  test("a job runs with its payload, as the system", async () => {
    const { job, seen } = noting("note");
    await enqueue(db(), job, { word: "hello" });
    await work(job);
    await vi.waitFor(() => expect(seen).toMatchObject([{ word: "hello", who: "system" }]), soon);
  });

  test("a job exists exactly when the transaction that enqueued it commits", async () => {
    const { job, seen } = noting("note");
    const rolledBack = db().$transaction(async (tx) => {
      await enqueue(tx, job, { word: "lost" });
      throw new Error("rolled back");
    });
    await expect(rolledBack).rejects.toThrow("rolled back");
    await db().$transaction(async (tx) => {
      await enqueue(tx, job, { word: "kept" });
    });
    await work(job);
    await vi.waitFor(() => expect(seen.map(({ word }) => word)).toEqual(["kept"]), soon);
    await wait(300);
    expect(seen).toHaveLength(1);
  });

  test("a payload that does not fit its schema is refused before it is stored", async () => {
    const { job } = noting("note");
    await expect(enqueue(db(), job, { word: 1 } as never)).rejects.toThrow();
  });

  test("with the policy `short` a second job under the same key is refused while the first waits", async () => {
    const { job } = noting("note", { policy: "short" });
    expect(await enqueue(db(), job, { word: "a" }, { singletonKey: "k" })).not.toBeNull();
    expect(await enqueue(db(), job, { word: "b" }, { singletonKey: "k" })).toBeNull();
    expect(await enqueue(db(), job, { word: "c" }, { singletonKey: "other" })).not.toBeNull();
  });

  test("a job does not start before its time", async () => {
    const { job, seen } = noting("note");
    await enqueue(db(), job, { word: "later" }, { startAfter: new Date(Date.now() + 3_600_000) });
    await enqueue(db(), job, { word: "now" });
    await work(job);
    await vi.waitFor(() => expect(seen.map(({ word }) => word)).toEqual(["now"]), soon);
  });

  test("a job that keeps failing ends in the dead letters with its payload", async () => {
    const job = defineJob({
      name: "poison",
      schema: z.object({ word: z.string() }),
      options: { retryLimit: 0 },
      async run() {
        throw new Error("always");
      },
    });
    await enqueue(db(), job, { word: "bad" });
    await work(job);
    await vi.waitFor(async () => {
      const rows = await db().$queryRaw<{ data: unknown }[]>`
        select data from pgboss.job where name = 'dead-letters'`;
      expect(rows).toEqual([{ data: { word: "bad" } }]);
    }, soon);
  });

  test("the worker's health is told by its pulse", async () => {
    expect(await workerStatus(db())).toBe("down");
    await work(pulse);
    await vi.waitFor(async () => expect(await workerStatus(db())).toBe("ok"), soon);
  });

  test("a schedule follows the workspace's time zone and the worker's clock", async () => {
    await db().workspace.create({
      data: { id: 1, name: "Test", timeZone: "Asia/Tokyo", currency: "EUR", createdAt: new Date() },
    });
    const seen: Date[] = [];
    const job = defineJob({
      name: "morning",
      schema: z.object({}),
      options: { cron: "0 6 * * *" },
      async run(caller) {
        seen.push(caller.now);
      },
    });
    // 05:58 in Tokyo.
    const clock = new TestClock("2026-03-01T20:58:00Z");
    worker = await startWorker({ url: database.url, jobs: [job], clock });
    await clock.tick(60_000);
    expect(seen).toEqual([]);
    await vi.waitFor(async () => {
      await clock.tick(20_000);
      expect(seen).toHaveLength(1);
    }, soon);
    expect(seen[0]!.toISOString()).toMatch(/^2026-03-01T21:0[0-9]/);
  });
});
