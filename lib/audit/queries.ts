import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { likeLiteral } from "@/lib/platform/db/like";
import { AppError } from "@/lib/platform/errors";
import { instantCursor, pageFrom } from "@/lib/platform/web/paging";
import { endOfDay, startOfDay } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import type { Page } from "@/lib/shared/page";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { Prisma } from "@/prisma/generated/client";
import type { AuditFilter } from "./filter";

export type AuditView = {
  id: string;
  at: Date;
  actorKind: string;
  actorName: string;
  action: string;
  subjectKind: string;
  subjectId: string | null;
  /** The present name of a user or lead; null where there is none (any more). */
  subjectName: string | null;
  data: JsonObject;
};

function refuseWithout(viewer: Viewer): void {
  if (!may(viewer, "audit.read")) throw new AppError("forbidden", "You may not read the audit.");
}

/** The trail, newest first: who did what to what. `forbidden` without audit.read. */
export async function auditTrail(
  db: Db,
  viewer: Viewer,
  filter: AuditFilter,
  page: { limit: number; cursor?: string | undefined; timeZone: string },
): Promise<Page<AuditView>> {
  refuseWithout(viewer);
  const after = instantCursor(page.cursor);
  const where: Prisma.AuditEntryWhereInput[] = [];
  if (filter.subjectKind) where.push({ subjectKind: filter.subjectKind });
  if (filter.who) where.push({ actorName: { contains: likeLiteral(filter.who), mode: "insensitive" } });
  if (filter.from) where.push({ at: { gte: startOfDay(filter.from, page.timeZone) } });
  if (filter.to) where.push({ at: { lte: endOfDay(filter.to, page.timeZone) } });
  if (after) where.push({ OR: [{ at: { lt: after.at } }, { at: after.at, id: { lt: after.id } }] });
  const rows = await db.auditEntry.findMany({
    where: { AND: where },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: page.limit + 1,
    select: {
      id: true,
      at: true,
      actorKind: true,
      actorName: true,
      action: true,
      subjectKind: true,
      subjectId: true,
      data: true,
    },
  });
  const { data, nextCursor } = pageFrom(rows, page.limit, (row) => [row.at.toISOString(), row.id]);
  const names = await namesOf(db, data);
  return {
    data: data.map((row) => ({
      ...row,
      subjectName: (row.subjectId && names.get(row.subjectId)) || null,
      data: row.data as JsonObject,
    })),
    nextCursor,
  };
}

async function namesOf(
  db: Db,
  rows: readonly { subjectKind: string; subjectId: string | null }[],
): Promise<Map<string, string>> {
  const idsOf = (kind: string) =>
    rows.flatMap((row) => (row.subjectKind === kind && row.subjectId ? [row.subjectId] : []));
  const select = { id: true, name: true } as const;
  const [users, leads] = await Promise.all([
    db.user.findMany({ where: { id: { in: idsOf("user") } }, select }),
    db.lead.findMany({ where: { id: { in: idsOf("lead") } }, select }),
  ]);
  return new Map([...users, ...leads].map(({ id, name }) => [id, name]));
}

/** The kinds of subject that the trail holds, by name. Walks the index from kind to kind instead of reading the table. */
export async function auditedKinds(db: Db, viewer: Viewer): Promise<string[]> {
  refuseWithout(viewer);
  const rows = await db.$queryRaw<{ kind: string }[]>`
    with recursive kinds as (
      (select subject_kind as kind from audit_entry order by subject_kind limit 1)
      union all
      select (select subject_kind from audit_entry where subject_kind > kinds.kind order by subject_kind limit 1)
      from kinds where kinds.kind is not null
    )
    select kind from kinds where kind is not null`;
  return rows.map((row) => row.kind);
}

/** A place in the chain of the trail, and a hash (hex) that stands for everything up to it. */
export type Seal = { seq: number; hash: string };

/** The last seal of the chain; null before the first. */
export async function auditHead(db: Db): Promise<Seal | null> {
  const last = await db.auditSeal.findFirst({ orderBy: { seq: "desc" }, select: { seq: true, hash: true } });
  return last && { seq: Number(last.seq), hash: Buffer.from(last.hash).toString("hex") };
}

/** Whether a seal that was seen once is still part of the chain. */
export async function holdsSeal(db: Db, { seq, hash }: Seal): Promise<boolean> {
  const there = await db.auditSeal.count({ where: { seq, hash: Buffer.from(hash, "hex") } });
  return there === 1;
}
