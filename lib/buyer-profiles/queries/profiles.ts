import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { refuseUnlessReader } from "@/lib/scoring/queries/models";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { BuyerProfileDocument } from "../profile";
import { parseStoredProfile } from "../schema";

export type ProfileInForce = { id: string; version: number; document: BuyerProfileDocument };

/** Published documents never change, so one parsed object per row serves the process (and its prepared form with it). */
const published = new Map<string, BuyerProfileDocument>();
const KEPT_DOCUMENTS = 100;

function documentOf(rowId: string, stored: unknown): BuyerProfileDocument {
  const known = published.get(rowId);
  if (known) return known;
  const document = parseStoredProfile(stored);
  if (published.size >= KEPT_DOCUMENTS) published.delete(published.keys().next().value!);
  published.set(rowId, document);
  return document;
}

/** The highest version of every profile in use, by name. */
export async function profilesInForce(db: Db): Promise<ProfileInForce[]> {
  const rows = await db.$queryRaw<{ row_id: string; id: string; version: number; document: unknown }[]>`
    select distinct on (v.profile_id) v.id as row_id, v.profile_id as id, v.version, v.document
    from buyer_profile_version v join buyer_profile p on p.id = v.profile_id
    where v.status = 'published' and p.retired_at is null order by v.profile_id, v.version desc`;
  return rows
    .map(({ row_id, id, version, document }) => ({ id, version, document: documentOf(row_id, document) }))
    .sort((a, b) => a.document.name.localeCompare(b.document.name, "en"));
}

export type ProfileVersion = {
  version: number;
  name: string;
  note: string | null;
  publishedAt: Date;
  publishedBy: string | null;
  approvedBy: string | null;
  basedOn: number | null;
};

const VERSION = Prisma.sql`
  v.version, v.document ->> 'name' as name, v.note, v.published_at as "publishedAt", u.name as "publishedBy",
  a.name as "approvedBy", v.based_on as "basedOn"`;

const PEOPLE = Prisma.sql`
  left join app_user u on u.id = v.published_by left join app_user a on a.id = v.approved_by`;

export type ProfileEntry = {
  id: string;
  name: string;
  summary: string;
  /** null while it was never published. */
  version: number | null;
  retired: boolean;
  /** Somebody works on the next version. */
  hasDraft: boolean;
  publishedAt: Date | null;
  approvedBy: string | null;
};

/** Every profile there is, those in use first, with what its newest version says of itself. */
export async function profileList(db: Db, viewer: Viewer): Promise<ProfileEntry[]> {
  refuseUnlessReader(viewer);
  return db.$queryRaw<ProfileEntry[]>`
    select p.id, v.document ->> 'name' as name, v.document ->> 'summary' as summary, v.version,
      p.retired_at is not null as retired, v.published_at as "publishedAt", a.name as "approvedBy",
      exists (select from buyer_profile_version d where d.profile_id = p.id and d.status = 'draft') as "hasDraft"
    from buyer_profile p
    join lateral (
      select * from buyer_profile_version where profile_id = p.id order by version desc nulls last limit 1
    ) v on true
    left join app_user a on a.id = v.approved_by
    order by retired, v.version is null, name, p.id`;
}

export type ProfileView = {
  id: string;
  retired: boolean;
  /** Newest first; empty while it was never published. */
  versions: readonly ProfileVersion[];
  hasDraft: boolean;
};

/** One profile with its versions. `not_found` when there is none. */
export async function profileView(db: Db, viewer: Viewer, id: string): Promise<ProfileView> {
  refuseUnlessReader(viewer);
  const profile = await db.buyerProfile.findUnique({
    where: { id },
    select: { retiredAt: true, versions: { where: { status: "draft" }, select: { id: true } } },
  });
  if (!profile) throw noProfile();
  const versions = await db.$queryRaw<ProfileVersion[]>`
    select ${VERSION} from buyer_profile_version v ${PEOPLE}
    where v.profile_id = ${id} and v.status = 'published' order by v.version desc`;
  return { id, retired: profile.retiredAt !== null, versions, hasDraft: profile.versions.length > 0 };
}

export type ProfileVersionView = ProfileVersion & { id: string; document: BuyerProfileDocument };

/** One published version, the newest when none is named. `not_found` for a number that was never published. */
export async function profileVersion(
  db: Db,
  viewer: Viewer,
  id: string,
  version?: number,
): Promise<ProfileVersionView> {
  refuseUnlessReader(viewer);
  const [row] = await db.$queryRaw<(ProfileVersion & { rowId: string; document: unknown })[]>`
    select ${VERSION}, v.id as "rowId", v.document from buyer_profile_version v ${PEOPLE}
    where v.profile_id = ${id} and v.status = 'published'
      and (${version ?? null}::int is null or v.version = ${version ?? null}::int)
    order by v.version desc limit 1`;
  if (!row) throw version === undefined ? noProfile() : noVersion(version);
  const { rowId, document, ...rest } = row;
  return { id, ...rest, document: documentOf(rowId, document) };
}

const noProfile = () => new AppError("not_found", "There is no such buyer profile");
const noVersion = (version: number) =>
  new AppError("not_found", `There is no version ${version} of this buyer profile`);

export type ProfileDraftView = {
  id: string;
  document: BuyerProfileDocument;
  /** Send it back when saving; 0 while nothing is saved and the document is that of the version in force. */
  revision: number;
  basedOn: number | null;
  updatedAt: Date | null;
  updatedBy: string | null;
};

/** The draft; when there is none, the newest version as what a draft would start from. `not_found` without either. */
export async function profileDraft(db: Db, viewer: Viewer, id: string): Promise<ProfileDraftView> {
  refuseUnlessReader(viewer);
  const row = await db.buyerProfileVersion.findFirst({
    where: { profileId: id, status: "draft" },
    select: { document: true, revision: true, basedOn: true, updatedAt: true, updatedBy: true },
  });
  if (!row) {
    const { document, version } = await profileVersion(db, viewer, id);
    return { id, document, revision: 0, basedOn: version, updatedAt: null, updatedBy: null };
  }
  const editor = row.updatedBy
    ? await db.user.findUnique({ where: { id: row.updatedBy }, select: { name: true } })
    : null;
  return {
    id,
    document: parseStoredProfile(row.document),
    revision: row.revision,
    basedOn: row.basedOn,
    updatedAt: row.updatedAt,
    updatedBy: editor?.name ?? null,
  };
}

/** What rules of the scoring model may cite: every published version of the profiles in use. */
export async function citableProfiles(
  db: Db,
  viewer: Viewer,
): Promise<{ id: string; version: number; name: string; retired: boolean }[]> {
  refuseUnlessReader(viewer);
  return db.$queryRaw`
    select v.profile_id as id, v.version, v.document ->> 'name' as name, p.retired_at is not null as retired
    from buyer_profile_version v join buyer_profile p on p.id = v.profile_id
    where v.status = 'published' order by name, v.profile_id, v.version desc`;
}
