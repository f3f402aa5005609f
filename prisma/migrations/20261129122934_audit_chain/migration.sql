-- CreateTable
CREATE TABLE "audit_pending" (
    "entry_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "written_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_pending_pkey" PRIMARY KEY ("entry_id")
);

-- CreateTable
CREATE TABLE "audit_seal" (
    "seq" BIGINT NOT NULL,
    "entry_id" UUID NOT NULL,
    "digest" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_seal_pkey" PRIMARY KEY ("seq")
);

-- CreateIndex
CREATE UNIQUE INDEX "audit_seal_entry_id_key" ON "audit_seal"("entry_id");

-- What an entry says, as one digest: the same on every version of PostgreSQL, whatever the session's settings are.
create function audit_digest(id uuid, at timestamptz, actor_id uuid, actor_kind text, actor_name text, action text,
  subject_kind text, subject_id text, data jsonb, correlation_id uuid) returns bytea language sql stable as $$
  select sha256(convert_to(jsonb_build_array(id, extract(epoch from at)::text, actor_id, actor_kind, actor_name, action,
    subject_kind, subject_id, data, correlation_id)::text, 'UTF8'))
$$;

-- Beside each entry, in its transaction. A restore brings its own (`baton.erasing` is on while it loads).
create function note_audit_entry() returns trigger language plpgsql as $$
begin
  if current_setting('baton.erasing', true) = 'on' then return null; end if;
  insert into audit_pending (entry_id, digest) values (new.id, audit_digest(new.id, new.at, new.actor_id, new.actor_kind,
    new.actor_name, new.action, new.subject_kind, new.subject_id, new.data, new.correlation_id));
  return null;
end $$;
create trigger entry_is_noted after insert on audit_entry for each row execute function note_audit_entry();

-- Continues the chain with what is pending and answers how much that was. Whoever comes second waits for the first.
create function seal_audit(most integer) returns integer language plpgsql as $$
declare
  pending record;
  place bigint;
  head bytea;
  sealed integer := 0;
begin
  perform pg_advisory_xact_lock(72707370);
  select seq, hash into place, head from audit_seal order by seq desc limit 1;
  for pending in select entry_id, digest from audit_pending order by entry_id limit most loop
    if not exists (select 1 from audit_seal where entry_id = pending.entry_id) then
      place := coalesce(place, 0) + 1;
      head := sha256(coalesce(head, ''::bytea) || pending.digest);
      insert into audit_seal (seq, entry_id, digest, hash) values (place, pending.entry_id, pending.digest, head);
      sealed := sealed + 1;
    end if;
    delete from audit_pending where entry_id = pending.entry_id;
  end loop;
  return sealed;
end $$;

create trigger append_only before update or delete on audit_seal for each row execute function refuse_change();
create trigger append_only_truncate before truncate on audit_seal for each statement execute function refuse_truncate();

-- What was written before there was a chain is its beginning.
insert into audit_pending (entry_id, digest)
  select id, audit_digest(id, at, actor_id, actor_kind, actor_name, action, subject_kind, subject_id, data, correlation_id)
  from audit_entry;
select seal_audit(null);
