import "server-only";
import type { AcceptanceCriterion } from "@/lib/definitions/definition";
import { definitionInForce } from "@/lib/definitions/queries";
import type { Db } from "@/lib/platform/db/client";
import { permissionFor } from "@/lib/progression/ask";
import { frameworkFields, type QualificationField } from "@/lib/qualification/frameworks";
import type { Stage } from "@/lib/stages/stages";
import { CORRECTIONS, MOVES } from "@/lib/stages/transitions";
import { may } from "@/lib/team/permissions";
import type { Viewer } from "@/lib/team/viewer";
import type { LeadRecord } from "./record";

export type ReasonChoice = { code: string; label: string };

/** What the page's forms ask for: the definition in force and the reasons that may be given. */
export type MoveTerms = {
  criteria: readonly AcceptanceCriterion[];
  framework: string;
  fields: readonly (QualificationField & { required: boolean })[];
  recycleReasons: ReasonChoice[];
  disqualifyReasons: ReasonChoice[];
};

/** The terms in force now. */
export async function moveTerms(db: Db): Promise<MoveTerms> {
  const [{ document }, reasons] = await Promise.all([
    definitionInForce(db),
    db.reason.findMany({ where: { active: true }, orderBy: [{ position: "asc" }, { code: "asc" }] }),
  ]);
  const { framework, required } = document.sql;
  const ofKind = (kind: string) =>
    reasons.filter((reason) => reason.kind === kind).map(({ code, label }) => ({ code, label }));
  return {
    criteria: document.sal.criteria,
    framework,
    fields: frameworkFields(framework).map((field) => ({ ...field, required: required.includes(field.id) })),
    recycleReasons: ofKind("recycle"),
    disqualifyReasons: ofKind("disqualify"),
  };
}

/** A move of this lead that the table has and this viewer may ask for. What it needs is asked in its form. */
export type Move = { to: Stage; correction: boolean };

/** The stages this viewer may ask for now. SAL is left out: it is the answer to a handoff. */
export function movesOf(viewer: Viewer, { stage, relation, binned }: LeadRecord): Move[] {
  if (binned) return [];
  const moves = MOVES[stage].map((to) => ({ to, correction: false }));
  const corrections = CORRECTIONS[stage].map((to) => ({ to, correction: true }));
  return [...moves, ...corrections].filter(
    ({ to, correction }) => to !== "sal" && may(viewer, permissionFor(stage, to, correction), relation),
  );
}
