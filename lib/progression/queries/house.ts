import "server-only";
import { storedDefinition } from "@/lib/definitions/queries";
import type { Pattern } from "@/lib/exclusions/exclusion";
import type { Reason } from "@/lib/handoffs/reasons";
import type { Db, Tx } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Candidate } from "@/lib/routing/assign";
import { publishedModel } from "@/lib/scoring/queries/models";
import { dayFromColumn, dayOf } from "@/lib/shared/day";
import type { ActivityType } from "@/lib/tracking/activity";
import { Prisma } from "@/prisma/generated/client";
import type { House } from "../snapshot";

type HouseRow = {
  time_zone: string;
  currency: string;
  types: ActivityType[];
  reasons: Reason[];
  exclusions: StoredPattern[];
  model: { id: string; version: number } | null;
  definition: { version: number; document: unknown } | null;
};

/** What `houseColumns` selects; null while the workspace is not set up. */
export type HouseColumns = { house: HouseRow | null };

/** The part of a statement that reads what is in force now: everything that is small. */
export const houseColumns = (): Prisma.Sql => Prisma.sql`
  (select row_to_json(h) from (
    select time_zone, currency,
      (select coalesce(json_agg(json_build_object('key', key, 'label', label, 'category', category, 'explicit', explicit,
        'handRaise', hand_raise, 'contact', contact, 'active', active, 'position', position)), '[]') from activity_type) as types,
      (select coalesce(json_agg(json_build_object('code', code, 'label', label, 'kind', kind, 'active', active,
        'position', position) order by position), '[]') from reason) as reasons,
      (select coalesce(json_agg(json_build_object('field', field, 'test', test, 'value', value, 'activityType', activity_type,
        'occurredFrom', occurred_from, 'occurredTo', occurred_to)), '[]') from exclusion
        where lifted_at is null and field is not null) as exclusions,
      (select json_build_object('id', id, 'version', version) from scoring_model
        where status = 'published' order by version desc limit 1) as model,
      (select json_build_object('version', version, 'document', document) from definition
        order by version desc limit 1) as definition
    from workspace where id = 1) h) as house`;

/** The house of such a row. The people who could receive a lead are loaded apart, under the routing lock. */
export async function houseIn(db: Db, { house }: HouseColumns, now: Date): Promise<House> {
  if (!house) throw new AppError("unavailable", "The workspace is not set up yet");
  return {
    zone: house.time_zone,
    currency: house.currency,
    today: dayOf(now, house.time_zone),
    model: await publishedModel(db, house.model),
    definition: storedDefinition(house.definition),
    activityTypes: new Map(house.types.map((type) => [type.key, type])),
    reasons: new Map(house.reasons.map((reason) => [reason.code, reason])),
    exclusions: house.exclusions.map(patternOf),
    reps: [],
    marketers: [],
  };
}

/** What is in force now, for who reads nothing else. */
export async function loadHouse(db: Db, now: Date): Promise<House> {
  const [row] = await db.$queryRaw<HouseColumns[]>`select ${houseColumns()}`;
  return houseIn(db, row!, now);
}

/** A pattern as JSON tells it. */
type StoredPattern = Omit<Pattern, "occurredFrom" | "occurredTo"> & {
  occurredFrom: string | null;
  occurredTo: string | null;
};

const patternOf = ({ occurredFrom, occurredTo, ...pattern }: StoredPattern): Pattern => ({
  ...pattern,
  occurredFrom: occurredFrom === null ? null : new Date(occurredFrom),
  occurredTo: occurredTo === null ? null : new Date(occurredTo),
});

/** Any number: names the lock that makes two routings at once look at each other's result. */
const ROUTING_LOCK = 7_201;

/**
 * The house with its people and their load. Takes the routing lock until the transaction ends: always after the leads'
 * own locks, so two routings wait for each other and never for ever.
 */
export async function withPeople(tx: Tx, house: House): Promise<House> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${ROUTING_LOCK})`;
  const rows = await tx.$queryRaw<
    {
      id: string;
      name: string;
      role: string;
      active: boolean;
      absent_until: Date | null;
      capacity: number;
      open: number;
      last_assigned_at: Date | null;
    }[]
  >`
    select u.id, u.name, u.role, u.active, u.absent_until, u.capacity,
      case when u.role = 'rep'
        then (select count(*)::int from handoff h where h.assignee_id = u.id and h.status = 'pending')
        else (select count(*)::int from lead_score s
          where s.owner_id = u.id and s.stage in ('mql', 'recycled') and not s.binned) end as open,
      (select max(h.assigned_at) from handoff h where h.assignee_id = u.id) as last_assigned_at
    from app_user u
    where u.role in ('rep', 'marketer')
    order by u.id`;
  const candidates = (role: string): Candidate[] =>
    rows
      .filter((row) => row.role === role)
      .map((row) => ({
        id: row.id,
        name: row.name,
        active: row.active,
        absentUntil: row.absent_until ? dayFromColumn(row.absent_until) : null,
        // A marketer's queue of recycled leads has no limit.
        capacity: row.role === "rep" ? row.capacity : Number.POSITIVE_INFINITY,
        open: row.open,
        lastAssignedAt: row.last_assigned_at,
      }));
  return { ...house, reps: candidates("rep"), marketers: candidates("marketer") };
}
