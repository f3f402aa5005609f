import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { type Day, dayOf, endOfDay } from "@/lib/shared/day";
import type { JsonObject } from "@/lib/shared/json";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { type Asset, contentReader, type Depth } from "./asset";
import { type Interests, interestsOn, type UsedActivity } from "./interests";

export type AssetEntry = Asset & { version: number };

/** The catalogue, by name. */
export async function assets(db: Db, viewer: Viewer): Promise<AssetEntry[]> {
  refuseUnlessReader(viewer);
  const rows = await db.asset.findMany({
    orderBy: [{ nameKey: "asc" }],
    select: { id: true, name: true, pattern: true, tags: true, depth: true, version: true },
  });
  return rows.map((row) => ({ ...row, depth: row.depth as Depth | null }));
}

/** One asset. `not_found` when there is none. */
export async function assetById(db: Db, viewer: Viewer, id: string): Promise<AssetEntry> {
  const found = (await assets(db, viewer)).find((asset) => asset.id === id.toLowerCase());
  if (!found) throw new AppError("not_found", "There is no such asset");
  return found;
}

/** Uses are counted among this many of the newest activities, so that the question stays cheap at any size. */
export const LOOKED_AT = 20_000;
const MOST_SUGGESTED = 8;

export type AssetUses = {
  /** Uses by an asset's id. */
  byAsset: ReadonlyMap<string, number>;
  /** Names and paths that leads use most and the catalogue does not know, most used first. */
  unlisted: readonly { name: string; path: string | null; uses: number }[];
};

/** How often the newest activities were about each asset, and what they were about that nobody listed. */
export async function assetUses(db: Db, viewer: Viewer, catalogue: readonly Asset[]): Promise<AssetUses> {
  refuseUnlessReader(viewer);
  const rows = await db.$queryRaw<{ name: string | null; path: string | null; uses: number }[]>`
    select name, path, count(*)::int as uses from (
      select coalesce(properties ->> 'asset', properties ->> 'title', properties ->> 'webinar',
          properties ->> 'event', properties ->> 'form') as name,
        coalesce(properties ->> 'path', properties ->> 'url', properties ->> 'page') as path
      from (select properties, trust, initiated_by from counted_activity order by id desc limit ${LOOKED_AT}) newest
      where trust = 'human' and coalesce(initiated_by, 'lead') = 'lead'
    ) used where name is not null or path is not null
    group by name, path order by uses desc, name, path`;
  const read = contentReader(catalogue);
  const byAsset = new Map<string, number>();
  const unlisted: { name: string; path: string | null; uses: number }[] = [];
  for (const { name, path, uses } of rows) {
    const use = read({ ...(name === null ? {} : { title: name }), ...(path === null ? {} : { path }) });
    if (use?.asset) byAsset.set(use.asset.id, (byAsset.get(use.asset.id) ?? 0) + uses);
    else if (unlisted.length < MOST_SUGGESTED) unlisted.push({ name: name ?? path!, path, uses });
  }
  return { byAsset, unlisted };
}

type UsedRow = Omit<UsedActivity, "occurredAt" | "initiatedBy"> & {
  occurred_at: Date;
  initiated_by: string | null;
  properties: JsonObject;
};

export type LeadInterests = Interests & { on: Day };

/**
 * What the content a lead used says of its interests and its stage at the end of a day (today when none is told). By the
 * catalogue as it is now. `not_found` without the lead.
 */
export async function leadInterests(
  db: Db,
  viewer: Viewer,
  leadId: string,
  { on, now }: { on?: Day | undefined; now: Date },
): Promise<LeadInterests> {
  const isThere =
    may(viewer, "lead.read") &&
    isId(leadId) &&
    (await db.lead.findUnique({ where: { id: leadId }, select: { id: true } })) !== null;
  if (!isThere) throw new AppError("not_found", "There is no such lead");
  const [{ timeZone }, catalogue] = await Promise.all([workspace(db), assets(db, viewer)]);
  const day = on ?? dayOf(now, timeZone);
  const rows = await db.$queryRaw<UsedRow[]>`
    select id, type, occurred_at, trust, initiated_by, properties from counted_activity
    where lead_id = ${leadId}::uuid and occurred_at <= ${endOfDay(day, timeZone)}::timestamptz and trust = 'human'
    order by occurred_at, id`;
  const used = rows.map(({ occurred_at, initiated_by, ...row }) => ({
    ...row,
    occurredAt: occurred_at,
    initiatedBy: initiated_by,
  }));
  return { on: day, ...interestsOn(used, catalogue, day, timeZone) };
}

function refuseUnlessReader(viewer: Viewer): void {
  if (!may(viewer, "scoring.read"))
    throw new AppError("forbidden", "You may not see the catalogue of assets");
}
