import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Pattern } from "../exclusion";

/** What activities look like that do not count now; to be read after `KEEP_EXCLUSIONS` where something is stored by it. */
export function patternsInForce(db: Db): Promise<Pattern[]> {
  return db.$queryRaw<Pattern[]>`
    select field, test, value, activity_type as "activityType", occurred_from as "occurredFrom", occurred_to as "occurredTo"
    from exclusion where lifted_at is null and field is not null`;
}
