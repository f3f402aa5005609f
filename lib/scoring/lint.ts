import { listsOf } from "@/lib/conditions/condition";
import { BUILT_IN_LIST_LABELS } from "@/lib/conditions/lists";
import { compile } from "./compile";
import { criterionWords } from "./criterion-words";
import { type NeededPoints, neededPoints } from "./grade";
import type { EngagementRule, Rule, ScoringModelDocument } from "./model";
import { type Overlap, overlaps } from "./overlaps";
import type { ScoredActivity } from "./score";
import { counts } from "./tally";
import type { UsageFinding } from "./usage";

/** What is wrong (error: it cannot be published) or doubtful (warning) about a model, and what to do about it. */
export type Finding = {
  level: "error" | "warning";
  code:
    | "unreachable"
    | "no-fit-rules"
    | "bands-out-of-order"
    | "unknown-list"
    | "unknown-type"
    | "unknown-profile"
    | "outdated-profile"
    | "no-criterion"
    | "empty-list"
    | "no-effect"
    | "empty-group"
    | "cheap-mql"
    | Overlap["code"]
    | UsageFinding["code"];
  message: string;
  ruleId?: string;
  groupId?: string;
};

/** What a workspace has that a document names: its activity types, and the versions of its buyer profiles. */
export type Known = {
  types?: ReadonlySet<string>;
  profiles?: readonly { id: string; version: number; retired: boolean }[];
};

/** Reads a document as a careful colleague would. What is not `known` is not asked about. */
export function lint(document: ScoringModelDocument, known: Known = {}): Finding[] {
  return [
    ...bandFindings(document),
    ...criterionFindings(document),
    ...document.rules.flatMap((rule) => ruleFindings(rule, document, known.types)),
    ...document.rules.flatMap((rule) => profileFindings(rule, known.profiles)),
    ...groupFindings(document),
    ...cheapSignalFindings(document),
    ...overlaps(document).map((overlap) => ({ level: "warning" as const, ...overlap })),
  ].sort((a, b) => (a.level === b.level ? 0 : a.level === "error" ? -1 : 1));
}

export const refusesPublishing = (findings: readonly Finding[]): boolean =>
  findings.some(({ level }) => level === "error");

function bandFindings({ bands: { fit, engagement } }: ScoringModelDocument): Finding[] {
  const found: Finding[] = [];
  const check = (part: string, lowest: readonly [number, number, number]) => {
    if (lowest[0] > lowest[1] && lowest[1] > lowest[2]) return;
    const message = `The ${part} bands must fall from best to worst: ${lowest.join(", ")} do not.`;
    found.push({ level: "error", code: "bands-out-of-order", message });
  };
  if (fit) check("fit", [fit.A, fit.B, fit.C]);
  check("engagement", [engagement[1], engagement[2], engagement[3]]);
  return found;
}

function criterionFindings(document: ScoringModelDocument): Finding[] {
  const found: Finding[] = [];
  const hasFitRules = document.rules.some((rule) => rule.kind === "fit");
  if (document.mql.length === 0)
    found.push({
      level: "warning",
      code: "no-criterion",
      message: "No score makes an MQL: only requests, product usage and people do.",
    });
  if (document.bands.fit && !hasFitRules)
    found.push({
      level: "warning",
      code: "no-fit-rules",
      message: "There are fit bands but no fit rules: every lead is the same. Remove the bands or add rules.",
    });
  const most = mostPoints(document);
  for (const [name, criteria, level] of [
    ["MQL", document.mql, "error"],
    ["Hot", document.hot, "warning"],
  ] as const)
    for (const criterion of criteria) {
      const needed = neededPoints(criterion, document);
      if (needed === null || (!hasFitRules && (criterion.minFitBand || criterion.minFit !== undefined)))
        found.push({
          level: "error",
          code: "no-fit-rules",
          message: `${name} asks for ${criterionWords(criterion)}, but the model has no fit ${hasFitRules ? "bands" : "rules"}.`,
        });
      else if (!isReachable(needed, most))
        found.push({
          level,
          code: "unreachable",
          message: `${name} asks for ${criterionWords(criterion)}, but the rules give at most ${most.fit} fit, ${most.engagement} engagement and ${most.total} in total.`,
        });
    }
  return found;
}

const isReachable = (needed: NeededPoints, most: NeededPoints): boolean =>
  needed.fit <= most.fit && needed.engagement <= most.engagement && needed.total <= most.total;

/** The most points a lead could have, generously counted: what even this does not reach is out of reach. */
function mostPoints(document: ScoringModelDocument): NeededPoints {
  const most = { fit: 0, engagement: 0 };
  for (const group of document.groups) {
    const rules = document.rules.filter((rule) => rule.group === group.id);
    const sum = rules.reduce((points, rule) => points + mostOfRule(rule), 0);
    most[group.kind] += Math.max(Math.min(sum, group.cap ?? sum), group.floor ?? Number.NEGATIVE_INFINITY);
  }
  return { ...most, total: Math.min(document.range.max, most.fit + most.engagement) };
}

function mostOfRule(rule: Rule): number {
  if (rule.kind === "inactivity") return 0;
  if (rule.kind === "fit") return Math.max(rule.points, rule.otherwise ?? 0, rule.unknown ?? 0);
  if (rule.points <= 0) return 0;
  return rule.frequency ? rule.points : mostOfLimit(rule);
}

function mostOfLimit({ limit, points }: EngagementRule): number {
  if (!limit || limit.days !== undefined) return Number.POSITIVE_INFINITY;
  const byActivities = limit.activities === undefined ? Number.POSITIVE_INFINITY : limit.activities * points;
  return Math.min(byActivities, limit.points ?? Number.POSITIVE_INFINITY);
}

function ruleFindings(
  rule: Rule,
  document: ScoringModelDocument,
  knownTypes: ReadonlySet<string> | undefined,
): Finding[] {
  const found: Finding[] = [];
  const add = (level: Finding["level"], code: Finding["code"], message: string) =>
    found.push({ level, code, message, ruleId: rule.id });
  const asked =
    rule.kind === "fit" ? rule.when : rule.kind === "engagement" ? rule.activity.where : undefined;
  for (const id of asked ? listsOf(asked) : []) {
    if (Object.hasOwn(BUILT_IN_LIST_LABELS, id)) continue;
    const list = document.lists.find((candidate) => candidate.id === id);
    if (!list)
      add("error", "unknown-list", `“${rule.label}” looks into the list ${id}, which does not exist.`);
    else if (list.entries.length === 0)
      add("warning", "empty-list", `“${rule.label}” never matches: the list of ${list.label} is empty.`);
  }
  const type =
    rule.kind === "engagement" && rule.activity.types.find((key) => knownTypes && !knownTypes.has(key));
  if (type)
    add(
      "warning",
      "unknown-type",
      `“${rule.label}” waits for ${type}, which is not in the activity catalogue.`,
    );
  if (!hasEffect(rule)) add("warning", "no-effect", `“${rule.label}” gives no points and triggers nothing.`);
  return found;
}

function profileFindings(rule: Rule, profiles: Known["profiles"]): Finding[] {
  if (rule.kind !== "fit" || !rule.profile || !profiles) return [];
  const { id, version, name } = rule.profile;
  const versions = profiles.filter((profile) => profile.id === id);
  const add = (code: Finding["code"], what: string): Finding[] => [
    {
      level: "warning",
      code,
      message: `“${rule.label}” cites the profile “${name}”, ${what}`,
      ruleId: rule.id,
    },
  ];
  if (versions.length === 0) return add("unknown-profile", "which does not exist: choose another or none.");
  if (versions.some(({ retired }) => retired))
    return add("unknown-profile", "which is no longer in use: choose another or none.");
  if (!versions.some((profile) => profile.version === version))
    return add("unknown-profile", `but there is no version ${version} of it: choose one that is published.`);
  const newest = Math.max(...versions.map((profile) => profile.version));
  if (newest > version)
    return add(
      "outdated-profile",
      `version ${version}; version ${newest} is in force: see whether it still fits.`,
    );
  return [];
}

function hasEffect(rule: Rule): boolean {
  if (rule.points !== 0) return true;
  return rule.kind === "fit"
    ? Boolean(rule.otherwise || rule.unknown)
    : rule.kind === "engagement" && Boolean(rule.trigger);
}

const groupFindings = ({ groups, rules }: ScoringModelDocument): Finding[] =>
  groups
    .filter((group) => !rules.some((rule) => rule.group === group.id))
    .map(({ id, label }) => ({
      level: "warning",
      code: "empty-group",
      message: `The group “${label}” has no rules.`,
      groupId: id,
    }));

/** Signals that say little: repeated often enough, none of them alone should make an MQL. */
const CHEAP_SIGNALS: readonly { name: string; type: string; properties: ScoredActivity["properties"] }[] = [
  { name: "Top-of-funnel content", type: "content_downloaded", properties: { depth: "tofu" } },
  { name: "Opened e-mails", type: "email_opened", properties: {} },
  { name: "Page views", type: "page_viewed", properties: { path: "/" } },
];

function cheapSignalFindings(document: ScoringModelDocument): Finding[] {
  return CHEAP_SIGNALS.flatMap((signal) => {
    const rules = rulesFor(signal.type, signal.properties, document);
    const only = mostPoints({ ...document, rules: document.rules.filter((rule) => rules.has(rule.id)) });
    const reached = document.mql.find((criterion) => {
      const needed = neededPoints(criterion, document);
      return needed && needed.engagement > 0 && needed.engagement <= only.engagement;
    });
    if (!reached) return [];
    const message = `${signal.name} alone can reach ${criterionWords(reached)}: give the group a lower cap or the rule a limit.`;
    return { level: "warning", code: "cheap-mql", message, ruleId: [...rules][0]! } satisfies Finding;
  });
}

/** The engagement rules that an activity of the kind counts for. */
function rulesFor(
  type: string,
  properties: ScoredActivity["properties"],
  document: ScoringModelDocument,
): Set<string> {
  const activity: ScoredActivity = {
    id: "",
    type,
    occurredAt: new Date(0),
    trust: "human",
    channel: null,
    campaign: null,
    initiatedBy: null,
    properties,
  };
  const rules = compile(document).byType.get(type) ?? [];
  return new Set(rules.filter((rule) => counts(activity, rule)).map(({ rule }) => rule.id));
}
