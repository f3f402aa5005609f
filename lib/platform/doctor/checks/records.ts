import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { type Check, workerIsAtWork } from "../check";

/** Every reference to a lead that no foreign key holds. */
const loose = Prisma.sql`
  select 'activity' as kind, id, lead_id from activity
  union all select 'score_adjustment', id, lead_id from score_adjustment
  union all select 'qualification_answer', id, lead_id from qualification_answer
  union all select 'opportunity', id, lead_id from opportunity
  union all select 'handoff', id, lead_id from handoff
  union all select 'alert', id, lead_id from alert where lead_id is not null
  union all select 'outbox_message', id, lead_id from outbox_message where lead_id is not null
  union all select 'pinned_lead', user_id, lead_id from pinned_lead
  union all select 'exclusion', id, lead_id from exclusion where lead_id is not null
  union all select 'import_row', import_id, lead_id from import_row where lead_id is not null`;

/** Whom something belongs to now. Who once did something may be gone. */
const holders = Prisma.sql`
  select 'lead.owner_id' as field, id, owner_id as person from lead
  union all select 'pass.owner_id', id, owner_id from pass
  union all select 'opportunity.owner_id', id, owner_id from opportunity
  union all select 'handoff.assignee_id', id, assignee_id from handoff
  union all select 'alert.user_id', id, user_id from alert
  union all select 'pinned_lead.user_id', lead_id, user_id from pinned_lead`;

/** What stands in headers of mails and in one line of every list. */
const oneLiners = Prisma.sql`
  select 'app_user.name' as field, id, name as text from app_user
  union all select 'app_user.email', id, email from app_user
  union all select 'invitation.email', id, email from invitation
  union all select 'lead.email', id, email from lead`;

const appendOnly = [
  ...[
    "stage_transition",
    "handoff_event",
    "audit_entry",
    "audit_seal",
    "activity",
    "activity_conflict",
    "lead_attribute_change",
  ],
  ...["company_attribute_change", "definition", "qualification_answer", "stage_edge"],
];

/** The indexes that keep two of something from being there at once, and repeats from counting twice. */
const unique = [
  ...["pass_one_open", "handoff_one_pending", "scoring_model_one_draft", "invitation_one_open"],
  ...[
    "activity_source_message_id_key",
    "lead_email_key_key",
    "lead_external_id_key",
    "app_user_email_key_key",
  ],
  ...["pass_lead_id_number_key", "opportunity_pass_id_key", "stage_transition_lead_id_seq_to_stage_key"],
];

export const recordChecks: readonly Check[] = [
  {
    id: "some-admin-is-active",
    promise: "A workspace that is set up has an active admin.",
    violations: Prisma.sql`
      select id as workspace_id, set_up_at from workspace
      where set_up_at is not null and not exists (select 1 from app_user where role = 'admin' and active)`,
  },
  {
    id: "append-only-is-guarded",
    promise: "The tables that only grow refuse changes, deletions and truncation.",
    violations: Prisma.sql`
      select wanted.name as table_name, wanted.guard
      from (
        select name, guard from unnest(${appendOnly}::text[]) as name
        cross join (values ('append_only'), ('append_only_truncate')) as guards (guard)
      ) as wanted
      where not exists (
        select 1 from pg_trigger
        where tgrelid = to_regclass(wanted.name) and tgname = wanted.guard and tgenabled in ('O', 'A'))`,
  },
  {
    id: "constraints-are-in-force",
    promise: "Every constraint of the schema has been checked against all rows and is enforced.",
    violations: Prisma.sql`
      select conrelid::regclass::text as table_name, conname as constraint_name
      from pg_constraint
      where connamespace = 'public'::regnamespace and not convalidated`,
  },
  {
    id: "unique-indexes-are-in-force",
    promise:
      "The indexes that refuse a second open pass, waiting handoff or repeated event are there and valid.",
    violations: Prisma.sql`
      select wanted.name as index_name
      from unnest(${unique}::text[]) as wanted (name)
      where not exists (
        select 1 from pg_index where indexrelid = to_regclass(wanted.name) and indisunique and indisvalid)`,
  },
  {
    id: "activity-types-are-known",
    promise: "Every activity is of a type in the catalogue.",
    violations: Prisma.sql`
      select id as activity_id, lead_id, type from activity
      where not exists (select 1 from activity_type where key = activity.type)`,
  },
  {
    id: "import-counts-add-up",
    promise: "An import's counts add up to its rows, and each failed row is kept with its reason.",
    violations: Prisma.sql`
      select import.id as import_id, status, rows_done, rows_total, created, updated, unchanged, skipped, failed
      from import
      where created + updated + unchanged + skipped + failed <> rows_done
         or (status = 'done' and rows_done <> coalesce(rows_total, rows_done))
         or failed <> (select count(*) from import_row where import_id = import.id and verdict = 'failed')
         or exists (
           select 1 from import_row where import_id = import.id and verdict = 'failed' and problems is null)`,
  },
  {
    id: "nothing-refers-to-a-lost-lead",
    promise: "Whatever names a lead names one that exists.",
    violations: Prisma.sql`
      select loose.kind, loose.id, loose.lead_id from (${loose}) as loose
      where not exists (select 1 from lead where lead.id = loose.lead_id)`,
  },
  {
    id: "nothing-belongs-to-a-lost-person",
    promise: "Whoever holds a lead, a handoff or an alert is somebody of this workspace.",
    violations: Prisma.sql`
      select held.field, held.id, held.person from (${holders}) as held
      where person is not null and not exists (select 1 from app_user where id = held.person)`,
  },
  {
    id: "address-finds-its-lead",
    promise: "A lead with an address is found by it, whatever its case; one without is found by none.",
    violations: Prisma.sql`
      select id as lead_id, email_key from lead
      where (email is null) <> (email_key is null) or email_key <> lower(email_key)`,
  },
  {
    id: "expired-access-is-forgotten",
    promise:
      "While a worker runs, sessions, reset links, counted attempts and kept answers go within a day after their time is over.",
    violations: Prisma.sql`
      select ended.kind, ended.id from (
      select 'user_session' as kind, id::text from user_session
      where least(expires_at, revoked_at) < now() - interval '31 days'
      union all select 'password_reset', id::text from password_reset where expires_at < now() - interval '31 days'
      union all select 'attempt_window', key from attempt_window where starts_at < now() - interval '2 days'
      union all select 'idempotency_key', key from idempotency_key where created_at < now() - interval '2 days'
      ) as ended where ${workerIsAtWork}`,
  },
  {
    id: "names-are-one-line",
    promise: "Names of people and addresses are one line each, so that no header is broken by them.",
    violations: Prisma.sql`
      select field, id, text from (${oneLiners}) as one_liners where text ~ '[\\n\\r\\t]'`,
  },
  {
    id: "bin-is-emptied",
    promise: "While a worker runs, no lead stays in the bin for more than a day over its thirty.",
    violations: Prisma.sql`
      select id as lead_id, binned_at from lead
      where binned_at < now() - interval '31 days' and ${workerIsAtWork}`,
  },
  {
    id: "outbox-is-delivered",
    promise:
      "While a worker runs, what waits in the outbox is delivered within ten minutes after it is due; nothing is both delivered and cancelled.",
    violations: Prisma.sql`
      select id, kind, due_at, attempts, last_error from outbox_message
      where (delivered_at is not null and cancelled_at is not null)
         or (delivered_at is null and cancelled_at is null and due_at < now() - interval '10 minutes'
           and ${workerIsAtWork})`,
  },
];
