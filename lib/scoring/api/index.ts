import { z } from "zod";
import type { Finding } from "../lint";
import type { DraftView, ModelVersion, ModelView } from "../queries/models";
import type { DraftPreview } from "../queries/preview";
import { scoringModelDocument } from "../schema";
import type { Score } from "../score";

// What the HTTP API answers about scores and models; programs rely on these names.

const rowKinds = ["rule", "limit", "cap", "floor", "rounding", "adjustment", "inactivity", "clamp"] as const;

const row = z
  .object({
    kind: z.enum(rowKinds),
    label: z.string(),
    points: z.number().meta({ description: "A multiple of 0.01; the rows sum to the total exactly" }),
    part: z.enum(["fit", "engagement", "total"]),
    ruleId: z.string().optional(),
    groupId: z.string().optional(),
    adjustmentId: z.string().optional(),
    outcome: z.enum(["match", "no-match", "unknown"]).optional(),
    profile: z
      .object({ id: z.string(), version: z.int(), name: z.string() })
      .optional()
      .meta({ description: "The buyer profile that the rule cites" }),
    detail: z.string().optional().meta({ description: "How the points came about, in words" }),
    evidence: z
      .array(
        z.object({
          activityId: z.string(),
          at: z.iso.datetime(),
          points: z.number(),
          ageDays: z.int(),
          how: z.string().meta({ description: 'How its points came about: "15 × 0.5 after 14 days"' }),
        }),
      )
      .optional()
      .meta({ description: "The activities behind the row, newest first" }),
  })
  .meta({ id: "ScoreRow" });

export const scoreOut = z
  .object({
    leadId: z.uuid(),
    on: z.string().meta({ format: "date", description: "The score at the end of this day" }),
    model: z.int(),
    total: z.int(),
    fit: z.int(),
    engagement: z.int(),
    adjustment: z.int(),
    grade: z.string(),
    reason: z.string(),
    meetsMql: z.boolean(),
    isHot: z.boolean(),
    changesOn: z
      .string()
      .nullable()
      .meta({ format: "date", description: "The next day on which it changes by itself" }),
    rows: z.array(row),
  })
  .meta({ id: "Score" });

/** A score as the API answers it. */
export function toScoreOut({
  fitBand: _,
  engagementBand: __,
  rows,
  ...score
}: Score & { model: number }): z.input<typeof scoreOut> {
  return {
    ...score,
    rows: rows.map(({ evidence, best: ___, ...rest }) => ({
      ...rest,
      ...(evidence ? { evidence: evidence.map((item) => ({ ...item, at: item.at.toISOString() })) } : {}),
    })),
  };
}

export const modelOut = z
  .object({
    version: z.int(),
    name: z.string(),
    note: z.string().nullable(),
    publishedAt: z.iso.datetime(),
    publishedBy: z.string().nullable(),
    approvedBy: z.string().nullable(),
    basedOn: z.int().nullable(),
    inForce: z.boolean(),
    document: scoringModelDocument,
  })
  .meta({ id: "ScoringModel" });

export const modelVersionOut = modelOut.omit({ document: true }).meta({ id: "ScoringModelVersion" });

export const toModelVersionOut = ({ publishedAt, ...version }: ModelVersion) => ({
  ...version,
  publishedAt: publishedAt.toISOString(),
});

export const toModelOut = ({ document, ...version }: ModelView): z.input<typeof modelOut> => ({
  ...toModelVersionOut(version),
  document,
});

const findingOut = z
  .object({
    level: z.enum(["error", "warning"]).meta({ description: "Errors keep a draft from being published" }),
    code: z.string(),
    message: z.string(),
    ruleId: z.string().optional(),
    groupId: z.string().optional(),
  })
  .meta({ id: "ScoringModelFinding" });

export const draftOut = z
  .object({
    document: scoringModelDocument,
    revision: z.int().meta({
      description: "Send it back with a PUT; 0 while no draft is saved and this is the version in force",
    }),
    basedOn: z.int(),
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.string().nullable(),
    findings: z.array(findingOut),
  })
  .meta({ id: "ScoringModelDraft" });

export const toDraftOut = (
  { updatedAt, ...draft }: DraftView,
  findings: readonly Finding[],
): z.input<typeof draftOut> => ({
  ...draft,
  updatedAt: updatedAt?.toISOString() ?? null,
  findings: [...findings],
});

export const previewInput = z.strictObject({
  document: scoringModelDocument.optional().meta({ description: "The saved draft when left out" }),
  leads: z
    .array(z.uuid())
    .max(20)
    .optional()
    .meta({ description: "The caller's pinned leads when left out" }),
});

const sampledScore = z.tuple([z.int(), z.int(), z.int()]);

export const previewOut = z
  .object({
    model: z.int().meta({ description: "The version in force, which the draft is compared with" }),
    on: z.string().meta({ format: "date" }),
    leads: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        company: z.string().nullable(),
        draft: scoreOut,
        published: scoreOut,
      }),
    ),
    sample: z
      .object({
        size: z.int(),
        of: z.int(),
        draft: z.array(sampledScore),
        published: z.array(sampledScore),
        groups: z.record(z.string(), z.number()).meta({
          description: "What each group gives a lead of the sample on average, by its id",
        }),
      })
      .meta({ description: "[fit, engagement, total] of the same leads under both" }),
    findings: z.array(findingOut),
  })
  .meta({ id: "ScoringModelPreview" });

export const toPreviewOut = ({
  leads,
  sample,
  findings,
  ...preview
}: DraftPreview): z.input<typeof previewOut> => ({
  ...preview,
  leads: leads.map(({ draft, published, ...lead }) => ({
    ...lead,
    // A draft has no number yet: its scores carry the one it would get.
    draft: toScoreOut({ ...draft, model: preview.model + 1 }),
    published: toScoreOut({ ...published, model: preview.model }),
  })),
  sample: {
    ...sample,
    draft: sample.draft.map(([fit, engagement, total]) => [fit, engagement, total]),
    published: sample.published.map(([fit, engagement, total]) => [fit, engagement, total]),
  },
  findings: [...findings],
});
