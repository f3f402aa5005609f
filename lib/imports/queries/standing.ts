import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { JsonObject } from "@/lib/shared/json";
import type { StandingPass } from "@/lib/stages/import-plan";
import type { Stage } from "@/lib/stages/stages";
import type { StandingLead } from "../decide";
import type { ImportedLead } from "../row";

/** The leads that rows name, found by id, e-mail key and external id. */
export type StandingLeads = {
  byId: ReadonlyMap<string, StandingLead>;
  byEmail: ReadonlyMap<string, StandingLead>;
  byExternalId: ReadonlyMap<string, StandingLead>;
};

type Keys = { ids: string[]; emails: string[]; externalIds: string[] };

/** The keys that rows name leads by. */
export function keysOf(rows: readonly ImportedLead[]): Keys {
  return {
    ids: rows.flatMap((row) => row.id ?? []),
    emails: rows.flatMap((row) => row.email?.key ?? []),
    externalIds: rows.flatMap((row) => row.externalId ?? []),
  };
}

/**
 * The standing leads that rows name. With `lock`, their live rows are locked first, in lead order and as a statement of
 * its own, so that what is read is what was committed while waiting.
 */
export async function loadStanding(db: Db, keys: Keys, lock: boolean): Promise<StandingLeads> {
  const found = lock
    ? await db.$queryRaw<{ id: string }[]>`
        select s.lead_id as id from lead_score s where s.lead_id in (
          select id from lead where id = any(${keys.ids}::uuid[]) or email_key = any(${keys.emails}::text[])
            or external_id = any(${keys.externalIds}::text[]))
        order by s.lead_id for update`
    : await db.$queryRaw<{ id: string }[]>`
        select id from lead where id = any(${keys.ids}::uuid[]) or email_key = any(${keys.emails}::text[])
          or external_id = any(${keys.externalIds}::text[])`;
  const leads = await loadLeads(
    db,
    found.map(({ id }) => id),
  );
  const by = (key: (lead: StandingLead) => string | null) =>
    new Map(leads.flatMap((lead) => (key(lead) === null ? [] : [[key(lead)!, lead]])));
  return {
    byId: by((lead) => lead.id),
    byEmail: by((lead) => lead.emailKey),
    byExternalId: by((lead) => lead.attributes.externalId),
  };
}

type LeadRow = {
  id: string;
  email: string | null;
  email_key: string | null;
  external_id: string | null;
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  phone: string | null;
  country: string | null;
  company_id: string | null;
  company_name: string | null;
  company_industry: string | null;
  source: string | null;
  channel: string | null;
  campaign: string | null;
  asset: string | null;
  custom: JsonObject;
  owner_id: string | null;
  binned: boolean;
  stage: Stage;
  seq: number;
  pass_id: string | null;
  number: number;
  mql_at: Date | null;
  sal_at: Date | null;
  sql_at: Date | null;
  opportunity_at: Date | null;
  customer_at: Date | null;
  closed_at: Date | null;
  close_kind: StandingPass["closeKind"];
};

/** Leads as they stand; the caller locks them where that matters. */
export async function loadLeads(db: Db, ids: readonly string[]): Promise<StandingLead[]> {
  if (ids.length === 0) return [];
  const rows = await db.$queryRaw<LeadRow[]>`
    select l.id, l.email, l.email_key, l.external_id, l.first_name, l.last_name, l.title, l.phone, l.country, l.company_id,
      l.source, l.channel, l.campaign, l.asset, l.custom, l.owner_id, l.binned_at is not null as binned, c.name as company_name,
      c.industry as company_industry, s.stage, s.seq,
      p.id as pass_id, p.number, p.mql_at, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at, p.closed_at, p.close_kind
    from lead l
    join lead_score s on s.lead_id = l.id
    left join company c on c.id = l.company_id
    left join lateral (select * from pass where lead_id = l.id order by number desc limit 1) p on true
    where l.id = any(${[...ids]}::uuid[])`;
  return rows.map((row) => ({
    id: row.id,
    emailKey: row.email_key,
    attributes: {
      email: row.email,
      externalId: row.external_id,
      firstName: row.first_name,
      lastName: row.last_name,
      title: row.title,
      phone: row.phone,
      country: row.country,
      companyId: row.company_id,
      source: row.source,
      channel: row.channel,
      campaign: row.campaign,
      asset: row.asset,
      custom: row.custom,
    },
    company: row.company_id
      ? { id: row.company_id, name: row.company_name!, industry: row.company_industry }
      : null,
    ownerId: row.owner_id,
    binned: row.binned,
    history: { stage: row.stage, seq: row.seq, pass: passOf(row) },
  }));
}

function passOf(row: LeadRow): StandingPass | null {
  if (row.pass_id === null) return null;
  return {
    id: row.pass_id,
    number: row.number,
    times: {
      mql: row.mql_at,
      sal: row.sal_at,
      sql: row.sql_at,
      opportunity: row.opportunity_at,
      customer: row.customer_at,
    },
    closedAt: row.closed_at,
    closeKind: row.close_kind,
  };
}
