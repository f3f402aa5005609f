-- AlterTable
ALTER TABLE "lead_score" ADD COLUMN     "near" BOOLEAN,
ADD COLUMN     "wake_on" DATE;

-- The lists of leads near the threshold and of leads that wake soon ask one column each (decision 12). `near` is null where no
-- score was stored since: the nightly run for outdated scores fills it in.
create index lead_score_near on lead_score (score desc, lead_id) include (stage) where near and not binned;

-- The wake date is a fact of the last pass. Whoever writes passes, the gate, imports and their undo, need not know of the copy.
create function lead_wakes_by_last_pass() returns trigger language plpgsql as $$
begin
  update lead_score s set wake_on = last.wake_on
  from (values (coalesce(new.lead_id, old.lead_id))) told (lead_id)
  left join lateral (select wake_on from pass where lead_id = told.lead_id order by number desc limit 1) last on true
  where s.lead_id = told.lead_id and s.wake_on is distinct from last.wake_on;
  return null;
end $$;
create trigger lead_wakes_by_new_pass after insert on pass for each row
  when (new.number > 1 or new.wake_on is not null) execute function lead_wakes_by_last_pass();
create trigger lead_wakes_by_changed_pass after update of wake_on, number on pass for each row
  when (old.wake_on is distinct from new.wake_on or old.number <> new.number) execute function lead_wakes_by_last_pass();
create trigger lead_wakes_without_pass after delete on pass for each row
  when (old.number > 1 or old.wake_on is not null) execute function lead_wakes_by_last_pass();

update lead_score s set wake_on = p.wake_on
from pass p
where p.lead_id = s.lead_id and p.close_kind = 'recycled' and p.wake_on is not null
  and not exists (select from pass later where later.lead_id = p.lead_id and later.number > p.number);
drop index pass_waking;
create index lead_score_waking on lead_score (wake_on) include (score, lead_id)
  where wake_on is not null and stage = 'recycled' and not binned;
