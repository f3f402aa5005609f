import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { DefinitionDocument } from "./definition";
import { definitionDocument } from "./schema";

export type DefinitionVersion = { version: number; document: DefinitionDocument };

/** The definition that decides now: the highest version. */
export async function definitionInForce(db: Db): Promise<DefinitionVersion> {
  const row = await db.definition.findFirst({
    orderBy: { version: "desc" },
    select: { version: true, document: true },
  });
  return storedDefinition(row);
}

/** The definition of such a row, for who asked for it together with something else. Throws `unavailable` when there is none. */
export function storedDefinition(row: { version: number; document: unknown } | null): DefinitionVersion {
  if (!row) throw new AppError("unavailable", "The workspace is not set up: it has no definition");
  return { version: row.version, document: definitionDocument.parse(row.document) };
}

export type DefinitionView = DefinitionVersion & {
  createdAt: Date;
  note: string | null;
  signedMarketing: string | null;
  signedSales: string | null;
};

/** Every version, newest first, with the names of who signed. */
export async function definitionVersions(db: Db, viewer: Viewer): Promise<DefinitionView[]> {
  if (!may(viewer, "definition.read")) throw new AppError("forbidden", "You may not read definitions");
  const rows = await db.definition.findMany({ orderBy: { version: "desc" } });
  const signers = rows.flatMap((row) => [row.signedMarketing, row.signedSales]).filter((id) => id !== null);
  const people = await db.user.findMany({ where: { id: { in: signers } }, select: { id: true, name: true } });
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  return rows.map((row) => ({
    version: row.version,
    document: definitionDocument.parse(row.document),
    createdAt: row.createdAt,
    note: row.note,
    signedMarketing: nameOf(row.signedMarketing),
    signedSales: nameOf(row.signedSales),
  }));
}
