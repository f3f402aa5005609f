import "server-only";
import { Prisma } from "@/prisma/generated/client";
import type { Check } from "../check";

export const stageChecks: readonly Check[] = [
  {
    id: "stage-history-is-gap-free",
    promise: "The transitions of a lead are numbered 1, 2, 3 … and each starts where the one before ended.",
    violations: Prisma.sql`
      select lead_id, seq, from_stage, came_from, place
      from (
        select lead_id, seq, from_stage,
               lag(to_stage) over history as came_from,
               row_number() over history as place
        from stage_transition
        window history as (partition by lead_id order by seq)
      ) as history
      where seq <> place or from_stage is distinct from came_from`,
  },
  {
    id: "stage-is-last-transition",
    promise:
      "The stage a lead is in is the one its last transition led to, since the time of that transition.",
    violations: Prisma.sql`
      select live.lead_id, live.stage, live.seq, last.seq as last_seq, last.to_stage as last_stage
      from lead_score live
      left join lateral (
        select seq, to_stage, at from stage_transition where lead_id = live.lead_id order by seq desc limit 1
      ) last on true
      where (live.seq, live.stage, live.stage_since) is distinct from (last.seq, last.to_stage, last.at)`,
  },
  {
    id: "stage-moves-are-legal",
    promise: "Every transition is an edge of the stage table.",
    violations: Prisma.sql`
      select lead_id, seq, from_stage, to_stage, kind
      from stage_transition move
      where seq > 1 and not exists (
        select 1 from stage_edge
        where (from_stage, to_stage, kind) = (move.from_stage, move.to_stage, move.kind))`,
  },
  {
    id: "stage-history-is-recorded-in-order",
    promise: "What was recorded later has the higher number.",
    violations: Prisma.sql`
      select lead_id, seq, recorded_at, recorded_before
      from (
        select lead_id, seq, recorded_at,
               lag(recorded_at) over (partition by lead_id order by seq) as recorded_before
        from stage_transition
      ) as history
      where recorded_at < recorded_before`,
  },
  {
    id: "every-lead-has-a-live-row",
    promise: "Every lead has its live row, and what is copied into it is what the lead says.",
    violations: Prisma.sql`
      select lead.id as lead_id, live.lead_id is null as missing
      from lead left join lead_score live on live.lead_id = lead.id
      where live.lead_id is null
         or (live.owner_id, live.source, live.channel, live.campaign, live.binned)
            is distinct from (lead.owner_id, lead.source, lead.channel, lead.campaign, lead.binned_at is not null)`,
  },
  {
    id: "history-names-what-qualified",
    promise: "Every transition and every pass names a published model and a definition that exist.",
    violations: Prisma.sql`
      select named.kind, named.lead_id, named.model_version, named.definition_version
      from (
        select 'transition' as kind, lead_id, model_version, definition_version from stage_transition
        union all select 'pass', lead_id, model_version, definition_version from pass
      ) as named
      where not exists (select 1 from scoring_model where version = named.model_version and status = 'published')
         or not exists (select 1 from definition where version = named.definition_version)`,
  },
];
