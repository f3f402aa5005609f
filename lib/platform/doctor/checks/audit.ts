import "server-only";
import { Prisma } from "@/prisma/generated/client";
import { type Check, workerIsAtWork } from "../check";

/** What is known of each entry beside the entry itself. */
const known = Prisma.sql`
  select entry_id, digest, seq from audit_seal
  union all select entry_id, digest, null from audit_pending`;

export const auditChecks: readonly Check[] = [
  {
    id: "audit-says-what-was-written",
    promise: "No entry of the audit was changed, taken away or slipped in after it was written.",
    violations: Prisma.sql`
      select coalesce(entry.id, known.entry_id) as entry_id, known.seq, entry.at, entry.action,
        case when entry.id is null then 'taken away' when known.entry_id is null then 'slipped in' else 'changed' end as what
      from audit_entry entry
      full join (${known}) as known on known.entry_id = entry.id
      where entry.id is null or known.digest is distinct from audit_digest(entry.id, entry.at, entry.actor_id,
        entry.actor_kind, entry.actor_name, entry.action, entry.subject_kind, entry.subject_id, entry.data,
        entry.correlation_id)`,
  },
  {
    id: "audit-chain-is-whole",
    promise: "The seals of the audit are numbered 1, 2, 3 … and the hash of each continues the one before.",
    violations: Prisma.sql`
      select seq, entry_id
      from (
        select seq, entry_id, digest, hash, row_number() over chain as place, lag(hash) over chain as before
        from audit_seal
        window chain as (order by seq)
      ) as links
      where seq <> place or hash <> sha256(coalesce(before, ''::bytea) || digest)`,
  },
  {
    id: "audit-holds-no-secret",
    promise: "No entry of the audit holds a password, its hash, a key or a token.",
    violations: Prisma.sql`
      select entry.id as entry_id, entry.action
      from audit_entry entry
      where entry.data::text ~* '\\$argon2|"(password|passwordHash|token|tokenHash|secret|keyHash)":'
        or exists (select 1 from write_key where strpos(entry.data::text, write_key.key) > 0)`,
  },
  {
    id: "audit-is-sealed-in-time",
    promise: "While a worker runs, every entry of the audit is sealed within ten minutes.",
    violations: Prisma.sql`
      select entry_id, written_at from audit_pending
      where written_at < now() - interval '10 minutes' and ${workerIsAtWork}`,
  },
];
