-- What Prisma's schema cannot say: the constraints that make wrong states impossible.

-- Values ---------------------------------------------------------------------------------------------------------

alter table workspace add constraint workspace_is_single check (id = 1);
alter table app_user add constraint app_user_role check (role in ('admin', 'marketer', 'rep', 'manager', 'viewer'));
alter table app_user add constraint app_user_capacity check (capacity between 0 and 1000);
alter table invitation add constraint invitation_role check (role in ('admin', 'marketer', 'rep', 'manager', 'viewer'));
alter table api_key add constraint api_key_scope check (scope in ('read', 'write', 'admin'));
alter table audit_entry add constraint audit_entry_actor check (actor_kind in ('user', 'api', 'system', 'import'));
alter table activity add constraint activity_trust check (trust in ('human', 'automatic', 'suspect'));
alter table activity add constraint activity_initiated_by check (initiated_by in ('lead', 'rep', 'marketing'));
alter table reason add constraint reason_kind check (kind in ('recycle', 'disqualify'));
alter table lead_score add constraint lead_score_stage
  check (stage in ('lead', 'mql', 'sal', 'sql', 'opportunity', 'customer', 'recycled', 'disqualified'));
alter table stage_transition add constraint stage_transition_kind
  check (kind in ('create', 'move', 'undo', 'correction', 'import'));
alter table stage_transition add constraint stage_transition_actor
  check (actor_kind in ('user', 'api', 'system', 'import'));
alter table stage_transition add constraint stage_transition_first
  check ((seq = 1) = (from_stage is null) and (seq = 1) = (kind = 'create'));
alter table import add constraint import_status
  check (status in ('queued', 'running', 'done', 'failed', 'cancelled'));
alter table import add constraint import_counts_add_up
  check (created + updated + unchanged + skipped + failed = rows_done);
alter table import_row add constraint import_row_verdict
  check (verdict in ('created', 'updated', 'unchanged', 'skipped', 'failed'));
alter table mail add constraint mail_status check (status in ('kept', 'queued', 'sent', 'failed'));
alter table scoring_model add constraint scoring_model_status
  check (status in ('draft', 'published') and (status = 'published') = (version is not null)
    and (status = 'published') = (published_at is not null));

-- Passes, handoffs, opportunities ----------------------------------------------------------------------------------

alter table pass add constraint pass_close check (
  (closed_at is null) = (close_kind is null)
  and close_kind in ('customer', 'recycled', 'disqualified', 'merged')
  and (close_kind = 'customer') = (customer_at is not null)
);
create unique index pass_one_open on pass (lead_id) where closed_at is null;
-- Every funnel number leaves out the leads in the bin: a look into this small index instead of the wide table.
create index lead_in_bin on lead (id) where binned_at is not null;

alter table handoff add constraint handoff_status
  check (status in ('pending', 'accepted', 'rejected', 'returned', 'expired', 'withdrawn'));
alter table handoff add constraint handoff_answer
  check ((status = 'pending') = (answered_at is null) and (status <> 'rejected' or reason_code is not null));
create unique index handoff_one_pending on handoff (pass_id) where status = 'pending';

alter table opportunity add constraint opportunity_status check (
  status in ('open', 'won', 'lost')
  and (status = 'open') = (actual_close is null)
  and (status <> 'lost' or lost_reason is not null)
  and amount >= 0
);

create unique index scoring_model_one_draft on scoring_model ((true)) where status = 'draft';
create unique index invitation_one_open on invitation (email_key) where accepted_at is null and revoked_at is null;

-- Companies are found by name whatever its case.
create index company_lower_name on company (lower(name));

-- Search by the beginning of an e-mail address, in whatever order the database sorts.
drop index lead_email_prefix;
create index lead_email_prefix on lead (email_key text_pattern_ops);

-- Append-only tables -------------------------------------------------------------------------------------------------

-- Deleting is allowed only to the commands that erase (a lead's erasure, the sample's removal, an import's undo),
-- which say so with `set local baton.erasing = 'on'`.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and current_setting('baton.erasing', true) = 'on' then return old; end if;
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'integrity_constraint_violation';
end $$;

create function refuse_truncate() returns trigger language plpgsql as $$
begin
  if current_setting('baton.erasing', true) = 'on' then return null; end if;
  raise exception '% is append-only: truncate refused', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

do $$
declare name text;
begin
  foreach name in array array['stage_transition', 'handoff_event', 'audit_entry', 'activity', 'activity_conflict',
    'lead_attribute_change', 'company_attribute_change', 'definition', 'qualification_answer', 'stage_edge']
  loop
    execute format('create trigger append_only before update or delete on %I for each row execute function refuse_change()', name);
    execute format('create trigger append_only_truncate before truncate on %I for each statement execute function refuse_truncate()', name);
  end loop;
end $$;

-- A published scoring model never changes; a draft may.
create function refuse_published_model_change() returns trigger language plpgsql as $$
begin
  if old.status = 'published' then
    raise exception 'scoring model version % is published: % refused', old.version, lower(tg_op)
      using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger published_is_immutable before update or delete on scoring_model
  for each row execute function refuse_published_model_change();

-- Stages ---------------------------------------------------------------------------------------------------------------

-- The history of a lead is gap-free: each row continues the one before it.
create function check_transition_chain() returns trigger language plpgsql as $$
declare previous record;
begin
  if new.seq > 1 then
    select to_stage, recorded_at into previous from stage_transition
      where lead_id = new.lead_id and seq = new.seq - 1;
    if not found or previous.to_stage <> new.from_stage then
      raise exception 'transition % of lead % does not continue its history', new.seq, new.lead_id
        using errcode = 'integrity_constraint_violation';
    end if;
    if new.recorded_at < previous.recorded_at then
      raise exception 'transition % of lead % is recorded before the one it follows', new.seq, new.lead_id
        using errcode = 'integrity_constraint_violation';
    end if;
  end if;
  return new;
end $$;
create trigger transition_continues_history before insert on stage_transition
  for each row execute function check_transition_chain();

-- … and the live stage is its last row (checked when the transaction commits).
create function check_live_stage() returns trigger language plpgsql as $$
begin
  if not exists (select 1 from lead_score s where s.lead_id = new.lead_id and s.seq >= new.seq) then
    raise exception 'transition % of lead % was written without the live stage', new.seq, new.lead_id
      using errcode = 'integrity_constraint_violation';
  end if;
  return null;
end $$;
create constraint trigger transition_moves_live_stage after insert on stage_transition
  deferrable initially deferred for each row execute function check_live_stage();

alter table lead_score alter constraint lead_score_stage_has_transition deferrable initially deferred;

-- The table of legal edges. lib/stages/transitions.ts is the same table; a test holds them together.
insert into stage_edge (from_stage, to_stage, kind) values
  ('lead', 'mql', 'move'), ('lead', 'recycled', 'move'), ('lead', 'disqualified', 'move'),
  ('mql', 'sal', 'move'), ('mql', 'recycled', 'move'), ('mql', 'disqualified', 'move'),
  ('sal', 'sql', 'move'), ('sal', 'recycled', 'move'), ('sal', 'disqualified', 'move'),
  ('sql', 'opportunity', 'move'), ('sql', 'recycled', 'move'), ('sql', 'disqualified', 'move'),
  ('opportunity', 'customer', 'move'), ('opportunity', 'recycled', 'move'), ('opportunity', 'disqualified', 'move'),
  ('recycled', 'mql', 'move'), ('recycled', 'lead', 'move'), ('recycled', 'disqualified', 'move'),
  ('disqualified', 'lead', 'move'),
  ('customer', 'opportunity', 'correction'), ('opportunity', 'sql', 'correction');
-- An undo goes any of these moves backwards; an import takes the same moves with their needs waived.
insert into stage_edge select to_stage, from_stage, 'undo' from stage_edge where kind = 'move';
insert into stage_edge select from_stage, to_stage, 'import' from stage_edge where kind = 'move';
