import "server-only";
import { profilesInForce } from "@/lib/buyer-profiles/queries/profiles";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import { type Person, people } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";

/** What filters and forms offer. */
export type LeadChoices = {
  /** Everybody who is active: who may own a lead. */
  people: { id: string; name: string }[];
  /** Those of them whom the gate lets receive a handoff. */
  reps: { id: string; name: string }[];
  sources: string[];
  channels: string[];
  /** The buyer profiles in use. */
  profiles: { id: string; name: string }[];
};

/** Sources and channels are looked up among this many of the newest leads, so that the question stays cheap at any size. */
const LOOKED_AT = 20_000;

/**
 * The people, sources, channels and profiles there are to choose from, by name. Throws AppError forbidden for whoever may not
 * read leads.
 */
export async function leadChoices(db: Db, viewer: Viewer): Promise<LeadChoices> {
  if (!may(viewer, "lead.read")) throw new AppError("forbidden", "You may not read leads");
  const [persons, profiles, found] = await Promise.all([
    people(db, viewer),
    profilesInForce(db),
    db.$queryRaw<{ sources: string[] | null; channels: string[] | null }[]>`
      select array_agg(distinct source) filter (where source is not null) as sources,
             array_agg(distinct channel) filter (where channel is not null) as channels
      from (select source, channel from lead_score order by lead_id desc limit ${LOOKED_AT}) newest`,
  ]);
  return {
    people: persons.map(brief),
    reps: persons.filter(({ role }) => role === "rep").map(brief),
    sources: found[0]?.sources ?? [],
    channels: found[0]?.channels ?? [],
    profiles: profiles.map(({ id, document }) => ({ id, name: document.name })),
  };
}

const brief = ({ id, name }: Person) => ({ id, name });

export type CompanyChoice = { name: string; industry: string | null };

const COMPANIES_OFFERED = 300;

/** The newest companies: what a form suggests. */
export async function companyChoices(db: Db, viewer: Viewer): Promise<CompanyChoice[]> {
  if (!may(viewer, "lead.read")) throw new AppError("forbidden", "You may not read companies");
  return db.company.findMany({
    orderBy: { id: "desc" },
    take: COMPANIES_OFFERED,
    select: { name: true, industry: true },
  });
}
