import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { sealAudit } from "@/lib/audit/commands";
import { acceptHandoff, rejectHandoff } from "@/lib/handoffs/commands";
import { runImportJob } from "@/lib/imports/jobs";
import { db } from "@/lib/platform/db/client";
import { checks, examine } from "@/lib/platform/doctor/examine";
import { reportOf } from "@/lib/platform/doctor/report";
import { scoreExaminations } from "@/lib/platform/doctor/scores";
import { newId } from "@/lib/platform/ids";
import { enqueue } from "@/lib/platform/jobs/enqueue";
import { defineJob } from "@/lib/platform/jobs/job";
import { pulse } from "@/lib/platform/jobs/pulse";
import { renameSelf } from "@/lib/team/commands/users";
import { useDatabase } from "@/tests/support/database";
import {
  given,
  givenLead,
  givenWorkspace,
  handoffOf,
  later,
  type Person,
  type TestWorkspace,
} from "@/tests/support/workspace";

const database = useDatabase();

let house: TestWorkspace;

function repOf(assigneeId: string | null): Person {
  return [house.sam, house.rosa].find(({ id }) => id === assigneeId)!;
}

/** Leads in every situation that the real commands bring about: new, handed over, accepted, rejected, won. */
beforeAll(async () => {
  house = await givenWorkspace();
  await givenLead(house);
  const waiting = await givenLead(house);
  await given(house, waiting, "demo_requested");

  for (const answer of ["accept", "reject"] as const) {
    const lead = await givenLead(house);
    await given(house, lead, "demo_requested");
    const handoff = await handoffOf(lead);
    const rep = house.as(repOf(handoff.assigneeId));
    later(house, { minutes: 2 });
    if (answer === "accept") await acceptHandoff({ ...rep, now: house.now }, handoff.id, {});
    else await rejectHandoff({ ...rep, now: house.now }, handoff.id, { reason: "not-ready" });
  }
  await sealAudit();
  await renameSelf(house.as(house.admin), "Ada Roth");
}, 120_000);

/** Breaks the data behind the application's back, looks, and puts everything back as it was. */
async function whatIsFoundAfter(sabotage: string): Promise<string[]> {
  const copy = new pg.Client({ connectionString: database.url });
  await copy.connect();
  try {
    // The sabotage must be seen by the doctor's own transaction, so it is committed and undone again.
    await copy.query("set session_replication_role = replica");
    const undo = await copy.query<{ name: string }>(
      "select tablename as name from pg_tables where schemaname = 'public'",
    );
    for (const { name } of undo.rows) await copy.query(`create table backup_${name} as table ${name}`);
    await copy.query(sabotage);
    const found = (await examine()).map(({ id }) => id);
    for (const { name } of undo.rows) {
      await copy.query(`delete from ${name}`);
      await copy.query(`insert into ${name} select * from backup_${name}`);
      await copy.query(`drop table backup_${name}`);
    }
    return found;
  } finally {
    await copy.end();
  }
}

const GUARDS = ["append-only-is-guarded", "constraints-are-in-force", "unique-indexes-are-in-force"];

/** One way to break each promise. */
const sabotages: Record<string, string> = {
  "stage-history-is-gap-free":
    "update stage_transition set seq = seq + 1 where seq = (select max(seq) from stage_transition)",
  "stage-is-last-transition": "update lead_score set stage = 'sql' where stage = 'lead'",
  "stage-moves-are-legal": "update stage_transition set kind = 'undo' where to_stage = 'sal'",
  "stage-history-is-recorded-in-order":
    "update stage_transition set recorded_at = '2001-01-01' where to_stage = 'sal'",
  "every-lead-has-a-live-row": "update lead_score set channel = 'elsewhere'",
  "score-has-a-model": "update lead_score set model_version = 99",
  "history-names-what-qualified": "update pass set definition_version = 99",
  "score-is-of-the-model-in-force": `insert into scoring_model
    (id, version, status, document, created_at, updated_at, published_at)
    values ('${newId()}', 2, 'published', '{}', now(), now(), now() - interval '1 hour')`,
  "score-changes-on-its-day": `update workspace set swept_on = '2199-01-01';
    update lead_score set changes_on = '2198-12-31'`,
  "last-activity-is-the-last":
    "update lead_score set last_activity_at = null where last_activity_at is not null",
  "score-is-what-the-rules-say": "update lead_score set score = score + 1 where stage = 'mql'",
  "score-is-the-sum-of-its-explanation": "delete from activity where type = 'demo_requested'",
  "open-pass-is-where-the-lead-is":
    "update pass set closed_at = null, close_kind = null where close_kind = 'recycled'",
  "wake-date-is-of-the-last-pass": "update lead_score set wake_on = '2199-01-01' where stage = 'recycled'",
  "milestones-fit-the-stage":
    "update pass set sql_at = sal_at where sal_at is not null and closed_at is null",
  "milestones-are-transitions":
    "update pass set sal_at = sal_at + interval '1 second' where sal_at is not null",
  "transitions-are-milestones": "update pass set sal_at = null where sal_at is not null",
  "milestones-are-in-order": "update pass set mql_at = mql_at + interval '9 days' where sal_at is not null",
  "passes-are-numbered": "update pass set number = 2",
  "opportunities-fit-their-pass": `insert into opportunity
    (id, lead_id, pass_id, name, amount, currency, status, expected_close, actual_close, created_at, updated_at)
    select '${newId()}', lead_id, id, 'Deal', 1, 'EUR', 'won', '2026-01-01', '2026-01-01', now(), now() from pass limit 1`,
  "pending-handoff-has-an-open-mql":
    "update handoff set status = 'pending', answered_at = null where status = 'rejected'",
  "accepted-handoff-made-an-sal": "update handoff set status = 'accepted' where status = 'rejected'",
  "handoff-history-ends-in-its-status": "delete from handoff_event where kind = 'opened'",
  "handoffs-go-to-people-who-can-answer":
    "update app_user set active = false, deactivated_at = '2001-01-01' where role = 'rep'",
  "handoffs-expire-late-enough": `insert into handoff_event (handoff_id, seq, kind, at)
    select id, 9, 'expired', due_at - interval '1 second' from handoff limit 1`,
  "handoff-belongs-to-its-lead": "update handoff set lead_id = (select id from lead order by id limit 1)",
  "nothing-belongs-to-a-lost-person": `update lead set owner_id = '${newId()}'`,
  "address-finds-its-lead": "update lead set email_key = upper(email_key)",
  "expired-access-is-forgotten": `insert into attempt_window values ('somebody', now() - interval '9 days', 1)`,
  "activity-types-are-known": "update activity set type = 'levitated'",
  "some-admin-is-active": "update app_user set active = false where role = 'admin'",
  "import-counts-add-up": `insert into import
    (id, file_name, file_hash, file_bytes, preset, mapping, options, status, dry_run, rows_done, failed, created_at)
    values ('${newId()}', 'a.csv', 'x', 1, 'generic', '{}', '{}', 'done', false, 1, 1, now())`,
  "nothing-refers-to-a-lost-lead": "delete from lead where id in (select lead_id from pass limit 1)",
  "text-is-normalised": "update lead set name = U&'Jose\\0301'",
  "times-are-plausible": "update activity set occurred_at = '1066-10-14'",
  "names-are-one-line": "update app_user set name = E'Sam\\r\\nBcc: everybody' where role = 'rep'",
  "routing-keeps-to-capacity": `update handoff set routing = jsonb_set(routing, '{considered}', (
    select jsonb_agg(one || '{"open": 20}') from jsonb_array_elements(routing -> 'considered') as one))`,
  "routing-passes-over-who-is-away": `insert into audit_entry
    (id, at, actor_kind, actor_name, action, subject_kind, subject_id, data, correlation_id)
    select gen_random_uuid(), '2001-01-01', 'system', 'worker', 'user.absence_set', 'user', id,
      '{"absentUntil": "2199-01-01"}', gen_random_uuid() from app_user`,
  "routing-does-not-go-back": `update handoff set answered_at = '2001-01-01'
    where status = 'rejected';
    update handoff set lead_id = (select lead_id from handoff where status = 'rejected'),
      routing = jsonb_set(routing, '{considered}', (select jsonb_agg(case
        when one ->> 'id' = (select assignee_id::text from handoff where status = 'rejected')
          then one || '{"verdict": "chosen"}' else one || '{"verdict": "busier"}' end)
        from jsonb_array_elements(routing -> 'considered') as one))
      where status = 'pending'`,
  "silence-is-answered-in-time": "update handoff set due_at = now() - interval '25 hours'",
  "answers-are-in-the-audit": `insert into audit_entry
    (id, at, actor_kind, actor_name, action, subject_kind, subject_id, data, correlation_id)
    select gen_random_uuid(), at, actor_kind, actor_name, action, subject_kind, subject_id, data, correlation_id
    from audit_entry where action = 'handoff.accepted'`,
  "audit-holds-no-secret": `update audit_entry set data = '{"passwordHash": "x"}'`,
  "bin-is-emptied": "update lead set binned_at = now() - interval '40 days'",
  "open-calibration-has-its-job": `insert into scoring_calibration
    (id, model_version, outcome, horizon_days, status, created_at)
    values ('${newId()}', 1, 'customer', 90, 'running', now())`,
  "audit-says-what-was-written": "update audit_entry set actor_name = 'Nobody'",
  "audit-chain-is-whole": "delete from audit_seal where seq = 1",
  "audit-is-sealed-in-time": "update audit_pending set written_at = now() - interval '1 hour'",
  "kept-days-are-their-rows": `insert into funnel_day (series, day, channel, cut, reason, counted, reached, pending, imputed,
      left_out, measured, day_only, seconds_sum, days_sum, seconds, days, amount)
    values ('volume/mql by mql', '2001-01-01', '*', 'first', '', 1, 1, 0, 0, '{0,0,0,0,0,0}', 0, 0, 0, 0, '{}', '{}', 0)`,
  "marked-days-are-added-up": `insert into funnel_stale (id, dating, day, marked_at)
    values ('${newId()}', 'mql', '2001-01-01', now() - interval '1 hour')`,
  "outbox-is-delivered":
    "update outbox_message set due_at = now() - interval '1 hour', delivered_at = null, cancelled_at = null",
};

/** The promises that have a time limit hold while a worker runs. */
async function seeWorker(): Promise<void> {
  for (const minutes of [0, 5]) {
    const id = await enqueue(db(), pulse, {});
    await db().$executeRaw`
      update pgboss.job set state = 'completed', completed_on = now() - make_interval(mins => ${minutes}::int)
      where id = ${id}::uuid`;
  }
}

describe("the doctor", () => {
  beforeEach(seeWorker);

  test("finds nothing wrong with what the commands wrote", async () => {
    // The story is of last spring; what a worker would have done since is as if it had been told just now.
    await db().outboxMessage.updateMany({ data: { dueAt: new Date(), deliveredAt: new Date() } });
    await db().handoff.updateMany({ where: { status: "pending" }, data: { dueAt: new Date() } });
    expect(await examine()).toEqual([]);
  });

  test.each(Object.entries(sabotages))("notices when %s is broken", async (id, sabotage) => {
    expect(await whatIsFoundAfter(sabotage)).toContain(id);
    expect(await examine()).toEqual([]);
  });

  test("notices a guard that was taken off", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("alter table activity disable trigger append_only");
    await client.query("alter table lead add constraint hasty check (name <> '') not valid");
    await client.query("alter index handoff_one_pending rename to handoff_some_pending");
    const found = (await examine()).map(({ id }) => id);
    await client.query("alter table activity enable trigger append_only");
    await client.query("alter table lead drop constraint hasty");
    await client.query("alter index handoff_some_pending rename to handoff_one_pending");
    await client.end();
    expect(found).toEqual(GUARDS);
  });

  test("notices a job that a dead worker left behind", async () => {
    const job = defineJob({ name: "left-behind", schema: z.object({}), async run() {} });
    await enqueue(db(), job, {});
    await db().$executeRaw`
      update pgboss.job set state = 'active', started_on = now() - interval '1 day' where name = ${job.name}`;
    expect((await examine()).map(({ id }) => id)).toEqual(["no-job-outlives-its-lease"]);
    await db()
      .$executeRaw`update pgboss.job set started_on = now(), retry_count = 9 where name = ${job.name}`;
    expect((await examine()).map(({ id }) => id)).toEqual(["no-job-tries-more-often-than-it-may"]);
    await db().$executeRaw`delete from pgboss.job where name = ${job.name}`;
  });

  test("notices an import without its job, and a job without its import", async () => {
    await enqueue(db(), runImportJob, { importId: newId() });
    expect((await examine()).map(({ id }) => id)).toEqual(["open-import-has-its-job"]);
    await db().$executeRaw`delete from pgboss.job where name = ${runImportJob.name}`;
    await db().$executeRaw`
      insert into import (id, file_name, file_hash, file_bytes, preset, mapping, options, status, dry_run, created_at)
      values (${newId()}::uuid, 'a.csv', 'x', 1, 'generic', '{}', '{}', 'queued', false, now())`;
    expect((await examine()).map(({ id }) => id)).toEqual(["open-import-has-its-job"]);
    await db().$executeRaw`delete from import`;
  });

  test("looks at a sample of many scores, at all of them when asked", async () => {
    const [look] = scoreExaminations;
    await db().$executeRaw`update lead_score set score = score + 1`;
    const broken = (all: boolean) => db().$transaction((tx) => look!.look(tx, { all }));
    const leads = await db().leadScore.count();
    expect((await broken(true)).violations).toBe(leads);
    expect((await broken(false)).violations).toBe(leads);
    await db().$executeRaw`update lead_score set score = score - 1`;
  });

  test.each([
    ["in decomposed form", "update lead set title = U&'Cafe\\0301'"],
    ["with a control character", "update lead set title = E'Bell \\x07'"],
    ["with a deletion in JSON", `update lead set custom = '{"note": "a\\u007fb"}'`],
    ["with an escaped control character in JSON", `update activity set properties = '{"a": ["\\u0001"]}'`],
  ])("notices text %s", async (_, sabotage) => {
    expect(await whatIsFoundAfter(sabotage)).toContain("text-is-normalised");
  });

  test.each(["a tab\\tand a line break\\r\\n", "a backslash and letters \\\\b \\\\u0001"])(
    "takes no offence at %s",
    async (text) => {
      expect(await whatIsFoundAfter(`update lead set title = E'${text}'`)).toEqual([]);
    },
  );

  test("looks at every column that holds a number", async () => {
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query("create table measure (id int primary key, amount numeric, ratio float8)");
    await client.query("insert into measure values (1, 1.5, 'infinity'), (2, 'nan', 1)");
    const found = await examine();
    await client.query("drop table measure");
    await client.end();
    expect(found).toMatchObject([{ id: "numbers-are-finite", violations: 2 }]);
  });

  test("says what it found in lines for people", async () => {
    const finding = { id: "a-promise", promise: "It holds.", violations: 2, examples: [{ lead_id: "x" }] };
    expect(reportOf([finding], 9)).toEqual([
      "✗ a-promise: broken by 2 rows. The promise: It holds.",
      '    {"lead_id":"x"}',
      "1 of 9 promises are broken.",
    ]);
    expect(reportOf([], 9)).toEqual(["All 9 promises hold."]);
  });

  test("every promise has been seen broken", () => {
    const elsewhere = [
      ...GUARDS,
      "numbers-are-finite",
      "no-job-outlives-its-lease",
      "no-job-tries-more-often-than-it-may",
      "open-import-has-its-job",
    ];
    expect([...Object.keys(sabotages), ...elsewhere].sort()).toEqual(checks.map(({ id }) => id).sort());
  });
});
