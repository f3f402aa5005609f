import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { may } from "@/lib/team/permissions";
import type { Caller } from "@/lib/team/viewer";
import type { Mapping } from "../mapping";
import { GENERIC, shippedPreset } from "../presets";

/** Keeps a mapping under a name, for the next file of its kind; the same name again replaces it. Answers its key. */
export async function savePreset(caller: Caller, label: string, mapping: Mapping): Promise<string> {
  if (!may(caller.viewer, "import.run")) throw new AppError("forbidden", "Your role may not import");
  const key = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);
  if (key === "" || key === GENERIC || shippedPreset(key))
    throw new AppError("invalid", "Choose another name", {
      errors: [{ path: "label", rule: "taken", message: "This name belongs to a preset of Baton" }],
    });
  await transaction(async (tx) => {
    const document = mapping;
    await tx.importPreset.upsert({
      where: { key },
      create: { key, label, document, createdBy: caller.viewer.id, createdAt: caller.now },
      update: { label, document },
    });
    await recordAudit(tx, caller, {
      action: "import.preset_saved",
      subjectKind: "import_preset",
      subjectId: key,
      data: { label },
    });
  });
  return key;
}

const LEADS_AT_ONCE = 500;

/**
 * Gives every lead whose owner column said this name, and who has no owner yet, to a user. Answers how many. The text
 * stays as it was told.
 */
export async function mapPerson(
  caller: Caller,
  person: { keepAs: string; value: string; userId: string },
): Promise<number> {
  if (!may(caller.viewer, "import.run")) throw new AppError("forbidden", "Your role may not import");
  let given = 0;
  for (;;) {
    const count = await transaction(async (tx) => {
      const user = await tx.user.findFirst({
        where: { id: person.userId, active: true },
        select: { id: true },
      });
      if (!user) throw new AppError("not_found", "There is no such user");
      const [row] = await tx.$queryRaw<{ count: number }[]>`
        with mine as (
          select s.lead_id from lead_score s join lead l on l.id = s.lead_id
          where s.owner_id is null and l.custom ->> ${person.keepAs} = ${person.value}
          order by s.lead_id limit ${LEADS_AT_ONCE} for update of s
        ), leads as (
          update lead l set owner_id = ${user.id}::uuid, version = version + 1, updated_at = ${caller.now}::timestamptz
          from mine where l.id = mine.lead_id
        ), passes as (
          update pass p set owner_id = ${user.id}::uuid from mine
          where p.lead_id = mine.lead_id and p.owner_id is null
        ), live as (
          update lead_score s set owner_id = ${user.id}::uuid from mine where s.lead_id = mine.lead_id returning s.lead_id
        )
        select count(*)::int as count from live`;
      await recordAudit(tx, caller, {
        action: "import.person_mapped",
        subjectKind: "user",
        subjectId: user.id,
        data: { column: person.keepAs, value: person.value, leads: row!.count },
      });
      return row!.count;
    });
    given += count;
    if (count < LEADS_AT_ONCE) return given;
  }
}
