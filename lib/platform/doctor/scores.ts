import "server-only";
import { BlockList, isIP } from "node:net";
import type { Db, Tx } from "@/lib/platform/db/client";
import { scoreLead } from "@/lib/scoring/evaluate";
import type { ScoringModelDocument } from "@/lib/scoring/model";
import { loadScoreSubjects } from "@/lib/scoring/queries/subjects";
import type { AttributeValue, ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { Prisma } from "@/prisma/generated/client";
import { EXAMPLES, type Examination, type Look } from "./check";
import { oracle } from "./oracle";

/** A workspace with more leads is examined by a sample of this size, another one each day; `--all` takes them all. */
const SAMPLE = 2_000;
const CHUNK = 250;

type Stored = {
  lead_id: string;
  score: number;
  fit: number;
  engagement: number;
  adjustment: number;
  grade: string;
  /** null where it was stored by a release that did not know it. */
  near: boolean | null;
  scored_on: string;
  model_version: number;
};

type House = { zone: string; currency: string; models: Map<number, ScoringModelDocument> };

type Verdict = Record<string, unknown> | null;

export const scoreExaminations: readonly Examination[] = [
  {
    id: "score-is-what-the-rules-say",
    promise:
      "The stored score of a lead is what a second, independent reading of its model makes of what had happened by that day.",
    look: (tx, { all }) =>
      overScores(tx, all, async (house, chunk) => {
        const subjects = await readSubjects(tx, chunk, house.zone);
        return chunk.map((stored) => compare(stored, subjects.get(stored.lead_id), house));
      }),
  },
  {
    id: "score-is-the-sum-of-its-explanation",
    promise: "The rows that explain a lead's score add up to the score that is stored.",
    look: (tx, { all }) =>
      overScores(tx, all, async ({ zone, currency, models }, chunk) => {
        const subjects = await loadScoreSubjects(
          tx,
          chunk.map(({ lead_id }) => lead_id),
        );
        return chunk.map((stored) => {
          const model = models.get(stored.model_version);
          const subject = subjects.get(stored.lead_id);
          if (!model || !subject) return null;
          const { rows } = scoreLead(subject, model, stored.scored_on, zone, currency);
          const sum = rows.reduce((total, { points }) => total + Math.round(points * 100), 0) / 100;
          return sum === stored.score ? null : { lead_id: stored.lead_id, stored: stored.score, rows: sum };
        });
      }),
  },
];

/** Judges stored scores in pieces: all of them, or a sample of a large workspace. */
async function overScores(
  tx: Tx,
  all: boolean,
  judge: (house: House, chunk: Stored[]) => Promise<Verdict[]>,
): Promise<Look> {
  const look: Look = { violations: 0, examples: [] };
  const [workspace] = await tx.$queryRaw<{ time_zone: string; currency: string }[]>`
    select time_zone, currency from workspace`;
  if (!workspace) return look;
  const models = await tx.$queryRaw<{ version: number; document: ScoringModelDocument }[]>`
    select version, document from scoring_model where version is not null`;
  const house = {
    zone: workspace.time_zone,
    currency: workspace.currency,
    models: new Map(models.map(({ version, document }) => [version, document])),
  };
  const chosen = await chosenLeads(tx, all);
  for (let from = 0; from < chosen.length; from += CHUNK) {
    const ids = chosen.slice(from, from + CHUNK);
    const chunk = await tx.$queryRaw<Stored[]>`
      select lead_id, score, fit, engagement, adjustment, grade, near, scored_on::text, model_version
      from lead_score where lead_id = any(${ids}::uuid[]) order by lead_id`;
    const broken = (await judge(house, chunk)).filter((verdict) => verdict !== null);
    look.violations += broken.length;
    look.examples.push(...broken.slice(0, EXAMPLES - look.examples.length));
  }
  return look;
}

/** An exclusion began or was lifted, and the lead it touches still waits to be scored anew. */
const UNSETTLED = Prisma.sql`
  select from exclusion e join activity a on exclusion_matches(e.field, e.test, e.value, a.source, a.channel, a.campaign,
    a.properties)
  where e.settled_at is null and a.lead_id = s.lead_id`;

async function chosenLeads(tx: Db, all: boolean): Promise<string[]> {
  const rows = await tx.$queryRaw<{ lead_id: string }[]>`
    select lead_id from lead_score s
    where not exists (${UNSETTLED})
    order by case when ${all}::boolean then '' else md5(lead_id::text || current_date::text) end, lead_id
    limit ${all ? null : SAMPLE}::bigint`;
  return rows.map(({ lead_id }) => lead_id);
}

/** The range of the columns. */
const small = (points: number) => Math.min(32_767, Math.max(-32_767, points));

function compare(stored: Stored, subject: ScoreSubject | undefined, { zone, models }: House): Verdict {
  const model = models.get(stored.model_version);
  // That there is a model, and a lead, are other promises.
  if (!model || !subject) return null;
  const { total, fit, engagement, adjustment, grade, nearMql } = oracle(
    subject,
    model,
    stored.scored_on,
    zone,
  );
  const right = {
    score: small(total),
    fit: small(fit),
    engagement: small(engagement),
    adjustment: small(adjustment),
    grade,
    near: stored.near === null ? null : nearMql,
  };
  const wrong = (Object.keys(right) as (keyof typeof right)[]).filter(
    (field) => stored[field] !== right[field],
  );
  if (wrong.length === 0) return null;
  return {
    lead_id: stored.lead_id,
    on: stored.scored_on,
    model: stored.model_version,
    ...Object.fromEntries(wrong.map((field) => [field, { stored: stored[field], recomputed: right[field] }])),
  };
}

type ChangeRow = { lead_id: string; field: string; value: AttributeValue["value"]; at: Date };
type ActivityRow = ScoredActivity & { lead_id: string; source: string };
type ExclusionRow = {
  activityId: string | null;
  field: string;
  test: string;
  value: string;
  activityType: string | null;
  occurredFrom: Date | null;
  occurredTo: Date | null;
};
type AdjustmentRow = ScoreSubject["adjustments"][number] & { lead_id: string };

/** What is excluded is as if it had not been: read here once more, without a look at how scoring reads it. */
function takesOut(exclusion: ExclusionRow, activity: ActivityRow): boolean {
  if (exclusion.activityId) return exclusion.activityId === activity.id;
  const { activityType, occurredFrom, occurredTo, field } = exclusion;
  if (activityType && activityType !== activity.type) return false;
  if (occurredFrom && activity.occurredAt.getTime() < occurredFrom.getTime()) return false;
  if (occurredTo && activity.occurredAt.getTime() >= occurredTo.getTime()) return false;
  const { source, channel, campaign } = activity;
  const found = field.startsWith("property.")
    ? activity.properties[field.slice(9)]
    : { source, channel, campaign }[field];
  if (typeof found !== "string") return false;
  const [it, value] = [found.toLowerCase(), exclusion.value.toLowerCase()];
  if (exclusion.test === "is") return it === value;
  if (exclusion.test === "contains") return it.split(value).length > 1;
  if (exclusion.test === "starts-with") return it.indexOf(value) === 0;
  if (isIP(found) === 0) return false;
  const [network = "", bits] = value.split("/");
  const list = new BlockList();
  const family = isIP(network) === 4 ? "ipv4" : "ipv6";
  if (isIP(found) !== isIP(network)) return false;
  list.addSubnet(network, Number(bits ?? (family === "ipv4" ? 32 : 128)), family);
  return list.check(found, family);
}

/** What the oracle looks at, read by statements of its own. A lead's company is the one it belonged to on the scored day. */
async function readSubjects(
  tx: Db,
  chunk: readonly Stored[],
  zone: string,
): Promise<Map<string, ScoreSubject>> {
  const ids = chunk.map(({ lead_id }) => lead_id);
  const leads = await tx.$queryRaw<{ id: string; created_at: Date }[]>`
    select id, created_at from lead where id = any(${ids}::uuid[])`;
  const attributes = await tx.$queryRaw<ChangeRow[]>`
    with own as (
      select change.*, live.scored_on from lead_attribute_change change
      join lead_score live using (lead_id) where lead_id = any(${ids}::uuid[])
    ), employer as (
      select distinct on (lead_id) lead_id, value #>> '{}' as company from own
      where field = 'companyId' and (at at time zone ${zone})::date <= scored_on
      order by lead_id, at desc, id desc
    )
    select lead_id, field, value, at from (
      select lead_id, field, value, at, id from own where field <> 'companyId'
      union all
      select lead_id, 'company.' || change.field, change.value, change.at, change.id
      from employer join company_attribute_change change on change.company_id = employer.company::uuid
    ) as known order by at, id`;
  const told = await tx.$queryRaw<ActivityRow[]>`
    select lead_id, id, type, occurred_at as "occurredAt", trust, source, channel, campaign,
      initiated_by as "initiatedBy", properties
    from activity where lead_id = any(${ids}::uuid[])`;
  const excluded = await tx.$queryRaw<ExclusionRow[]>`
    select activity_id as "activityId", field, test, value, activity_type as "activityType",
      occurred_from as "occurredFrom", occurred_to as "occurredTo"
    from exclusion where lifted_at is null`;
  const activities = told
    .filter((activity) => !excluded.some((exclusion) => takesOut(exclusion, activity)))
    .map(({ source: _, ...activity }) => activity);
  const adjustments = await tx.$queryRaw<AdjustmentRow[]>`
    select lead_id, id, points, reason, starts_on::text as "startsOn", expires_on::text as "expiresOn"
    from score_adjustment where lead_id = any(${ids}::uuid[])`;
  const by = <Row extends { lead_id: string }>(rows: Row[]) => Map.groupBy(rows, ({ lead_id }) => lead_id);
  const [attributesOf, activitiesOf, adjustmentsOf] = [by(attributes), by(activities), by(adjustments)];
  return new Map(
    leads.map(({ id, created_at }) => [
      id,
      {
        leadId: id,
        createdAt: created_at,
        attributes: attributesOf.get(id) ?? [],
        activities: activitiesOf.get(id) ?? [],
        adjustments: adjustmentsOf.get(id) ?? [],
      },
    ]),
  );
}
