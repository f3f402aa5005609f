import "server-only";
import type { z } from "zod";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { findingsShape } from "../schema";

export type DoctorRunView = {
  id: string;
  startedAt: Date;
  finishedAt: Date;
  promises: number;
  findings: z.output<typeof findingsShape>;
};

export type DoctorView = {
  /** Newest first. */
  runs: DoctorRunView[];
  /** Whether one waits or runs. */
  underWay: boolean;
};

/** What the doctor found lately. `forbidden` to all but admins. */
export async function doctorView(db: Db, viewer: Viewer): Promise<DoctorView> {
  if (!may(viewer, "settings.manage"))
    throw new AppError("forbidden", "Only admins see what the doctor found.");
  const rows = await db.doctorRun.findMany({ orderBy: { startedAt: "desc" }, take: 10 });
  const [queue] = await db.$queryRaw<{ open: boolean }[]>`
    select exists (
      select 1 from pgboss.job where name = 'doctor.examine' and state in ('created', 'retry', 'active')) as open`;
  return {
    runs: rows.map((row) => ({ ...row, findings: findingsShape.parse(row.findings) })),
    underWay: queue!.open,
  };
}
