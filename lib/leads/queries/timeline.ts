import "server-only";
import { MEANS } from "@/lib/exclusions/queries/pattern";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { isId } from "@/lib/platform/ids";
import { cursorValues } from "@/lib/platform/web/paging";
import type { JsonObject } from "@/lib/shared/json";
import { encodeCursor, type Page } from "@/lib/shared/page";
import type { Stage } from "@/lib/stages/stages";
import type { TransitionKind } from "@/lib/stages/transitions";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { Initiator, Trust } from "@/lib/tracking/activity";
import { Prisma } from "@/prisma/generated/client";
import { titleOf } from "./timeline-words";

export const TIMELINE_KINDS = [
  "activity",
  "note",
  "transition",
  "handoff",
  "adjustment",
  "answer",
  "edit",
] as const;

export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** What each kind carries beside its time, its actor and its title. */
export type TimelineDetail =
  | {
      kind: "activity" | "note";
      type: string;
      label: string;
      /** As it was told. */
      trust: Trust;
      /** Why it does not count, if so; `own` when this activity alone was excluded. */
      excluded: { id: string; own: boolean; reason: string; by: string | null; on: string } | null;
      initiatedBy: Initiator | null;
      source: string;
      channel: string | null;
      campaign: string | null;
      properties: JsonObject;
    }
  | {
      kind: "transition";
      from: Stage | null;
      to: Stage;
      change: TransitionKind;
      trigger: string;
      reason: string | null;
      note: string | null;
      score: number;
      definition: number;
      model: number;
      imputed: boolean;
      outOfOrder: boolean;
    }
  | {
      kind: "handoff";
      handoffId: string;
      event: string;
      assignee: string | null;
      reason: string | null;
      note: string | null;
    }
  | { kind: "adjustment"; points: number; reason: string; expiresOn: string | null }
  | { kind: "answer"; framework: string; field: string; value: string; evidence: string | null }
  | { kind: "edit"; fields: string[] };

/** One thing that happened to or with a lead. `actor` is a person's name; null when a program or the lead itself did it. */
export type TimelineEntry = { id: string; at: string; actor: string | null; title: string } & TimelineDetail;

type Paging = { limit: number; cursor?: string | undefined; kinds?: readonly TimelineKind[] | undefined };

/** Everything about a lead in one stream, newest first, keyset-paged. `not_found` when there is no such lead. */
export async function timeline(
  db: Db,
  viewer: Viewer,
  leadId: string,
  paging: Paging,
): Promise<Page<TimelineEntry>> {
  const lead =
    isId(leadId) && may(viewer, "lead.read")
      ? await db.lead.findUnique({ where: { id: leadId }, select: { createdAt: true } })
      : null;
  if (!lead) throw new AppError("not_found", "There is no such lead");
  const kinds = paging.kinds?.length ? paging.kinds : TIMELINE_KINDS;
  const window = windowOf(paging);
  const branches = BRANCHES.filter((branch) => branch.kinds.some((kind) => kinds.includes(kind))).map(
    (branch) => Prisma.sql`(${branch.rows(leadId, kinds, lead.createdAt)} ${window})`,
  );
  const found = await db.$queryRaw<Found[]>`
    select e.id, e.at, e.rank, e.kind, e.data, u.name as actor
    from (${Prisma.join(branches, " union all ")}) e left join app_user u on u.id = e.actor_id
    order by e.at desc, e.rank desc, e.id desc limit ${paging.limit + 1}`;
  const rows = found.slice(0, paging.limit);
  const last = rows.at(-1);
  return {
    data: rows.map(toEntry),
    nextCursor:
      found.length > rows.length && last ? encodeCursor([last.at.toISOString(), last.rank, last.id]) : null,
  };
}

type Found = {
  id: string;
  at: Date;
  rank: number;
  kind: TimelineKind;
  data: JsonObject;
  actor: string | null;
};

function toEntry({ id, at, kind, data, actor }: Found): TimelineEntry {
  const detail = { kind, ...data } as unknown as TimelineDetail;
  return { id, at: at.toISOString(), actor, title: titleOf(detail), ...detail };
}

/** The rows of a branch that this page may need: beyond the cursor, and no more than a page of them. */
function windowOf({ cursor, limit }: Paging): Prisma.Sql {
  return Prisma.sql`${beyond(cursor)} order by at desc, id desc limit ${limit + 1}`;
}

function beyond(cursor: string | undefined): Prisma.Sql {
  const values = cursorValues(cursor, ["instant", "integer", "text"]);
  if (values === null) return Prisma.empty;
  const [at, rank, id] = values;
  return Prisma.sql`where at <= ${at}::timestamptz
    and (at < ${at}::timestamptz or (rank, id) < (${rank}::int, ${id}))`;
}

type Branch = {
  kinds: readonly TimelineKind[];
  rows: (leadId: string, kinds: readonly TimelineKind[], createdAt: Date) => Prisma.Sql;
};

// Of one instant, consequences stand above their causes: activity < answer < transition < handoff.
const BRANCHES: readonly Branch[] = [
  {
    kinds: ["activity", "note"],
    rows: (leadId, kinds) => Prisma.sql`
      select * from (
        select a.id::text, a.occurred_at as at, 1 as rank, a.actor_id,
          case when a.type = 'note_added' then 'note' else 'activity' end as kind,
          jsonb_build_object('type', a.type, 'label', coalesce(t.label, a.type), 'trust', a.told_trust, 'initiatedBy',
            a.initiated_by, 'source', a.source, 'channel', a.channel, 'campaign', a.campaign, 'properties', a.properties, 'excluded', case when a.trust <> a.told_trust then (
              select json_build_object('id', e.id, 'own', e.activity_id is not null, 'reason', e.reason, 'by', m.name,
                'on', e.created_at)
              from exclusion e left join app_user m on m.id = e.created_by
              where ${MEANS} order by e.activity_id is null, e.created_at limit 1
            ) end) as data
        from counted_activity a left join activity_type t on t.key = a.type
        where a.lead_id = ${leadId}::uuid
          and (${kinds.includes("activity")} or a.type = 'note_added') and (${kinds.includes("note")} or a.type <> 'note_added')
      ) activities`,
  },
  {
    kinds: ["answer"],
    rows: (leadId) => Prisma.sql`
      select * from (
        select q.id::text, q.answered_at as at, 2 as rank, q.answered_by as actor_id, 'answer' as kind,
          jsonb_build_object('framework', q.framework, 'field', q.field, 'value', q.value, 'evidence', q.evidence) as data
        from qualification_answer q where q.lead_id = ${leadId}::uuid
      ) answers`,
  },
  {
    kinds: ["transition"],
    rows: (leadId) => Prisma.sql`
      select * from (
        select t.id::text, t.at, 3 as rank, t.actor_id, 'transition' as kind,
          jsonb_build_object('from', t.from_stage, 'to', t.to_stage, 'change', t.kind, 'trigger', t.trigger,
            'reason', coalesce(r.label, t.reason_code), 'note', t.note, 'score', t.score, 'definition', t.definition_version,
            'model', t.model_version, 'imputed', t.imputed, 'outOfOrder', t.out_of_order) as data
        from stage_transition t left join reason r on r.code = t.reason_code
        where t.lead_id = ${leadId}::uuid
      ) transitions`,
  },
  {
    kinds: ["handoff"],
    rows: (leadId) => Prisma.sql`
      select * from (
        select e.handoff_id || ':' || e.seq as id, e.at, 4 as rank, e.actor_id, 'handoff' as kind,
          jsonb_build_object('handoffId', h.id, 'event', e.kind, 'assignee', u.name,
            'reason', coalesce(r.label, e.data ->> 'reason'), 'note', coalesce(e.data ->> 'note',
              case when e.kind = 'opened' then h.note end)) as data
        from handoff h
        join handoff_event e on e.handoff_id = h.id
        left join app_user u on u.id = coalesce((e.data ->> 'to')::uuid, h.assignee_id)
        left join reason r on r.code = e.data ->> 'reason'
        where h.lead_id = ${leadId}::uuid
      ) handoffs`,
  },
  {
    kinds: ["adjustment"],
    rows: (leadId) => Prisma.sql`
      select * from (
        select s.id::text, s.created_at as at, 5 as rank, s.created_by as actor_id, 'adjustment' as kind,
          jsonb_build_object('points', s.points, 'reason', s.reason, 'expiresOn', s.expires_on) as data
        from score_adjustment s where s.lead_id = ${leadId}::uuid
      ) adjustments`,
  },
  {
    kinds: ["edit"],
    // The first values are the lead's creation, which is a transition already.
    rows: (leadId, _, createdAt) => Prisma.sql`
      select * from (
        select min(c.id::text) as id, c.at, 6 as rank, c.actor_id, 'edit' as kind,
          jsonb_build_object('fields', jsonb_agg(distinct c.field)) as data
        from lead_attribute_change c where c.lead_id = ${leadId}::uuid and c.at > ${createdAt}
        group by c.at, c.actor_id
      ) edits`,
  },
];
