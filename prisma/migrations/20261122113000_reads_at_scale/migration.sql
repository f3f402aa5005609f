-- What lists and the funnel ask of many leads, each by an index of its own (decision 12). The schema language does not know
-- partial and covering indexes.

-- The list: every order it can be in, and every filter in the order of the score. All of its questions leave out the bin, so
-- that counting needs no look at the rows themselves.
drop index lead_score_by_score, lead_score_by_stage, lead_score_by_owner;
create index lead_score_by_score on lead_score (score desc, lead_id) include (stage, fit, engagement) where not binned;
create index lead_score_by_stage on lead_score (stage, score desc, lead_id) where not binned;
create index lead_score_by_owner on lead_score (owner_id, stage, score desc, lead_id) where not binned;
create index lead_score_by_last_activity on lead_score ((coalesce(last_activity_at, 'epoch'::timestamptz)) desc, lead_id)
  where not binned;
create index lead_score_by_creation on lead_score (created_at desc, lead_id) where not binned;
create index lead_score_by_stay on lead_score (stage_since desc, lead_id) where not binned;
create index lead_score_by_grade on lead_score (grade, score desc, lead_id) where not binned;
create index lead_score_by_channel on lead_score (channel, score desc, lead_id) where not binned;
create index lead_score_by_source on lead_score (source, score desc, lead_id) where not binned;
create index lead_score_missing on lead_score (score desc, lead_id) where missing is not null and not binned;

-- The funnel: passes by each milestone, and handoffs by each of their times with all that the numbers ask of them, because
-- the row itself is wide (it keeps what sales was shown).
create index pass_by_handing on pass (handed_at) where handed_at is not null;
create index pass_by_sal on pass (sal_at) where sal_at is not null;
create index pass_by_sql on pass (sql_at) where sql_at is not null;
create index pass_by_opportunity on pass (opportunity_at) where opportunity_at is not null;
create index pass_by_customer on pass (customer_at) where customer_at is not null;
create index handoff_by_due on handoff (due_at) include (status, answered_at, pass_id) where due_at is not null;
create index handoff_by_answer on handoff (answered_at) include (status, reason_code, answered_by, assignee_id, pass_id)
  where answered_at is not null;
create index handoff_by_opening on handoff (opened_at) include (status, pass_id) where opened_at is not null;
create index handoff_of_pass on handoff (pass_id) include (assigned_at, seen_at) where pass_id is not null;
create index pass_waking on pass (wake_on) include (lead_id, number) where close_kind = 'recycled' and wake_on is not null;
