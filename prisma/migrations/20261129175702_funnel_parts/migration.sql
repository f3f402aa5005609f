-- Which rows of each day of the funnel belong to which part, and what each number says of them (decision 27).

-- CreateTable
CREATE TABLE "funnel_part" (
    "population" TEXT NOT NULL COLLATE "C",
    "part" TEXT NOT NULL COLLATE "C",
    "day" DATE NOT NULL,
    "members" VARBIT NOT NULL,

    CONSTRAINT "funnel_part_pkey" PRIMARY KEY ("population","part","day")
);

-- CreateTable
CREATE TABLE "funnel_verdict" (
    "series" TEXT NOT NULL COLLATE "C",
    "day" DATE NOT NULL,
    "counted" VARBIT,
    "reached" VARBIT,
    "pending" VARBIT,
    "imputed" VARBIT,
    "left_out" VARBIT[],
    "measured" VARBIT,
    "day_only" VARBIT,
    "places" INTEGER[],
    "seconds" DOUBLE PRECISION[],
    "days" DOUBLE PRECISION[],
    "amounts" BIGINT[],

    CONSTRAINT "funnel_verdict_pkey" PRIMARY KEY ("series","day")
);

-- The zone is asked once a statement, not once a row.
create or replace function funnel_mark_instants(datings text[], instants timestamptz[]) returns void language sql as $$
  select funnel_mark(array_agg(given.dating), array_agg((given.at at time zone (select funnel_zone()))::date))
  from (select distinct dating, at from unnest(datings, instants) as given (dating, at) where at is not null) given
$$;
create or replace function funnel_days_of(passes uuid[]) returns table (dating text, day date) language sql stable as $$
  select told.dating, (told.at at time zone (select funnel_zone()))::date
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

-- As before, and the dimensions: what a pass is told apart by counts on each of its days, and all but its owner and the stage it left
-- on the days of its handoffs and deals too (those have an owner of their own).
create or replace function funnel_marks_passes() returns trigger language plpgsql as $$
declare
  others uuid[];
begin
  if tg_op = 'UPDATE' then
    perform funnel_mark_instants(array_agg(dated.dating), array_agg(dated.at))
    from (
      select o.id,
        (o.lead_id, o.number, o.clocks, o.mql_at, o.handed_at, o.sal_at, o.sql_at, o.opportunity_at, o.customer_at,
          o.closed_at, o.close_kind, o.close_reason, o.closed_from, o.imputed, o.date_only,
          o.channel, o.source, o.campaign, o.asset, o.trigger, o.owner_id, o.team, o.industry, o.model_version,
          o.definition_version, o.score_at_mql)
        is distinct from
        (n.lead_id, n.number, n.clocks, n.mql_at, n.handed_at, n.sal_at, n.sql_at, n.opportunity_at, n.customer_at,
          n.closed_at, n.close_kind, n.close_reason, n.closed_from, n.imputed, n.date_only,
          n.channel, n.source, n.campaign, n.asset, n.trigger, n.owner_id, n.team, n.industry, n.model_version,
          n.definition_version, n.score_at_mql) as moved,
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
    where (o.lead_id, o.number, o.clocks, o.opportunity_at, o.channel, o.source, o.campaign, o.asset, o.trigger, o.team,
        o.industry, o.model_version, o.definition_version, o.score_at_mql)
      is distinct from (n.lead_id, n.number, n.clocks, n.opportunity_at, n.channel, n.source, n.campaign, n.asset, n.trigger,
        n.team, n.industry, n.model_version, n.definition_version, n.score_at_mql);
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

-- As before, and whom a handoff is credited to.
create or replace function funnel_marks_handoffs() returns trigger language plpgsql as $$
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
      else (o.pass_id, o.status, o.opened_at, o.answered_at, o.due_at, o.reason_code, o.assignee_id, o.answered_by)
        is distinct from
        (n.pass_id, n.status, n.opened_at, n.answered_at, n.due_at, n.reason_code, n.assignee_id, n.answered_by) end;
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

-- The days that a dating's index knows: one look into it for each day, instead of all rows.
create function funnel_days_in(source regclass, instant text) returns setof date language plpgsql stable as $$
declare
  zone text := funnel_zone();
  starts timestamptz := '-infinity';
  at timestamptz;
  day date;
begin
  loop
    execute format('select min(%1$s) from %2$s where %1$s >= $1', instant, source) into at using starts;
    exit when at is null or not isfinite(at);
    -- Later than the day before, whatever a zone does at midnight.
    day := greatest((at at time zone zone)::date, day + 1);
    return next day;
    starts := (day + 1)::timestamp at time zone zone;
  end loop;
end $$;

-- Every day that anything counts in.
create function funnel_days() returns table (dating text, day date) language sql stable as $$
  select dated.dating, day from (values
    ('mql', 'pass'::regclass, 'mql_at'), ('handed', 'pass', 'handed_at'), ('sal', 'pass', 'sal_at'), ('sql', 'pass', 'sql_at'),
    ('opportunity', 'pass', 'opportunity_at'), ('customer', 'pass', 'customer_at'), ('closed', 'pass', 'closed_at'),
    ('clock', 'pass', 'coalesce(clock_started_at, mql_at)'),
    ('contact', 'pass', 'case when clocks then contact_due_at else mql_at end'),
    ('opened', 'handoff', 'opened_at'), ('answered', 'handoff', 'answered_at'), ('due', 'handoff', 'due_at')
  ) dated (dating, source, instant) cross join lateral funnel_days_in(dated.source, dated.instant) day
  union
  select 'opportunity', (o.created_at at time zone (select funnel_zone()))::date from opportunity o
  union
  select 'deal', o.actual_close from opportunity o where o.actual_close is not null
$$;

create or replace function funnel_marks_everything() returns void language sql as $$
  delete from funnel_day;
  delete from funnel_part;
  delete from funnel_verdict;
  delete from funnel_stale;
  select funnel_mark(array_agg(known.dating), array_agg(known.day)) from funnel_days() known
$$;

-- The tallies are right as they are: only parts and verdicts are missing (lib/funnel/series.ts knows these markers by the same name).
select funnel_mark(array_agg('parts by ' || known.dating), array_agg(known.day)) from funnel_days() known;
