import type { Condition } from "@/lib/conditions/condition";
import { same } from "@/lib/shared/same";
import type { EngagementRule, FitRule, Rule, ScoringModelDocument } from "./model";
import { pointsOf, signed } from "./rule-words";

// Rules that meet the same leads or activities: what they say against each other, or in vain.

export type Overlap = {
  code: "conflicting-rules" | "same-twice" | "shadowed";
  ruleId: string;
  message: string;
};

/** Every pair that asks the same, or of which one asks all that the other asks. Told at the later rule of the pair. */
export function overlaps(document: ScoringModelDocument): Overlap[] {
  const found: Overlap[] = [];
  for (const [index, rule] of document.rules.entries())
    for (const earlier of document.rules.slice(0, index)) {
      const overlap = overlapOf(earlier, rule, document);
      if (overlap) found.push(overlap);
    }
  return found;
}

function overlapOf(a: Rule, b: Rule, document: ScoringModelDocument): Overlap | null {
  const [pointsA, pointsB] = [pointsOf(a), pointsOf(b)];
  if (pointsA === 0 || pointsB === 0) return null;
  const both = `“${b.label}” (${signed(pointsB)}) and “${a.label}” (${signed(pointsA)})`;
  if (asksSame(a, b))
    return pointsA > 0 === pointsB > 0
      ? {
          code: "same-twice",
          ruleId: b.id,
          message: `${both} ask the same, so it counts twice: make one rule of them.`,
        }
      : {
          code: "conflicting-rules",
          ruleId: b.id,
          message: `${both} ask the same and give opposite points: keep the one you mean.`,
        };
  const [narrow, wide] = implies(a, b) ? [a, b] : implies(b, a) ? [b, a] : [null, null];
  if (!narrow) return null;
  if (pointsOf(narrow) === -pointsOf(wide) && termsAreAlike(narrow, wide))
    return {
      code: "conflicting-rules",
      ruleId: narrow.id,
      message: `Whatever “${narrow.label}” (${signed(pointsOf(narrow))}) matches also matches “${wide.label}” (${signed(pointsOf(wide))}): together they give nothing.`,
    };
  return isShadowed(narrow, wide, document)
    ? {
        code: "shadowed",
        ruleId: narrow.id,
        message: `“${narrow.label}” never adds anything: “${wide.label}” matches whenever it does and fills the group alone. Raise the cap or move one of them.`,
      }
    : null;
}

/** Whether the wider rule alone brings their group to its cap, so that the narrower one changes nothing. */
function isShadowed(narrow: Rule, wide: Rule, { groups, rules }: ScoringModelDocument): boolean {
  const cap = groups.find(({ id }) => id === wide.group)?.cap;
  if (narrow.group !== wide.group || cap === undefined) return false;
  if (pointsOf(narrow) <= 0 || pointsOf(wide) < cap || !termsAreAlike(narrow, wide)) return false;
  // What takes points away in the group makes room for the narrower rule again.
  return rules.every((rule) => rule.group !== wide.group || leastOf(rule) >= 0);
}

const leastOf = (rule: Rule): number =>
  rule.kind === "fit" ? Math.min(rule.points, rule.otherwise ?? 0, rule.unknown ?? 0) : pointsOf(rule);

/** Whether both give their points the same way: a match counts as long and as often in either. */
function termsAreAlike(a: Rule, b: Rule): boolean {
  if (a.kind === "fit" && b.kind === "fit") return !a.otherwise && !a.unknown && !b.otherwise && !b.unknown;
  if (a.kind !== "engagement" || b.kind !== "engagement") return false;
  return same(termsOf(a), termsOf(b));
}

const termsOf = ({ decay, limit, frequency, startsOn, endsOn }: EngagementRule) => ({
  decay,
  ...(limit ? { limit } : {}),
  ...(frequency ? { frequency } : {}),
  ...(startsOn ? { startsOn } : {}),
  ...(endsOn ? { endsOn } : {}),
});

function asksSame(a: Rule, b: Rule): boolean {
  if (a.kind === "fit" && b.kind === "fit") return same(asked(a), asked(b));
  if (a.kind === "inactivity" && b.kind === "inactivity")
    return a.everyDays === b.everyDays && same([...(a.except ?? [])].sort(), [...(b.except ?? [])].sort());
  if (a.kind !== "engagement" || b.kind !== "engagement") return false;
  const { decay: _, limit: __, ...termsA } = termsOf(a);
  const { decay: ___, limit: ____, ...termsB } = termsOf(b);
  return (
    same([...a.activity.types].sort(), [...b.activity.types].sort()) &&
    same(asked(a), asked(b)) &&
    same(termsA, termsB)
  );
}

/** Whether everything that matches the first matches the second too, as far as its wording shows. */
function implies(a: Rule, b: Rule): boolean {
  if (a.kind === "inactivity" || b.kind === "inactivity" || a.kind !== b.kind) return false;
  if (
    a.kind === "engagement" &&
    b.kind === "engagement" &&
    !a.activity.types.every((type) => b.activity.types.includes(type))
  )
    return false;
  return asked(b).every((part) => asked(a).some((own) => same(own, part)));
}

/** What a rule asks, as parts that must all hold. */
function asked(rule: FitRule | EngagementRule): readonly Condition[] {
  const condition = rule.kind === "fit" ? rule.when : rule.activity.where;
  if (condition === undefined) return [];
  return "all" in condition ? condition.all : [condition];
}
