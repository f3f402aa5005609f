-- What is kept of each day of the funnel, and the markers that say which days to add up again (decision 21).

-- CreateTable
CREATE TABLE "funnel_day" (
    "series" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "channel" TEXT NOT NULL COLLATE "C",
    "cut" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "counted" INTEGER NOT NULL,
    "reached" INTEGER NOT NULL,
    "pending" INTEGER NOT NULL,
    "imputed" INTEGER NOT NULL,
    "left_out" INTEGER[],
    "measured" INTEGER NOT NULL,
    "day_only" INTEGER NOT NULL,
    "seconds_sum" DECIMAL NOT NULL,
    "days_sum" DECIMAL NOT NULL,
    "seconds" DOUBLE PRECISION[],
    "days" DOUBLE PRECISION[],
    "amount" BIGINT NOT NULL,

    CONSTRAINT "funnel_day_pkey" PRIMARY KEY ("series","day","channel","cut","reason")
);

-- CreateTable
CREATE TABLE "funnel_stale" (
    "id" UUID NOT NULL,
    "dating" TEXT NOT NULL,
    "day" DATE NOT NULL,
    "marked_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "funnel_stale_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "funnel_stale_day_dating_idx" ON "funnel_stale"("day", "dating");

-- The instants that date a pass without being a column of it.
create index pass_by_clock on pass ((coalesce(clock_started_at, mql_at)));
create index pass_by_contact on pass ((case when clocks then contact_due_at else mql_at end));
create index opportunity_by_close on opportunity (actual_close) where actual_close is not null;
-- What is not due yet: the few rows whose verdict changes by itself.
create index pass_contact_owed on pass (contact_due_at) where first_contact_at is null;
create index pass_open_at_sal on pass (sal_at) where closed_at is null and sal_at is not null;
create index pass_open_at_sql on pass (sql_at) where closed_at is null and sql_at is not null;
create index pass_open_at_opportunity on pass (opportunity_at) where closed_at is null and opportunity_at is not null;

-- Which days a row counts in. A marker is written in the transaction that changes the row; while one is there, the day is read
-- from the rows themselves.

create function funnel_zone() returns text language sql stable as $$
  select coalesce((select time_zone from workspace where id = 1), 'UTC')
$$;

-- The instants that date a pass. lib/funnel/series.ts knows them by the same names.
create function funnel_instants(
  mql timestamptz, handed timestamptz, sal timestamptz, sql timestamptz, opportunity timestamptz, customer timestamptz,
  closed timestamptz, clock timestamptz, contact timestamptz
) returns table (dating text, at timestamptz) language sql immutable as $$
  select told.dating, told.at from (values
    ('mql', mql), ('handed', handed), ('sal', sal), ('sql', sql), ('opportunity', opportunity), ('customer', customer),
    ('closed', closed), ('clock', coalesce(clock, mql)), ('contact', contact), ('contact', mql)
  ) told (dating, at) where told.at is not null
$$;

-- Every day that these passes, their handoffs and their deals count in, and the close before a pass that came back.
create function funnel_days_of(passes uuid[]) returns table (dating text, day date) language sql stable as $$
  select told.dating, (told.at at time zone funnel_zone())::date
  from (
    select dated.dating, dated.at from pass p cross join lateral funnel_instants(p.mql_at, p.handed_at, p.sal_at, p.sql_at,
      p.opportunity_at, p.customer_at, p.closed_at, p.clock_started_at, p.contact_due_at) dated where p.id = any (passes)
    union
    select 'closed', before.closed_at from pass p
    join pass before on before.lead_id = p.lead_id and before.number = p.number - 1 where p.id = any (passes)
    union
    select dated.dating, dated.at from handoff h cross join lateral (values
      ('opened', h.opened_at), ('answered', h.answered_at), ('due', h.due_at)) dated (dating, at)
    where h.pass_id = any (passes)
    union
    select 'opportunity', o.created_at from opportunity o where o.pass_id = any (passes)
  ) told where told.at is not null
  union
  select 'deal', o.actual_close from opportunity o where o.pass_id = any (passes) and o.actual_close is not null
$$;

-- Marks days. A marker that is there already is held until this transaction ends, so that nobody takes it away before what it
-- stands for can be seen; one that is just being taken away does not count. So nobody ever waits here.
create function funnel_mark(datings text[], days date[]) returns void language sql as $$
  with told as (select distinct dating, day from unnest(datings, days) as given (dating, day)),
  held as (
    select marker.dating, marker.day from funnel_stale marker join told using (dating, day)
    for key share of marker skip locked)
  insert into funnel_stale (id, dating, day, marked_at)
  select gen_random_uuid(), dating, day, clock_timestamp() from told
  where not exists (select from held where held.dating = told.dating and held.day = told.day)
$$;

create function funnel_mark_instants(datings text[], instants timestamptz[]) returns void language sql as $$
  select funnel_mark(array_agg(given.dating), array_agg((given.at at time zone funnel_zone())::date))
  from (select distinct dating, at from unnest(datings, instants) as given (dating, at) where at is not null) given
$$;

-- Passes: what a milestone changes counts on each day of the pass; a first contact on the days of its clocks; a lead, a number,
-- a channel or clocks on the days of its handoffs and deals too. Whoever comes back tells of the close before.
create function funnel_marks_passes() returns trigger language plpgsql as $$
declare
  others uuid[];
begin
  if tg_op = 'UPDATE' then
    perform funnel_mark_instants(array_agg(dated.dating), array_agg(dated.at))
    from (
      select o.id,
        (o.lead_id, o.number, o.channel, o.clocks, o.mql_at, o.handed_at, o.sal_at, o.sql_at, o.opportunity_at, o.customer_at,
          o.closed_at, o.close_kind, o.close_reason, o.closed_from, o.imputed, o.date_only, o.score_at_mql)
        is distinct from
        (n.lead_id, n.number, n.channel, n.clocks, n.mql_at, n.handed_at, n.sal_at, n.sql_at, n.opportunity_at, n.customer_at,
          n.closed_at, n.close_kind, n.close_reason, n.closed_from, n.imputed, n.date_only, n.score_at_mql) as moved,
        (o.clock_started_at, o.first_attempt_at, o.first_contact_at, o.contact_due_at)
        is distinct from
        (n.clock_started_at, n.first_attempt_at, n.first_contact_at, n.contact_due_at) as timed
      from old_rows o join new_rows n using (id)
    ) changed
    join (select * from old_rows union all select * from new_rows) p using (id)
    cross join lateral funnel_instants(p.mql_at, p.handed_at, p.sal_at, p.sql_at, p.opportunity_at, p.customer_at,
      p.closed_at, p.clock_started_at, p.contact_due_at) dated
    where moved or (timed and dated.dating in ('mql', 'clock', 'contact'));

    perform funnel_mark_instants(array_agg('closed'::text), array_agg(before.closed_at))
    from old_rows o join new_rows n using (id)
    join pass before on (before.lead_id, before.number) in ((o.lead_id, o.number - 1), (n.lead_id, n.number - 1))
    where (o.lead_id, o.number, o.sql_at) is distinct from (n.lead_id, n.number, n.sql_at);

    select array_agg(n.id) into others from old_rows o join new_rows n using (id)
    where (o.lead_id, o.number, o.channel, o.clocks, o.opportunity_at)
      is distinct from (n.lead_id, n.number, n.channel, n.clocks, n.opportunity_at);
    if others is not null then
      perform funnel_mark(array_agg(told.dating), array_agg(told.day)) from funnel_days_of(others) told;
    end if;
  else
    perform funnel_mark_instants(array_agg(dated.dating), array_agg(dated.at))
    from changed_rows p cross join lateral funnel_instants(p.mql_at, p.handed_at, p.sal_at, p.sql_at, p.opportunity_at,
      p.customer_at, p.closed_at, p.clock_started_at, p.contact_due_at) dated;
    perform funnel_mark_instants(array_agg('closed'::text), array_agg(before.closed_at))
    from changed_rows p join pass before on before.lead_id = p.lead_id and before.number = p.number - 1;
  end if;
  return null;
end $$;
create trigger funnel_marks_new after insert on pass referencing new table as changed_rows
  for each statement execute function funnel_marks_passes();
create trigger funnel_marks_gone after delete on pass referencing old table as changed_rows
  for each statement execute function funnel_marks_passes();
create trigger funnel_marks_changed after update on pass referencing old table as old_rows new table as new_rows
  for each statement execute function funnel_marks_passes();

-- Handoffs: their own days, and those of the pass where the first assignment or the first look is one of its legs.
create function funnel_marks_handoffs() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    perform funnel_mark_instants(array_agg(dated.dating), array_agg(dated.at))
    from old_rows o join new_rows n using (id) join pass p on p.id in (o.pass_id, n.pass_id)
    cross join lateral (values
      ('opened', o.opened_at), ('opened', n.opened_at), ('answered', o.answered_at), ('answered', n.answered_at),
      ('due', o.due_at), ('due', n.due_at), ('mql', p.mql_at), ('clock', coalesce(p.clock_started_at, p.mql_at))
    ) dated (dating, at)
    where case when dated.dating in ('mql', 'clock')
      then (o.pass_id, o.assigned_at, o.seen_at) is distinct from (n.pass_id, n.assigned_at, n.seen_at)
      else (o.pass_id, o.status, o.opened_at, o.answered_at, o.due_at, o.reason_code)
        is distinct from (n.pass_id, n.status, n.opened_at, n.answered_at, n.due_at, n.reason_code) end;
  else
    perform funnel_mark_instants(array_agg(dated.dating), array_agg(dated.at))
    from changed_rows h left join pass p on p.id = h.pass_id
    cross join lateral (values
      ('opened', h.opened_at), ('answered', h.answered_at), ('due', h.due_at),
      ('mql', p.mql_at), ('clock', coalesce(p.clock_started_at, p.mql_at))
    ) dated (dating, at);
  end if;
  return null;
end $$;
create trigger funnel_marks_new after insert on handoff referencing new table as changed_rows
  for each statement execute function funnel_marks_handoffs();
create trigger funnel_marks_gone after delete on handoff referencing old table as changed_rows
  for each statement execute function funnel_marks_handoffs();
create trigger funnel_marks_changed after update on handoff referencing old table as old_rows new table as new_rows
  for each statement execute function funnel_marks_handoffs();

-- Deals: the day of their close, of their opening, and of the pass they are of.
create function funnel_marks_deals() returns trigger language plpgsql as $$
begin
  perform funnel_mark(array_agg(told.dating), array_agg(told.day)) from (
    select 'deal' as dating, d.actual_close as day from changed_rows d where d.actual_close is not null
    union
    select dated.dating, (dated.at at time zone funnel_zone())::date
    from changed_rows d left join pass p on p.id = d.pass_id
    cross join lateral (values ('opportunity', d.created_at), ('opportunity', p.opportunity_at), ('mql', p.mql_at))
      dated (dating, at) where dated.at is not null) told;
  return null;
end $$;
create trigger funnel_marks_new after insert on opportunity referencing new table as changed_rows
  for each statement execute function funnel_marks_deals();
create trigger funnel_marks_gone after delete on opportunity referencing old table as changed_rows
  for each statement execute function funnel_marks_deals();
create trigger funnel_marks_before after update on opportunity referencing old table as changed_rows
  for each statement execute function funnel_marks_deals();
create trigger funnel_marks_after after update on opportunity referencing new table as changed_rows
  for each statement execute function funnel_marks_deals();

-- Leads: the bin takes their passes out of every number, and the capture begins the first leg.
create function funnel_marks_lead() returns trigger language plpgsql as $$
begin
  perform funnel_mark(array_agg(told.dating), array_agg(told.day))
  from funnel_days_of(array(select id from pass where lead_id = new.id)) told;
  return null;
end $$;
create trigger funnel_marks_lead after update of binned_at, captured_at on lead for each row
  when ((old.binned_at is null) <> (new.binned_at is null) or old.captured_at is distinct from new.captured_at)
  execute function funnel_marks_lead();

-- In another zone every day begins at another instant: nothing that was kept is right.
create function funnel_marks_everything() returns void language sql as $$
  delete from funnel_day;
  delete from funnel_stale;
  select funnel_mark(array_agg(told.dating), array_agg(told.day)) from (
    select distinct dated.dating, (dated.at at time zone funnel_zone())::date as day
    from pass p cross join lateral funnel_instants(p.mql_at, p.handed_at, p.sal_at, p.sql_at, p.opportunity_at,
      p.customer_at, p.closed_at, p.clock_started_at, p.contact_due_at) dated
    union
    select distinct dated.dating, (dated.at at time zone funnel_zone())::date
    from handoff h cross join lateral (values ('opened', h.opened_at), ('answered', h.answered_at), ('due', h.due_at))
      dated (dating, at) where dated.at is not null
    union
    select distinct 'opportunity', (o.created_at at time zone funnel_zone())::date from opportunity o
    union
    select distinct 'deal', o.actual_close from opportunity o where o.actual_close is not null) told
$$;
create function funnel_marks_zone() returns trigger language plpgsql as $$
begin
  perform funnel_marks_everything();
  return null;
end $$;
create trigger funnel_marks_set_up after insert on workspace for each row execute function funnel_marks_zone();
create trigger funnel_marks_zone after update of time_zone on workspace for each row
  when (old.time_zone is distinct from new.time_zone) execute function funnel_marks_zone();

select funnel_marks_everything();
