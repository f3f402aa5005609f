import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { db } from "@/lib/platform/db/client";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { BYTE_ORDER_MARK, csvLine } from "@/lib/shared/csv-line";
import type { JsonObject } from "@/lib/shared/json";
import type { Stage } from "@/lib/stages/stages";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { Prisma } from "@/prisma/generated/client";
import { type LeadFilter, leadFilterParams } from "../filter";
import { conditionsOf } from "../queries/conditions";
import { type ExportedLead, exportCells, exportHeader } from "./columns";

const LEADS_AT_ONCE = 500;

/**
 * The leads that match a filter as a CSV file, piece by piece, oldest first: with a byte order mark, safe in
 * spreadsheets, and importable again without changing anything. Who exported what is in the audit before the first line
 * leaves. Throws `forbidden`.
 */
export async function exportLeads(caller: Caller, filter: LeadFilter): Promise<AsyncGenerator<string>> {
  if (!may(caller.viewer, "lead.export")) throw new AppError("forbidden", "Your role may not export leads");
  const { where } = await conditionsOf(db(), caller.viewer, filter);
  const [{ currency }, customFields] = await Promise.all([workspace(db()), customFieldsOf(where)]);
  await transaction((tx) =>
    recordAudit(tx, caller, {
      action: "lead.exported",
      subjectKind: "workspace",
      subjectId: null,
      data: { filter: leadFilterParams(filter) },
    }),
  );
  return writePieces(where, customFields, currency);
}

async function* writePieces(
  where: Prisma.Sql,
  customFields: readonly string[],
  currency: string,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(exportHeader(customFields));
  for (let after: string | null = null; ; ) {
    const leads: ExportedLead[] = await readLeads(where, after);
    const last = leads.at(-1);
    if (!last) return;
    yield leads.map((lead) => csvLine(exportCells(lead, customFields, currency))).join("");
    after = last.id;
  }
}

async function customFieldsOf(where: Prisma.Sql): Promise<string[]> {
  const rows = await db().$queryRaw<{ field: string }[]>`
    select distinct jsonb_object_keys(l.custom) as field from lead_score s join lead l on l.id = s.lead_id
    where ${where} order by 1`;
  return rows.map(({ field }) => field);
}

type Row = {
  id: string;
  email: string | null;
  external_id: string | null;
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  phone: string | null;
  country: string | null;
  company_name: string | null;
  company_domain: string | null;
  industry: string | null;
  employees: number | null;
  revenue: string | null;
  company_country: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  owner_email: string | null;
  stage: Stage;
  mql_at: Date | null;
  score: number;
  fit: number;
  engagement: number;
  grade: string;
  last_activity_at: Date | null;
  captured_at: Date;
  custom: JsonObject;
};

async function readLeads(where: Prisma.Sql, after: string | null): Promise<ExportedLead[]> {
  const behind = after === null ? Prisma.empty : Prisma.sql`and s.lead_id > ${after}::uuid`;
  const rows = await db().$queryRaw<Row[]>`
    select l.id, l.email, l.external_id, l.first_name, l.last_name, l.title, l.phone, l.country, c.name as company_name,
      c.domain as company_domain, c.industry, c.employees, c.revenue::text as revenue, c.country as company_country,
      l.source, l.channel, l.campaign, l.asset, u.email as owner_email, s.stage, p.mql_at, s.score, s.fit, s.engagement,
      s.grade, s.last_activity_at, l.captured_at, l.custom
    from lead_score s
    join lead l on l.id = s.lead_id
    left join company c on c.id = l.company_id
    left join app_user u on u.id = l.owner_id
    left join lateral (select mql_at from pass where lead_id = l.id order by number desc limit 1) p on true
    where ${where} ${behind}
    order by s.lead_id limit ${LEADS_AT_ONCE}`;
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    externalId: row.external_id,
    firstName: row.first_name,
    lastName: row.last_name,
    title: row.title,
    phone: row.phone,
    country: row.country,
    company: row.company_name === null ? null : companyOf(row, row.company_name),
    source: row.source,
    channel: row.channel,
    campaign: row.campaign,
    asset: row.asset,
    ownerEmail: row.owner_email,
    stage: row.stage,
    mqlAt: row.mql_at?.toISOString() ?? null,
    score: row.score,
    fit: row.fit,
    engagement: row.engagement,
    grade: row.grade,
    lastActivityAt: row.last_activity_at?.toISOString() ?? null,
    capturedAt: row.captured_at.toISOString(),
    custom: row.custom,
  }));
}

const companyOf = (row: Row, name: string): ExportedLead["company"] => ({
  name,
  domain: row.company_domain,
  industry: row.industry,
  employees: row.employees,
  revenue: row.revenue,
  country: row.company_country,
});
