import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Check } from "../check";

export const scoreChecks: readonly Check[] = [
  {
    id: "score-has-a-model",
    promise: "Every score names a published model.",
    violations: Prisma.sql`
      select lead_id, model_version from lead_score live
      where not exists (
        select 1 from scoring_model where version = live.model_version and status = 'published')`,
  },
  {
    id: "score-is-of-the-model-in-force",
    promise:
      "Within ten minutes after a publish every score is of the model in force, or a job is on its way there.",
    violations: Prisma.sql`
      select live.lead_id, live.model_version, model.version as in_force
      from lead_score live
      join (
        select version, published_at from scoring_model where status = 'published' order by version desc limit 1
      ) model on live.model_version < model.version
      where model.published_at < now() - interval '10 minutes' and not exists (
        select 1 from pgboss.job where name = 'scoring.rescore' and state in ('created', 'retry', 'active'))`,
  },
  {
    id: "score-changes-on-its-day",
    promise: "A score that changes with the day was computed again once that day was swept.",
    violations: Prisma.sql`
      select live.lead_id, live.scored_on, live.changes_on, swept_on
      from lead_score live cross join workspace
      where live.scored_on < live.changes_on and live.changes_on <= swept_on`,
  },
  {
    id: "last-activity-is-the-last",
    promise: "No activity of a lead is later than the last one its list shows.",
    violations: Prisma.sql`
      select live.lead_id, live.last_activity_at, last.occurred_at
      from lead_score live
      cross join lateral (
        select occurred_at from activity where lead_id = live.lead_id order by occurred_at desc limit 1
      ) last
      where live.last_activity_at is null or live.last_activity_at < last.occurred_at`,
  },
];
