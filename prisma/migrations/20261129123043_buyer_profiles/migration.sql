-- CreateTable
CREATE TABLE "buyer_profile" (
    "id" TEXT NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "retired_by" UUID,
    "retired_at" TIMESTAMPTZ(3),

    CONSTRAINT "buyer_profile_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "buyer_profile_version" (
    "id" UUID NOT NULL,
    "profile_id" TEXT NOT NULL,
    "version" INTEGER,
    "status" TEXT NOT NULL,
    "document" JSONB NOT NULL,
    "note" TEXT,
    "based_on" INTEGER,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "updated_by" UUID,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,
    "published_by" UUID,
    "published_at" TIMESTAMPTZ(3),
    "approved_by" UUID,

    CONSTRAINT "buyer_profile_version_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "buyer_profile_version_profile_id_version_key" ON "buyer_profile_version"("profile_id", "version");

-- AddForeignKey
ALTER TABLE "buyer_profile_version" ADD CONSTRAINT "buyer_profile_version_profile_id_fkey" FOREIGN KEY ("profile_id") REFERENCES "buyer_profile"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- What the schema language cannot say.
alter table buyer_profile add constraint buyer_profile_id check (id ~ '^[a-z0-9][a-z0-9-]{0,59}$');
alter table buyer_profile_version add constraint buyer_profile_version_status
  check (status in ('draft', 'published') and (status = 'published') = (version is not null)
    and (status = 'published') = (published_at is not null));
create unique index buyer_profile_one_draft on buyer_profile_version (profile_id) where status = 'draft';

-- A published version never changes; a draft may.
create function refuse_published_profile_change() returns trigger language plpgsql as $$
begin
  if old.status = 'published' then
    raise exception 'version % of the buyer profile % is published: % refused', old.version, old.profile_id, lower(tg_op)
      using errcode = 'integrity_constraint_violation';
  end if;
  if tg_op = 'DELETE' then return old; end if;
  return new;
end $$;
create trigger published_is_immutable before update or delete on buyer_profile_version
  for each row execute function refuse_published_profile_change();
