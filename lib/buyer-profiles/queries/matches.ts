import "server-only";
import { type AskedDay, matchSql, truthSql } from "@/lib/conditions/sql";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import { activityField, attributesOn } from "@/lib/scoring/tally";
import { type Day, dayNumber, dayNumberOf, dayOf } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { byCloseness, essentials, matchProfile, type ProfileMatch } from "../match";
import { type ProfileInForce, profilesInForce } from "./profiles";

export type LeadProfile = ProfileInForce & { match: ProfileMatch };

/** How a lead stands to every profile in use by what was known at the end of a day (today when none is told), best first. `not_found` without the lead. */
export async function leadProfiles(
  db: Db,
  viewer: Viewer,
  leadId: string,
  { on, now }: { on?: Day | undefined; now: Date },
): Promise<LeadProfile[]> {
  const [{ timeZone }, profiles, types, subjects] = await Promise.all([
    workspace(db),
    profilesInForce(db),
    db.activityType.findMany({ select: { key: true, explicit: true } }),
    may(viewer, "lead.read") && isId(leadId) ? loadScoreSubjects(db, [leadId]) : null,
  ]);
  const subject = subjects?.get(leadId.toLowerCase());
  if (!subject) throw new AppError("not_found", "There is no such lead");
  const day = on ?? dayOf(now, timeZone);
  const values = attributesOn(subject, day, timeZone);
  const explicit = new Map(types.map((type) => [type.key, type.explicit]));
  const history = {
    day: dayNumber(day),
    deeds: subject.activities.map((activity) => ({
      day: dayNumberOf(activity.occurredAt, timeZone),
      type: activity.type,
      trust: activity.trust,
      explicit: explicit.get(activity.type) ?? null,
      fact: (field: string) => activityField(activity, field),
    })),
  };
  const facts = (field: string) => values.get(field);
  return profiles
    .map((profile) => ({ ...profile, match: matchProfile(profile.document, facts, history) }))
    .sort((a, b) => byCloseness(a.match, b.match));
}

/** How many leads outside the bin are of a profile, may be, or are not. */
export type ProfileCounts = { matching: number; unknown: number; others: number };

/** The counts of several profiles in one pass over the leads: the conditions as SQL, not a lead is read. */
export async function countProfiles(
  db: Db,
  viewer: Viewer,
  profiles: readonly ProfileInForce[],
  now: Date,
): Promise<Map<string, ProfileCounts>> {
  if (!may(viewer, "lead.read")) throw new AppError("forbidden", "You may not read leads");
  if (profiles.length === 0) return new Map();
  const asked = await today(db, now);
  const truths = profiles.map(({ document }) => truthSql(essentials(document), document.lists, asked));
  const [row] = await db.$queryRaw<{ counts: number[][] }[]>`
    select jsonb_build_array(${Prisma.join(
      truths.map(
        (truth) => Prisma.sql`jsonb_build_array(count(*) filter (where ${truth}),
          count(*) filter (where (${truth}) is null), count(*))`,
      ),
    )}) as counts
    from lead l left join company c on c.id = l.company_id where l.binned_at is null`;
  return new Map(
    profiles.map(({ id }, index) => {
      const [matching = 0, unknown = 0, all = 0] = row?.counts[index] ?? [];
      return [id, { matching, unknown, others: all - matching - unknown }];
    }),
  );
}

/** The leads of a profile, as a part of a list's where clause over lead `l` and its company `c`; none when there is no such profile in use. */
export async function profileCondition(db: Db, id: string, now: Date): Promise<Prisma.Sql> {
  const profile = (await profilesInForce(db)).find((candidate) => candidate.id === id);
  if (!profile) return Prisma.sql`false`;
  return matchSql(essentials(profile.document), profile.document.lists, await today(db, now));
}

async function today(db: Db, now: Date): Promise<AskedDay> {
  const { timeZone: zone } = await workspace(db);
  return { day: dayOf(now, zone), zone };
}
