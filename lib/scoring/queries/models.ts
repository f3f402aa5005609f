import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Connection } from "@/lib/platform/db/connection";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { ScoringModelDocument } from "../model";
import { parseStoredModel } from "../schema";

export type ModelInForce = { version: number; document: ScoringModelDocument };

/** Published documents never change, so one parsed object per row serves the process (and its compiled form with it). */
const published = new Map<string, ScoringModelDocument>();
const KEPT_DOCUMENTS = 20;

/** The highest published version. Throws `unavailable` while the workspace is not set up. */
export async function modelInForce(db: Db): Promise<ModelInForce> {
  const [row] = await db.$queryRaw<{ id: string; version: number }[]>`
    select id, version from scoring_model where status = 'published' order by version desc limit 1`;
  return publishedModel(db, row);
}

/** The model of such a row, for who asked for it together with something else. Throws `unavailable` when there is none. */
export async function publishedModel(
  db: Db,
  row: { id: string; version: number } | null | undefined,
): Promise<ModelInForce> {
  if (!row) throw new AppError("unavailable", "No scoring model is published yet");
  return { version: row.version, document: await publishedDocument(db, row.id) };
}

export const unknownVersion = (version: number): AppError =>
  new AppError("not_found", `There is no scoring model version ${version}`);

/** A published version, or the one in force when none is named. Throws `not_found` for a number that was never published. */
export async function modelOfVersion(db: Db, version?: number): Promise<ModelInForce> {
  if (version === undefined) return modelInForce(db);
  const row = await db.scoringModel.findUnique({ where: { version }, select: { id: true } });
  if (!row) throw unknownVersion(version);
  return { version, document: await publishedDocument(db, row.id) };
}

/** The same through a connection of its own: who holds locks must not wait for one of those that wait for the locks. */
export async function modelInForceOver(connection: Connection): Promise<ModelInForce> {
  const [row] = await connection.rows<{ id: string; version: number }>(Prisma.sql`
    select id, version from scoring_model where status = 'published' order by version desc limit 1`);
  if (!row) throw new AppError("unavailable", "No scoring model is published yet");
  const { id, version } = row;
  const known = published.get(id);
  if (known) return { version, document: known };
  const [stored] = await connection.rows<{ document: unknown }>(Prisma.sql`
    select document from scoring_model where id = ${id}::uuid`);
  return { version, document: remember(id, stored!.document) };
}

async function publishedDocument(db: Db, id: string): Promise<ScoringModelDocument> {
  const known = published.get(id);
  if (known) return known;
  const row = await db.scoringModel.findUniqueOrThrow({ where: { id }, select: { document: true } });
  return remember(id, row.document);
}

function remember(id: string, stored: unknown): ScoringModelDocument {
  const document = parseStoredModel(stored);
  if (published.size >= KEPT_DOCUMENTS) published.delete(published.keys().next().value!);
  published.set(id, document);
  return document;
}

/** The numbers of all published versions, newest first. */
export async function publishedVersions(db: Db): Promise<number[]> {
  const rows = await db.$queryRaw<{ version: number }[]>`
    select version from scoring_model where status = 'published' order by version desc`;
  return rows.map(({ version }) => version);
}

export type ModelVersion = {
  version: number;
  name: string;
  note: string | null;
  publishedAt: Date;
  publishedBy: string | null;
  /** The name of who approved it; null for the first. */
  approvedBy: string | null;
  /** The version it was made from; null for the first. */
  basedOn: number | null;
  inForce: boolean;
};

/** Every published version, newest first, with who published it. */
export async function modelVersions(db: Db, viewer: Viewer): Promise<ModelVersion[]> {
  refuseUnlessReader(viewer);
  const rows = await db.$queryRaw<Omit<ModelVersion, "inForce">[]>`
    select m.version, m.document ->> 'name' as name, m.note, m.published_at as "publishedAt",
      u.name as "publishedBy", m.approved_by as "approvedBy", m.based_on as "basedOn"
    from scoring_model m left join app_user u on u.id = m.published_by
    where m.status = 'published' order by m.version desc`;
  return rows.map((row, index) => ({ ...row, inForce: index === 0 }));
}

export type ModelView = ModelVersion & { document: ScoringModelDocument };

/** One published version as people and programs read it. `not_found` for a number that was never published. */
export async function modelVersion(db: Db, viewer: Viewer, version: number): Promise<ModelView> {
  const row = (await modelVersions(db, viewer)).find((candidate) => candidate.version === version);
  if (!row) throw unknownVersion(version);
  const { document } = await modelOfVersion(db, version);
  return { ...row, document };
}

export type DraftView = {
  document: ScoringModelDocument;
  /** Send it back when saving; 0 while nothing is saved and the document is that of the version in force. */
  revision: number;
  basedOn: number;
  updatedAt: Date | null;
  updatedBy: string | null;
};

/** The draft; when there is none, the version in force as what a draft would start from. */
export async function draft(db: Db, viewer: Viewer): Promise<DraftView> {
  refuseUnlessReader(viewer);
  const row = await db.scoringModel.findFirst({
    where: { status: "draft" },
    select: { document: true, revision: true, basedOn: true, updatedAt: true, updatedBy: true },
  });
  const inForce = await modelInForce(db);
  if (!row)
    return {
      document: inForce.document,
      revision: 0,
      basedOn: inForce.version,
      updatedAt: null,
      updatedBy: null,
    };
  const editor = row.updatedBy
    ? await db.user.findUnique({ where: { id: row.updatedBy }, select: { name: true } })
    : null;
  return {
    document: parseStoredModel(row.document),
    revision: row.revision,
    basedOn: row.basedOn ?? inForce.version,
    updatedAt: row.updatedAt,
    updatedBy: editor?.name ?? null,
  };
}

/** Leads whose stored score is still of another version: what the re-score after a publish has yet to do. */
export async function outdatedScores(db: Db, viewer: Viewer, version: number): Promise<number> {
  refuseUnlessReader(viewer);
  return db.leadScore.count({ where: { modelVersion: { not: version } } });
}

export function refuseUnlessReader(viewer: Viewer): void {
  if (!may(viewer, "scoring.read")) throw new AppError("forbidden", "You may not see how leads are scored");
}
