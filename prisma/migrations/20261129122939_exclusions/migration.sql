-- CreateTable
CREATE TABLE "exclusion" (
    "id" UUID NOT NULL,
    "activity_id" UUID,
    "lead_id" UUID,
    "field" TEXT,
    "test" TEXT,
    "value" TEXT,
    "activity_type" TEXT,
    "occurred_from" TIMESTAMPTZ(3),
    "occurred_to" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "lifted_at" TIMESTAMPTZ(3),
    "lifted_by" UUID,
    "settled_at" TIMESTAMPTZ(3),
    "settled_up_to" UUID,
    "leads_done" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "exclusion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "exclusion_lead_id_idx" ON "exclusion"("lead_id");

-- CreateIndex
CREATE INDEX "exclusion_created_at_idx" ON "exclusion"("created_at" DESC);

-- What Prisma's schema cannot say -----------------------------------------------------------------------------------

alter table exclusion add constraint exclusion_is_of_one_or_of_a_kind check (
  (activity_id is null) = (lead_id is null)
  and (activity_id is null) = (field is not null)
  and (field is null) = (test is null)
  and (field is null) = (value is null)
  and (field is not null or (activity_type is null and occurred_from is null and occurred_to is null))
);
alter table exclusion add constraint exclusion_test check (test in ('is', 'contains', 'starts-with', 'in-network'));
alter table exclusion add constraint exclusion_field
  check (field in ('source', 'channel', 'campaign') or starts_with(field, 'property.'));
create unique index exclusion_one_of_an_activity on exclusion (activity_id) where lifted_at is null;

-- Whether a field of an activity is what an exclusion says. lib/exclusions/exclusion.ts is the same judgement for
-- activities that are not stored yet; a property test holds the two together.
create function exclusion_matches(
  field text, test text, value text, told_source text, told_channel text, told_campaign text, properties jsonb
) returns boolean language plpgsql immutable parallel safe as $$
declare
  found text;
  folded text;
begin
  found := case
    when field = 'source' then told_source
    when field = 'channel' then told_channel
    when field = 'campaign' then told_campaign
    when jsonb_typeof(properties -> substr(field, 10)) = 'string' then properties ->> substr(field, 10)
  end;
  if found is null then return false; end if;
  if test = 'in-network' then
    if found !~ '^[0-9A-Fa-f:.]{2,45}$' then return false; end if;
    begin
      return found::inet <<= value::inet;
    exception when invalid_text_representation then
      return false;
    end;
  end if;
  found := lower(found collate "und-x-icu");
  folded := lower(value collate "und-x-icu");
  return case test
    when 'is' then found = folded
    when 'contains' then position(folded in found) > 0
    else starts_with(found, folded)
  end;
end $$;

-- Activities as scoring sees them: what is excluded is suspect. While nothing is, this costs two looks into an empty table.
create view counted_activity as
  select a.id, a.lead_id, a.type, a.occurred_at, a.received_at, a.source, a.message_id, a.channel, a.campaign,
    a.initiated_by, a.properties, a.actor_id, a.import_id, a.trust as told_trust,
    case
      when a.trust = 'suspect' then 'suspect'
      when a.id in (select e.activity_id from exclusion e where e.lifted_at is null and e.activity_id is not null)
        then 'suspect'
      when (select exists (select from exclusion e where e.lifted_at is null and e.field is not null)) and exists (
        select from exclusion e
        where e.lifted_at is null and e.field is not null
          and (e.activity_type is null or e.activity_type = a.type)
          and (e.occurred_from is null or e.occurred_from <= a.occurred_at)
          and (e.occurred_to is null or e.occurred_to > a.occurred_at)
          and exclusion_matches(e.field, e.test, e.value, a.source, a.channel, a.campaign, a.properties)
      ) then 'suspect'
      else a.trust
    end as trust
  from activity a;
