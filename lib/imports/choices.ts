import { STAGE_LABEL, type Stage } from "@/lib/stages/stages";
import { stageWords } from "./guess";
import { customName } from "./interpret";
import { DATED_STAGES, FIELD_LABEL, type Mapping, type Target, TEXT_FIELDS } from "./mapping";

// What a person may choose for a column: targets as short codes for forms, and in words.

export type TargetChoice = { code: string; label: string };

/** The choices of the wizard in the order people look for them. */
export const TARGET_CHOICES: readonly { group: string; choices: readonly TargetChoice[] }[] = [
  {
    group: "Who",
    choices: TEXT_FIELDS.filter((field) => !field.startsWith("company.") && !isOrigin(field)).map(
      fieldChoice,
    ),
  },
  { group: "Company", choices: TEXT_FIELDS.filter((field) => field.startsWith("company.")).map(fieldChoice) },
  {
    group: "Where from",
    choices: [
      ...TEXT_FIELDS.filter(isOrigin).map(fieldChoice),
      { code: "captured", label: "Captured on (date)" },
      { code: "owner", label: "Owner (name or e-mail)" },
    ],
  },
  {
    group: "Stage",
    choices: [
      { code: "stage", label: "Stage" },
      { code: "outcome", label: "Became a customer (yes / no)" },
      ...DATED_STAGES.map((stage) => ({ code: `at.${stage}`, label: `${STAGE_LABEL[stage]} on (date)` })),
      { code: "closed", label: "Won or lost on (date; the stage says which)" },
      { code: "amount", label: "Deal amount" },
      { code: "expectedClose", label: "Expected close (date)" },
      { code: "reason", label: "Reason code" },
    ],
  },
  {
    group: "Activities",
    choices: [
      { code: "count", label: "Activity, how often (number)" },
      { code: "yes", label: "Activity, whether (yes / no)" },
      { code: "date", label: "Activity, when (date)" },
      { code: "activityDate", label: "Date of the row’s activities" },
    ],
  },
  {
    group: "Anything else",
    choices: [
      { code: "custom", label: "Custom field" },
      { code: "ignore", label: "Leave out" },
    ],
  },
];

/** The code of a column whose targets no single choice says (a preset's value tables, two targets at once). */
export const KEEP = "keep";

/** Codes that need to be told an activity type beside them. */
export const ACTIVITY_CODES = ["count", "yes", "date"];

function isOrigin(field: string): boolean {
  return ["source", "channel", "campaign", "asset"].includes(field);
}

function fieldChoice(field: (typeof TEXT_FIELDS)[number]): TargetChoice {
  return { code: `field.${field}`, label: FIELD_LABEL[field] };
}

const OUTCOMES = {
  1: "customer",
  0: "lead",
  yes: "customer",
  no: "lead",
  true: "customer",
  false: "lead",
} as const;

/** The target a code stands for; null for a code that is none. */
export function targetOfCode(code: string, column: string, activityType: string): Target | null {
  const [kind, detail] = [code.split(".")[0], code.slice(code.indexOf(".") + 1)];
  switch (kind) {
    case "field": {
      const field = TEXT_FIELDS.find((name) => name === detail);
      return field ? { kind: "field", field } : null;
    }
    case "at": {
      const stage = DATED_STAGES.find((name) => name === detail);
      return stage ? { kind: "milestone", stage, precision: "instant" } : null;
    }
    case "count":
    case "yes":
    case "date":
      return { kind: "activity", reads: kind, type: activityType };
    case "stage":
      return { kind: "stage", values: stageWords() };
    case "outcome":
      return { kind: "stage", values: OUTCOMES };
    case "owner":
      return { kind: "owner", keepAs: customName(column) };
    case "custom":
      return { kind: "custom", field: customName(column), type: "auto" };
    case "captured":
    case "closed":
    case "amount":
    case "expectedClose":
    case "reason":
    case "activityDate":
    case "ignore":
      return { kind };
    default:
      return null;
  }
}

/** The choice that says exactly these targets, else KEEP. */
export function codeOfTargets(
  column: string,
  targets: readonly Target[],
): { code: string; activityType: string } {
  const [only, ...more] = targets;
  if (!only) return { code: "ignore", activityType: "" };
  const activityType = only.kind === "activity" ? only.type : "";
  const code = more.length > 0 ? null : codeOf(only);
  const again = code && targetOfCode(code, column, activityType);
  return { code: again && says(again) === says(only) ? code : KEEP, activityType };
}

/** A target as text, whatever the order its keys came out of the database in. */
const says = (target: Target): string =>
  JSON.stringify(target, (_, part) =>
    part && typeof part === "object"
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function codeOf(target: Target): string | null {
  switch (target.kind) {
    case "field":
      return `field.${target.field}`;
    case "milestone":
      return `at.${target.stage}`;
    case "activity":
      return target.reads;
    case "stage":
      return Object.hasOwn(target.values, "1") ? "outcome" : "stage";
    case "person":
      return null;
    default:
      return target.kind;
  }
}

/** What becomes of a column, in words. */
export function wordsOfTargets(targets: readonly Target[], typeLabel: (key: string) => string): string {
  const words = targets.filter(({ kind }) => kind !== "ignore").map((target) => wordsOf(target, typeLabel));
  return words.length === 0 ? "Left out" : words.join(" and ");
}

function wordsOf(target: Target, typeLabel: (key: string) => string): string {
  switch (target.kind) {
    case "field":
      return FIELD_LABEL[target.field];
    case "captured":
      return "Captured on";
    case "custom":
      return `Custom field “${target.field}”`;
    case "owner":
      return "Owner";
    case "person":
      return `Person, kept as “${target.keepAs}”`;
    case "stage":
      return `Stage: ${stagesIn(target.values)}`;
    case "milestone":
      return `${STAGE_LABEL[target.stage]} on${target.precision === "day" ? " (day)" : ""}`;
    case "closed":
      return "Won or lost on";
    case "reason":
      return "Reason code";
    case "amount":
      return "Deal amount";
    case "expectedClose":
      return "Expected close";
    case "activity":
      return target.reads === "values"
        ? Object.entries(target.values ?? {})
            .map(([cell, type]) => `${cell} → ${typeLabel(type)}`)
            .join(", ")
        : `${typeLabel(target.type)}${target.channel ? ` (${target.channel})` : ""}`;
    case "activityDate":
      return "Date of the row’s activities";
    case "ignore":
      return "Left out";
  }
}

function stagesIn(values: { readonly [cell: string]: Stage }): string {
  return [...new Set(Object.values(values))].map((stage) => STAGE_LABEL[stage]).join(", ");
}

/** A field of the attribute history in words, as an undo names what it kept. */
export function fieldWords(field: string): string {
  if (field === "stage") return "Stage history";
  if (field === "ownerId") return "Owner";
  if (field === "companyId") return "Company";
  if (field.startsWith("custom.")) return `“${field.slice("custom.".length)}”`;
  return Object.hasOwn(FIELD_LABEL, field) ? FIELD_LABEL[field as keyof typeof FIELD_LABEL] : field;
}

/** What was chosen for each column of the file, by position. */
export type ColumnChoice = { code: string; activityType: string };

/** The mapping with its columns as chosen; KEEP leaves a column as it was mapped. */
export function chosenColumns(
  columns: readonly string[],
  current: readonly (readonly Target[])[],
  chosen: readonly ColumnChoice[],
): Mapping["columns"] {
  return columns.flatMap((column, index) => {
    const choice = chosen[index];
    const kept = current[index] ?? [];
    const target =
      choice && choice.code !== KEEP ? targetOfCode(choice.code, column, choice.activityType) : null;
    return (target ? [target] : kept).map((to) => ({ column, to }));
  });
}
