import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import type { Viewer } from "@/lib/team/viewer";
import { type CompanyBrief, type LeadRow, leadRow, type PassBrief } from "./list";

/** The contract's "lead out". `owner` is a user's id; `pass` is the latest one. */
export type LeadOut = Omit<LeadRow, "company" | "owner" | "stageSince" | "missing"> & {
  company: Omit<CompanyBrief, "id"> | null;
  owner: string | null;
  pass: PassBrief | null;
};

/** A row of the list in the contract's shape. */
export function leadOutOf(row: LeadRow): LeadOut {
  const { stageSince: _, missing: __, company, owner, ...lead } = row;
  const { id: ___, ...brief } = company ?? { id: "" };
  return { ...lead, company: company ? (brief as Omit<CompanyBrief, "id">) : null, owner: owner?.id ?? null };
}

/** One lead in the contract's shape; `not_found` when there is none. */
export async function leadOut(db: Db, viewer: Viewer, id: string): Promise<LeadOut> {
  const row = isId(id) ? await leadRow(db, viewer, id) : null;
  if (!row) throw new AppError("not_found", "There is no such lead");
  return leadOutOf(row);
}
