import "server-only";
import type { Db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { dayFromColumn } from "@/lib/shared/day";
import { encodeCursor } from "@/lib/shared/page";
import type { Stage } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import type { LeadFilter, LeadSort } from "../filter";
import type { ViewKey } from "../views";
import { conditionsOf } from "./conditions";
import { readSortCursor, type SortKey, sortKeyOf } from "./sort";

/** A lead as lists and the API show it. Times are RFC 3339. */
export type LeadRow = {
  id: string;
  name: string;
  email: string | null;
  externalId: string | null;
  title: string | null;
  country: string | null;
  company: CompanyBrief | null;
  stage: Stage;
  stageSince: string;
  score: number;
  scoredOn: string;
  fit: number;
  engagement: number;
  grade: string;
  reason: string;
  /** The required fields that keep it from becoming MQL, in words. */
  missing: string | null;
  owner: { id: string; name: string } | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  pass: PassBrief | null;
  version: number;
  createdAt: string;
  lastActivityAt: string | null;
};

export type CompanyBrief = {
  id: string;
  name: string;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  /** Minor units of the workspace currency, a year. */
  revenue: number | null;
};

export type PassBrief = {
  id: string;
  number: number;
  mqlAt: string;
  salAt: string | null;
  sqlAt: string | null;
  opportunityAt: string | null;
  customerAt: string | null;
  closedAt: string | null;
  closeReason: string | null;
  imputed: string[];
  model: number;
  definition: number;
};

export type LeadPage = { data: LeadRow[]; nextCursor: string | null; previousCursor: string | null };

export type LeadPaging = { sort: LeadSort; limit: number; after?: string; before?: string };

/**
 * One page of the leads that match, for the list and the API alike. Keyset paging both ways: `after` and `before` are
 * cursors of an earlier answer (`invalid` when they are not); rows that appear or move meanwhile never shift the page.
 */
export async function listLeads(
  db: Db,
  viewer: Viewer,
  filter: LeadFilter,
  paging: LeadPaging,
): Promise<LeadPage> {
  refuseStrangers(viewer);
  const { where, joinsLead, grades } = await conditionsOf(db, viewer, filter);
  const backwards = paging.before !== undefined;
  const key = sortKeyOf(paging.sort, backwards);
  const from = readSortCursor(paging.before ?? paging.after, paging.sort);
  const pageOf = (within: Prisma.Sql) => Prisma.sql`
    select s.lead_id, s.score from lead_score s
    ${joinsLead ? Prisma.sql`join lead l on l.id = s.lead_id` : Prisma.empty}
    where ${within} ${from ? Prisma.sql`and ${key.beyond(from)}` : Prisma.empty}
    order by ${key.order} limit ${paging.limit + 1}`;
  // Grades go with the score: the lowest ones in the order of the score lie behind everybody else. Each has its own part of
  // an index, in that order.
  const spread = grades.length > 1 && !joinsLead && key.byScore;
  const page = spread
    ? Prisma.sql`
        select s.lead_id from unnest(${grades}::text[]) as one (grade)
        cross join lateral (${pageOf(Prisma.sql`s.grade = one.grade and ${where}`)}) s
        order by ${key.order} limit ${paging.limit + 1}`
    : pageOf(where);
  const found = await db.$queryRaw<Found[]>`
    with page as (${page})
    select ${COLUMNS} from page join lead_score s on s.lead_id = page.lead_id ${JOINS} order by ${key.order}`;
  const more = found.length > paging.limit;
  const rows = found.slice(0, paging.limit);
  if (backwards) rows.reverse();
  const cursor = (row: Found | undefined) => (row ? encodeCursor(key.valuesOf(row)) : null);
  return {
    data: rows.map(toRow),
    nextCursor: backwards || more ? cursor(rows.at(-1)) : null,
    previousCursor: (backwards ? more : paging.after !== undefined) ? cursor(rows[0]) : null,
  };
}

/** One lead, or null when there is none (or it is in the bin). */
export async function leadRow(db: Db, viewer: Viewer, id: string): Promise<LeadRow | null> {
  refuseStrangers(viewer);
  const [found] = await db.$queryRaw<Found[]>`
    select ${COLUMNS} from lead_score s ${JOINS} where s.lead_id = ${id}::uuid and not s.binned`;
  return found ? toRow(found) : null;
}

/**
 * Counting stops here: a list says "10,000+" beyond. What is searched for is looked up lead by lead, so that counting it
 * costs more, and says less: nobody reads the eleven hundredth hit.
 */
export const countCap = ({ q }: LeadFilter): number => (q ? 1_000 : 10_000);

/** How many leads match, at most one more than the filter's countCap. */
export async function countLeads(db: Db, viewer: Viewer, filter: LeadFilter): Promise<number> {
  refuseStrangers(viewer);
  const { where, joinsLead } = await conditionsOf(db, viewer, filter);
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (
      select from lead_score s ${joinsLead ? Prisma.sql`join lead l on l.id = s.lead_id` : Prisma.empty}
      where ${where} limit ${countCap(filter) + 1}
    ) capped`;
  return row?.count ?? 0;
}

/** How many leads each view holds, capped alike. */
export async function countViews(
  db: Db,
  viewer: Viewer,
  views: readonly ViewKey[],
  emptyFilter: LeadFilter,
): Promise<Map<ViewKey, number>> {
  const counts = await Promise.all(views.map((view) => countLeads(db, viewer, { ...emptyFilter, view })));
  return new Map(views.map((view, index) => [view, counts[index] ?? 0]));
}

function refuseStrangers(viewer: Viewer): void {
  if (!may(viewer, "lead.read")) throw new AppError("forbidden", "You may not read leads");
}

const COLUMNS = Prisma.sql`
  s.lead_id as id, l.name, l.email, l.external_id, l.title, l.country, s.stage, s.stage_since, s.score, s.scored_on, s.fit,
  s.engagement, s.grade, s.reason, s.missing, s.source, s.channel, s.campaign, l.version, s.created_at, s.last_activity_at,
  u.id as owner_id, u.name as owner_name, c.id as company_id, c.name as company_name, c.domain, c.industry, c.employees,
  c.revenue, p.id as pass_id, p.number, p.mql_at, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at, p.closed_at,
  p.close_reason, p.imputed, p.model_version, p.definition_version`;

const JOINS = Prisma.sql`
  join lead l on l.id = s.lead_id
  left join app_user u on u.id = s.owner_id
  left join company c on c.id = l.company_id
  left join lateral (select * from pass where pass.lead_id = s.lead_id order by number desc limit 1) p on true`;

type Found = SortKey & {
  name: string;
  email: string | null;
  external_id: string | null;
  title: string | null;
  country: string | null;
  stage: Stage;
  scored_on: Date;
  fit: number;
  engagement: number;
  grade: string;
  reason: string;
  missing: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  version: number;
  owner_id: string | null;
  owner_name: string | null;
  company_id: string | null;
  company_name: string | null;
  domain: string | null;
  industry: string | null;
  employees: number | null;
  revenue: bigint | null;
  pass_id: string | null;
  number: number;
  mql_at: Date;
  sal_at: Date | null;
  sql_at: Date | null;
  opportunity_at: Date | null;
  customer_at: Date | null;
  closed_at: Date | null;
  close_reason: string | null;
  imputed: string[];
  model_version: number;
  definition_version: number;
};

const text = (at: Date | null): string | null => at?.toISOString() ?? null;

function toRow(found: Found): LeadRow {
  return {
    id: found.id,
    name: found.name,
    email: found.email,
    externalId: found.external_id,
    title: found.title,
    country: found.country,
    company: companyOf(found),
    stage: found.stage,
    stageSince: found.stage_since.toISOString(),
    score: found.score,
    scoredOn: dayFromColumn(found.scored_on),
    fit: found.fit,
    engagement: found.engagement,
    grade: found.grade,
    reason: found.reason,
    missing: found.missing,
    owner: found.owner_id ? { id: found.owner_id, name: found.owner_name ?? "" } : null,
    source: found.source,
    channel: found.channel,
    campaign: found.campaign,
    pass: passOf(found),
    version: found.version,
    createdAt: found.created_at.toISOString(),
    lastActivityAt: text(found.last_activity_at),
  };
}

function companyOf(found: Found): CompanyBrief | null {
  if (!found.company_id) return null;
  const { company_id: id, company_name, domain, industry, employees, revenue } = found;
  return {
    id,
    name: company_name ?? "",
    domain,
    industry,
    employees,
    revenue: revenue === null ? null : Number(revenue),
  };
}

function passOf(found: Found): PassBrief | null {
  if (!found.pass_id) return null;
  return {
    id: found.pass_id,
    number: found.number,
    mqlAt: found.mql_at.toISOString(),
    salAt: text(found.sal_at),
    sqlAt: text(found.sql_at),
    opportunityAt: text(found.opportunity_at),
    customerAt: text(found.customer_at),
    closedAt: text(found.closed_at),
    closeReason: found.close_reason,
    imputed: found.imputed,
    model: found.model_version,
    definition: found.definition_version,
  };
}
