import type { Rule, ScoringModelDocument } from "../model";
import type { RuleFinding } from "./calibrate";

/** What outcomes propose for one rule. */
export type ProposedPoints = { ruleId: string; points: number };

/**
 * The document with the proposed points. A limit in points goes with them, so that as many activities count as before.
 * Rules that the document no longer has are passed over; everything else stays.
 */
export function withProposal(
  document: ScoringModelDocument,
  proposal: readonly ProposedPoints[],
): ScoringModelDocument {
  const pointsOf = new Map(proposal.map(({ ruleId, points }) => [ruleId, points]));
  return {
    ...document,
    rules: document.rules.map((rule) => {
      const points = pointsOf.get(rule.id);
      return points === undefined || rule.kind === "inactivity" ? rule : moved(rule, points);
    }),
  };
}

function moved(rule: Exclude<Rule, { kind: "inactivity" }>, points: number): Rule {
  if (rule.kind === "fit" || rule.limit?.points === undefined || rule.points === 0)
    return { ...rule, points };
  const limit = Math.round(rule.limit.points * Math.abs(points / rule.points) * 100) / 100;
  return { ...rule, points, limit: { ...rule.limit, points: Math.min(1000, Math.max(0.01, limit)) } };
}

/** Whether the outcomes leave it open that the rule has no effect at all: its 95 % range holds the points of no match. */
export const mayBeIdle = ({ points, without = 0 }: Pick<RuleFinding, "points" | "without">): boolean =>
  points !== null && points.low <= without && without <= points.high;

/** The rules a person is offered ticked: other points, and surely some effect. */
export const surelyOther = (findings: readonly RuleFinding[]): string[] =>
  findings
    .filter((finding) => finding.verdict === "change" && !mayBeIdle(finding))
    .map(({ ruleId }) => ruleId);

/** The findings that say something else than the model, as a proposal; of those named, when any are. */
export function proposalOf(findings: readonly RuleFinding[], named?: ReadonlySet<string>): ProposedPoints[] {
  return findings.flatMap(({ ruleId, verdict, points }) => {
    const isTaken = named ? named.has(ruleId) : verdict === "change";
    return isTaken && points ? [{ ruleId, points: points.value }] : [];
  });
}
