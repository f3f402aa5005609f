import "server-only";
import { z } from "zod";
import type { Db } from "@/lib/platform/db/client";
import { defineJob } from "./job";

const EVERY_SECONDS = 10;
const LONGEST_SILENCE_SECONDS = 45;

/** Does nothing, on time: that it was done proves that a worker takes jobs from the queue and finishes them. */
export const pulse = defineJob({
  name: "pulse",
  schema: z.object({}),
  options: { every: EVERY_SECONDS },
  async run() {},
});

/** Whether some worker, in this process or another, has finished its pulse within the last 45 seconds. */
export async function workerStatus(db: Db): Promise<"ok" | "down"> {
  const [table] = await db.$queryRaw<
    { there: boolean }[]
  >`select to_regclass('pgboss.job') is not null as there`;
  if (!table?.there) return "down";
  const [last] = await db.$queryRaw<{ recent: boolean }[]>`
    select coalesce(max(completed_on) > now() - make_interval(secs => ${LONGEST_SILENCE_SECONDS}), false) as recent
    from pgboss.job where name = ${pulse.name} and state = 'completed'`;
  return last?.recent ? "ok" : "down";
}
