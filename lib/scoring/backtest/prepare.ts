import type { Truth } from "@/lib/conditions/condition";
import type { Json } from "@/lib/shared/json";
import { type CompiledEngagementRule, type CompiledFitRule, type CompiledModel, compile } from "../compile";
import type { ScoringModelDocument } from "../model";
import { heldWithin, roundHalfUp } from "../standing";
import { counts, isOwnDoing } from "../tally";
import type { Ground } from "./ground";

/** A model asked of everything that differs in a ground, so that a replay only adds up. */
export type Prepared = {
  model: CompiledModel;
  /** By shape: the engagement rules it matches. */
  rulesOf: readonly (readonly CompiledEngagementRule[])[];
  /** By shape, then by inactivity rule: whether it was the lead's own doing. */
  ownDoing: readonly (readonly boolean[])[];
  /** By state: rounded fit; and that of a lead of which nothing was known. */
  fit: Int32Array;
  fitAtFirst: number;
  /** By fit rule, then by state: 1 where it matched. */
  fitMatches: readonly Uint8Array[];
};

const NO_RULES: readonly CompiledEngagementRule[] = [];

/** Throws RangeError when the model asks a field that the ground does not have. */
export function prepareModel(ground: Ground, document: ScoringModelDocument): Prepared {
  const model = compile(document);
  const outcomes = model.fit.map((rule) => outcomesOf(ground, rule));
  const { length } = ground.states.at;
  const fit = new Int32Array(length);
  const sums = new Float64Array(model.groups.length);
  for (let state = 0; state < length; state++) {
    sums.fill(0);
    for (let index = 0; index < outcomes.length; index++)
      sums[model.fit[index]!.group]! += pointsFor(model.fit[index]!, outcomes[index]![state]!);
    fit[state] = heldFit(model, sums);
  }
  sums.fill(0);
  for (const rule of model.fit) sums[rule.group]! += pointsFor(rule, codeOf(rule.asks(() => undefined)));
  return {
    model,
    rulesOf: ground.shapes.map(
      ({ activity }) => model.byType.get(activity.type)?.filter((rule) => counts(activity, rule)) ?? NO_RULES,
    ),
    ownDoing: ground.shapes.map(({ activity }) => model.inactivity.map((rule) => isOwnDoing(activity, rule))),
    fit,
    fitAtFirst: heldFit(model, sums),
    fitMatches: outcomes.map((truths) => truths.map((truth) => (truth === TRUE ? 1 : 0))),
  };
}

const FALSE = 0;
const TRUE = 1;
const UNKNOWN = 2;
const UNASKED = 3;

const codeOf = (truth: Truth): number => (truth === null ? UNKNOWN : truth ? TRUE : FALSE);

const pointsFor = (rule: CompiledFitRule, outcome: number): number =>
  outcome === UNKNOWN ? rule.unknown : outcome === TRUE ? rule.match : rule.noMatch;

function heldFit({ groups }: CompiledModel, sums: Float64Array): number {
  let hundredths = 0;
  for (let index = 0; index < groups.length; index++)
    if (groups[index]!.group.kind === "fit") hundredths += heldWithin(groups[index]!, sums[index]!);
  return roundHalfUp(hundredths);
}

/** What a rule says of each state; each combination of values is asked once. */
function outcomesOf({ states }: Ground, rule: CompiledFitRule): Uint8Array {
  const fields = [...new Set(rule.fields)].map((name) => {
    const field = states.fields.get(name);
    if (!field) throw new RangeError(`the ground has no field ${name}`);
    return { name, ...field };
  });
  const known = new Map<number, number>();
  const first = new Uint8Array(fields[0]?.values.length ?? 1).fill(UNASKED);
  return Uint8Array.from(states.at, (_, state) => {
    let combination = 0;
    for (const { codes, values } of fields) combination = combination * values.length + codes[state]!;
    const isShort = fields.length < 2;
    const before = isShort ? first[combination]! : (known.get(combination) ?? UNASKED);
    if (before !== UNASKED) return before;
    const outcome = codeOf(rule.asks(factsOf(fields, state)));
    if (isShort) first[combination] = outcome;
    else if (Number.isSafeInteger(combination)) known.set(combination, outcome);
    return outcome;
  });
}

const factsOf =
  (fields: readonly { name: string; codes: Uint32Array; values: readonly Json[] }[], state: number) =>
  (asked: string): Json | undefined => {
    const field = fields.find(({ name }) => name === asked);
    return field?.values[field.codes[state]!];
  };
