import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { eraseLeads } from "@/lib/leads/commands/erase";
import type { Tx } from "@/lib/platform/db/client";
import { whileErasing } from "@/lib/platform/db/erasing";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";

export type RemovedSample = { leads: number; companies: number; people: number };

/**
 * Takes the sample away again, all of it at once. What people made themselves stays: a lead of their own that one of the
 * sample's people held loses its owner and waits for a new one, and a company of the sample that it belongs to is theirs now.
 * `not_found` when there is no sample; `conflict` when nobody but the sample's people could administer the workspace after it.
 */
export async function removeSampleWorkspace(caller: Caller): Promise<RemovedSample> {
  if (!may(caller.viewer, "settings.manage"))
    throw new AppError("forbidden", "Only admins remove the sample workspace.");
  return transaction(async (tx) => {
    await release(tx);
    await refuseWithoutAdmin(tx);
    await handBack(tx, caller);
    const removed = { ...(await removeLeads(tx)), people: await dismissPeople(tx) };
    await recordAudit(tx, caller, {
      action: "sample.removed",
      subjectKind: "workspace",
      subjectId: null,
      data: removed,
    });
    return removed;
  });
}

/** Twice at once, the second waits here and finds nothing. */
async function release(tx: Tx): Promise<void> {
  const released = await tx.workspace.updateMany({
    where: { id: 1, sampleLoadedAt: { not: null } },
    data: { sampleLoadedAt: null },
  });
  if (released.count === 0) throw new AppError("not_found", "There is no sample workspace to remove.");
}

async function refuseWithoutAdmin(tx: Tx): Promise<void> {
  const admins = await tx.user.count({ where: { role: "admin", active: true, sample: false } });
  if (admins === 0)
    throw new AppError("conflict", "Only people of the sample are admins. Make somebody else admin first.");
}

/** What the sample's people hold of other people's leads goes back: live leads first, so that the lock order is the gate's. */
async function handBack(tx: Tx, { now, viewer }: Caller): Promise<void> {
  await tx.$queryRaw`
    select lead_id from lead_score
    where lead_id in (select id from lead where sample)
      or owner_id in (select id from app_user where sample)
      or lead_id in (select lead_id from handoff where assignee_id in (select id from app_user where sample))
    order by lead_id for update`;
  await tx.$executeRaw`
    update lead set owner_id = null, updated_at = ${now}::timestamptz
    where not sample and owner_id in (select id from app_user where sample)`;
  await tx.$executeRaw`
    update lead_score set owner_id = null where owner_id in (select id from app_user where sample)`;
  await tx.$executeRaw`
    update pass set owner_id = null where not sample and owner_id in (select id from app_user where sample)`;
  await tx.$executeRaw`
    update opportunity set owner_id = null where owner_id in (select id from app_user where sample)`;
  await tx.$executeRaw`
    with waiting as (
      update handoff h set assignee_id = null, assigned_at = null, seen_at = null, version = h.version + 1
      from lead l, app_user u
      where l.id = h.lead_id and not l.sample and u.id = h.assignee_id and u.sample and h.status = 'pending'
      returning h.id, u.id as assignee_id
    )
    insert into handoff_event (handoff_id, seq, kind, at, actor_id, data)
    select id, (select max(e.seq) + 1 from handoff_event e where e.handoff_id = waiting.id), 'reassigned',
      ${now}::timestamptz, ${viewer.id}::uuid, jsonb_build_object('from', assignee_id, 'to', null)
    from waiting`;
}

async function removeLeads(tx: Tx): Promise<{ leads: number; companies: number }> {
  const sample = await tx.lead.findMany({ where: { sample: true }, select: { id: true } });
  const leads = await eraseLeads(
    tx,
    sample.map(({ id }) => id),
  );
  const companies = await whileErasing(
    tx,
    () => tx.$executeRaw`
      delete from company c where sample and not exists (select from lead l where l.company_id = c.id)`,
  );
  await tx.$executeRaw`update company set sample = false where sample`;
  return { leads, companies };
}

/** Sessions and reset links hang on the user by foreign keys. A draft of theirs that nobody went on with goes too. */
async function dismissPeople(tx: Tx): Promise<number> {
  await tx.$executeRaw`delete from alert where user_id in (select id from app_user where sample)`;
  await tx.$executeRaw`delete from pinned_lead where user_id in (select id from app_user where sample)`;
  await tx.$executeRaw`delete from asset where sample`;
  await tx.$executeRaw`
    delete from buyer_profile_version where status = 'draft' and updated_by in (select id from app_user where sample)`;
  await tx.$executeRaw`
    delete from buyer_profile p where not exists (select from buyer_profile_version v where v.profile_id = p.id)`;
  await tx.$executeRaw`
    delete from scoring_model where status = 'draft' and updated_by in (select id from app_user where sample)`;
  return tx.$executeRaw`delete from app_user where sample`;
}
