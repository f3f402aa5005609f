import "server-only";
import { randomBytes } from "node:crypto";
import { setImmediate as breathe } from "node:timers/promises";
import { recordAudit } from "@/lib/audit/record";
import { hashPassword } from "@/lib/platform/auth/password-hash";
import { db, type Tx } from "@/lib/platform/db/client";
import { recordset } from "@/lib/platform/db/recordset";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { foldHistory, insertHistory } from "@/lib/progression/commands/record-history";
import { loadHouse } from "@/lib/progression/queries/house";
import { lockModels } from "@/lib/scoring/commands/lock";
import { startOfDay } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { SAMPLE_ASSETS } from "./assets";
import { ringBells } from "./bells";
import { type Cast, hire } from "./cast";
import { proposeModel } from "./proposal";
import {
  adjustmentRows,
  companyChangeRows,
  companyRow,
  emailKey,
  leadChangeRows,
  newcomerOf,
  userRow,
} from "./rows";
import { simulate } from "./simulate";
import { STORY_DAYS } from "./times";
import type { World } from "./world";

export type LoadedSample = {
  leads: number;
  companies: number;
  people: { name: string; email: string; role: string }[];
  /**
   * What all of the sample's people sign in with. Made for this workspace and kept as a hash only: show it once. Whoever
   * loses it makes a reset link for a person in the settings, or loads the sample again.
   */
  password: string;
};

const loadedAlready = () =>
  new AppError("conflict", "The sample workspace is loaded already. Remove it first.");

/**
 * Fills a workspace that is set up with 120 days of a story: seven people, about 400 leads at about 180 companies, and all
 * that became of them, up to now. Everything is marked as sample and goes again with `removeSampleWorkspace`. All or nothing;
 * `conflict` when it is there already, or when an address of the sample is taken.
 */
export async function loadSampleWorkspace(caller: Caller): Promise<LoadedSample> {
  if (!may(caller.viewer, "settings.manage"))
    throw new AppError("forbidden", "Only admins load the sample workspace.");
  if ((await workspace(db())).sampleLoadedAt) throw loadedAlready();
  const cast = hire(newId);
  const house = await loadHouse(db(), caller.now);
  const { world, pinned } = await simulate(house, cast, caller.now, { taken: await takenDomains(), breathe });
  const password = makePassword();
  const passwordHash = await hashPassword(password);
  await transaction(async (tx) => {
    await claim(tx, caller.now);
    await hirePeople(tx, cast, passwordHash, startOfDay(world.times.daysAgo(STORY_DAYS), house.zone));
    await storeLeads(tx, world);
    await layOutDesk(tx, world, pinned);
    await recordAudit(tx, caller, {
      action: "sample.loaded",
      subjectKind: "workspace",
      subjectId: null,
      data: { leads: world.actors.length, companies: world.companies.size },
    });
  });
  return {
    leads: world.actors.length,
    companies: world.companies.size,
    people: Object.values(cast).map(({ name, email, role }) => ({ name, email, role })),
    password,
  };
}

/** Twice at once, the second waits here and is refused. */
async function claim(tx: Tx, now: Date): Promise<void> {
  const claimed = await tx.workspace.updateMany({
    where: { id: 1, sampleLoadedAt: null },
    data: { sampleLoadedAt: now },
  });
  if (claimed.count === 0) throw loadedAlready();
}

/** Nobody can own a domain under .example, but people try things out. */
async function takenDomains(): Promise<Set<string>> {
  const rows = await db().company.findMany({
    where: { domain: { endsWith: ".example" } },
    select: { domain: true },
  });
  return new Set(rows.flatMap(({ domain }) => domain ?? []));
}

async function hirePeople(tx: Tx, cast: Cast, passwordHash: string, since: Date): Promise<void> {
  const rows = Object.values(cast).map((person) => userRow(person, passwordHash, since));
  const taken = await tx.user.findFirst({
    where: { emailKey: { in: rows.map((row) => row.emailKey) } },
    select: { email: true },
  });
  if (taken) throw new AppError("conflict", `${taken.email} belongs to somebody of this workspace already.`);
  await tx.user.createMany({ data: rows });
}

async function storeLeads(tx: Tx, world: World): Promise<void> {
  const newcomers = world.actors.map((actor) => newcomerOf(world, actor));
  const taken = await tx.lead.findFirst({
    where: {
      emailKey: { in: world.actors.flatMap(({ profile }) => (profile.email ? emailKey(profile.email) : [])) },
    },
    select: { email: true },
  });
  if (taken)
    throw new AppError("conflict", `There is a lead with the sample's address ${taken.email} already.`);
  const rows = foldHistory(newcomers, world.moments, world.newId);
  const alerts = ringBells(rows.messages, Object.values(world.cast), world.times.now, world.newId);
  const companies = [...world.companies.values()];
  const companyChanges = companies.flatMap((company) => companyChangeRows(company, world.newId));
  await tx.company.createMany({ data: companies.map(companyRow) });
  await tx.$executeRaw`
    insert into company_attribute_change
    select * from jsonb_populate_recordset(null::company_attribute_change, ${recordset(companyChanges)}::jsonb)`;
  await insertHistory(tx, rows);
  await tx.$executeRaw`
    insert into lead_attribute_change
    select * from jsonb_populate_recordset(null::lead_attribute_change, ${recordset(leadChangeRows(world))}::jsonb)`;
  await tx.scoreAdjustment.createMany({ data: adjustmentRows(world) });
  await tx.$executeRaw`
    insert into alert select * from jsonb_populate_recordset(null::alert, ${recordset(alerts)}::jsonb)`;
}

/** What marketing has laid out: three leads to watch beside the scoring editor, a catalogue of content, a draft that is worth a look. */
async function layOutDesk(tx: Tx, world: World, pinned: readonly string[]): Promise<void> {
  await lockModels(tx);
  const editors = await tx.user.findMany({
    where: { active: true, role: { in: ["admin", "marketer"] } },
    select: { id: true },
  });
  const busy = new Set(
    (await tx.pinnedLead.findMany({ select: { userId: true } })).map(({ userId }) => userId),
  );
  await tx.pinnedLead.createMany({
    data: editors
      .filter(({ id }) => !busy.has(id))
      .flatMap(({ id: userId }) => pinned.map((leadId, position) => ({ userId, leadId, position }))),
  });
  const at = world.times.at(world.times.workday(1), "11:40");
  const { ida } = world.cast;
  await tx.asset.createMany({
    data: SAMPLE_ASSETS.map((asset) => ({
      ...asset,
      id: world.newId(),
      nameKey: asset.name.toLowerCase(),
      sample: true,
      createdAt: at,
      updatedAt: at,
      updatedBy: ida.id,
    })),
    // What the workspace lists already stays as it is.
    skipDuplicates: true,
  });
  const document = proposeModel(world.house.model.document);
  if (!document || (await tx.scoringModel.findFirst({ where: { status: "draft" }, select: { id: true } })))
    return;
  await tx.scoringModel.create({
    data: {
      id: world.newId(),
      status: "draft",
      document: document as object,
      basedOn: world.house.model.version,
      createdBy: ida.id,
      createdAt: at,
      updatedBy: ida.id,
      updatedAt: at,
    },
  });
}

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

/** Four times four letters and digits that cannot be mistaken for each other: 79 bits. */
function makePassword(): string {
  // 248 is the largest multiple of the alphabet's length in a byte: above it, letters would not be equally likely.
  const letters = [...randomBytes(64)]
    .filter((byte) => byte < 248)
    .map((byte) => ALPHABET[byte % ALPHABET.length]);
  return [0, 4, 8, 12].map((start) => letters.slice(start, start + 4).join("")).join("-");
}
