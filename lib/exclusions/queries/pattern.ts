import "server-only";
import { addDays, startOfDay } from "@/lib/shared/day";
import type { Exclusion } from "@/prisma/generated/client";
import { Prisma } from "@/prisma/generated/client";
import type { Pattern, PatternTest } from "../exclusion";
import type { PatternInput } from "../schema";

/** What an exclusion takes out: one activity, or what they look like. */
export type Target = { activityId: string; leadId: string } | { pattern: Pattern };

/** A pattern as it is stored: days become instants of the zone. */
export function patternFrom(input: PatternInput, zone: string): Pattern {
  const { field, test, value, activityType, from, to } = input;
  return {
    field,
    test,
    value,
    activityType: activityType ?? null,
    occurredFrom: from ? startOfDay(from, zone) : null,
    occurredTo: to ? startOfDay(addDays(to, 1), zone) : null,
  };
}

export function targetOf(row: Exclusion): Target {
  if (row.activityId !== null && row.leadId !== null)
    return { activityId: row.activityId, leadId: row.leadId };
  const { activityType, occurredFrom, occurredTo } = row;
  return {
    pattern: {
      field: row.field!,
      test: row.test as PatternTest,
      value: row.value!,
      activityType,
      occurredFrom,
      occurredTo,
    },
  };
}

const { sql } = Prisma;

/** For a where clause over `activity a`: whether an exclusion means it. */
export function meantSql(target: Target): Prisma.Sql {
  if (!("pattern" in target))
    return sql`(a.id = ${target.activityId}::uuid and a.lead_id = ${target.leadId}::uuid)`;
  const { field, test, value, activityType, occurredFrom, occurredTo } = target.pattern;
  const parts = [
    ...(activityType === null ? [] : [sql`a.type = ${activityType}`]),
    ...(occurredFrom === null ? [] : [sql`a.occurred_at >= ${occurredFrom}`]),
    ...(occurredTo === null ? [] : [sql`a.occurred_at < ${occurredTo}`]),
    sql`exclusion_matches(${field}::text, ${test}::text, ${value}::text, a.source, a.channel, a.campaign, a.properties)`,
  ];
  return sql`(${Prisma.join(parts, " and ")})`;
}

/** Over `exclusion e` and `activity a` (or `counted_activity a`): whether e is in force and means a. */
export const MEANS = sql`(e.lifted_at is null and (e.activity_id = a.id or (e.field is not null
  and (e.activity_type is null or e.activity_type = a.type)
  and (e.occurred_from is null or e.occurred_from <= a.occurred_at)
  and (e.occurred_to is null or e.occurred_to > a.occurred_at)
  and exclusion_matches(e.field, e.test, e.value, a.source, a.channel, a.campaign, a.properties))))`;
