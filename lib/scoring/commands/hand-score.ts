import "server-only";
import { recordAudit } from "@/lib/audit/record";
import { transaction } from "@/lib/platform/db/transaction";
import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { dayOf, dayToColumn } from "@/lib/shared/day";
import { may } from "@/lib/team/permissions";
import { workspace } from "@/lib/team/queries";
import type { Caller } from "@/lib/team/viewer";
import { scoreBriefly } from "../evaluate";
import { type Rating, standingOf } from "../hand/agreement";
import { modelInForce } from "../queries/models";
import { loadScoreSubjects } from "../queries/subjects";
import { refuseUnlessEditor } from "./drafts";
import { lockModels } from "./lock";

/** Enough for a rank correlation, little enough for a quarter of an hour. */
const SAMPLE_SIZE = 40;
/** A quarter of the sample from each quarter of the scores: else the many cold leads would be nearly all of it. */
const STRATA = 4;
/** Leads that the sample is drawn from: a fair part by hash where there are more. */
const POOL_SIZE = 5_000;
/** Who asks again this soon, before anybody has scored, has clicked twice. */
const SENT_TWICE_MS = 60_000;

/**
 * Draws a new sample of leads that sales does not work on yet, for everybody to score by hand; the one before stays with
 * its scores. Sent twice, it is the same sample. `conflict` when there are no leads to score.
 */
export async function drawHandSample(caller: Caller): Promise<{ sampleId: string }> {
  refuseUnlessEditor(caller.viewer);
  return transaction(async (tx) => {
    await lockModels(tx);
    const fresh = await tx.handSample.findFirst({
      where: {
        createdBy: caller.viewer.id,
        createdAt: { gt: new Date(caller.now.getTime() - SENT_TWICE_MS) },
        leads: { every: { scores: { none: {} } } },
      },
      select: { id: true },
    });
    if (fresh) return { sampleId: fresh.id };
    const sampleId = newId();
    await tx.handSample.create({
      data: { id: sampleId, createdBy: caller.viewer.id, createdAt: caller.now },
    });
    const drawn = await tx.$executeRaw`
      with every as (
        select greatest(1, ceil(count(*) / ${POOL_SIZE}::float))::bigint as nth
        from lead_score where not binned and stage in ('lead', 'mql')),
      pool as (
        select s.lead_id, s.score, hashtextextended(s.lead_id::text || ${sampleId}, 0) as draw
        from lead_score s, every where not s.binned and s.stage in ('lead', 'mql')
          and hashtextextended(s.lead_id::text || ${sampleId}, 1) % every.nth = 0),
      strata as (select lead_id, draw, ntile(${STRATA}::int) over (order by score, draw) as stratum from pool),
      chosen as (select lead_id, draw, row_number() over (partition by stratum order by draw) as place from strata)
      insert into hand_sample_lead (sample_id, lead_id, position)
      select ${sampleId}::uuid, lead_id, row_number() over (order by draw) from chosen
      where place <= ${SAMPLE_SIZE / STRATA}`;
    if (drawn === 0) throw new AppError("conflict", "There are no leads to score yet.");
    await recordAudit(tx, caller, {
      action: "hand-sample.drawn",
      subjectKind: "hand-sample",
      subjectId: sampleId,
      data: { leads: drawn },
    });
    return { sampleId };
  });
}

/**
 * Keeps what a person says of a lead of a sample, with the machine's score of the same moment beside it. Saying it again
 * replaces it. `not_found` for a lead that is not in the sample.
 */
export async function rateLead(
  caller: Caller,
  { sampleId, leadId, rating }: { sampleId: string; leadId: string; rating: Rating },
): Promise<void> {
  const { viewer, now } = caller;
  if (viewer.kind !== "user" || !may(viewer, "scoring.rate"))
    throw new AppError("forbidden", "Your role does not score leads by hand");
  const userId = viewer.id;
  await transaction(async (tx) => {
    const [{ timeZone }, model, subjects, inSample] = await Promise.all([
      workspace(tx),
      modelInForce(tx),
      loadScoreSubjects(tx, [leadId]),
      tx.handSampleLead.count({ where: { sampleId, leadId } }),
    ]);
    const subject = subjects.get(leadId);
    if (!subject || inSample === 0) throw new AppError("not_found", "This lead is not in the sample");
    const today = dayOf(now, timeZone);
    const machine = scoreBriefly({ ...subject, adjustments: [] }, model.document, today, timeZone);
    const said = {
      rating,
      ratedAt: now,
      score: machine.total,
      standing: standingOf(machine),
      scoredOn: dayToColumn(today),
      modelVersion: model.version,
    };
    await tx.handScore.upsert({
      where: { sampleId_userId_leadId: { sampleId, userId, leadId } },
      create: { sampleId, userId, leadId, ...said },
      update: said,
    });
  });
}
