import "server-only";
import { STAGE_LABEL } from "@/lib/stages/stages";
import type { TimelineDetail } from "./timeline";

/** What happened, as one line. */
export function titleOf(entry: TimelineDetail): string {
  switch (entry.kind) {
    case "activity":
      return withObject(entry.label, entry.properties);
    case "note":
      return textOf(entry.properties, ["text", "note", "body"]) ?? entry.label;
    case "transition":
      return transitionTitle(entry);
    case "handoff":
      return handoffTitle(entry);
    case "adjustment":
      return `Score adjusted by ${entry.points > 0 ? "+" : "−"}${Math.abs(entry.points)}`;
    case "answer":
      return `${entry.framework} · ${entry.field} answered`;
    case "edit":
      return `Changed ${entry.fields.map((field) => FIELD_WORD[field] ?? field.replace(/^custom\./, "")).join(", ")}`;
  }
}

const FIELD_WORD: Record<string, string> = {
  email: "e-mail",
  firstName: "first name",
  lastName: "last name",
  companyId: "company",
  externalId: "external id",
};

/** What an activity was about, most telling first. */
const OBJECTS = ["path", "url", "title", "name", "form", "subject", "event", "outcome"];

function textOf(properties: Readonly<Record<string, unknown>>, names: readonly string[]): string | null {
  for (const name of names) {
    const value = properties[name];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
}

function withObject(label: string, properties: Readonly<Record<string, unknown>>): string {
  const object = textOf(properties, OBJECTS);
  return object ? `${label}: ${object}` : label;
}

function transitionTitle({ from, to, change }: Extract<TimelineDetail, { kind: "transition" }>): string {
  if (from === null) return "Lead created";
  if (change === "undo") return `Undone: back to ${STAGE_LABEL[to]}`;
  if (change === "correction") return `Corrected: ${STAGE_LABEL[from]} → ${STAGE_LABEL[to]}`;
  return `${STAGE_LABEL[from]} → ${STAGE_LABEL[to]}`;
}

function handoffTitle({ event, assignee }: Extract<TimelineDetail, { kind: "handoff" }>): string {
  const whom = assignee ?? "the unassigned queue";
  switch (event) {
    case "opened":
      return `Handed to ${whom}`;
    case "seen":
      return `Seen by ${whom}`;
    case "reassigned":
      return `Reassigned to ${whom}`;
    case "undone":
      return "Answer taken back";
    case "expired":
      return `Handoff expired: no answer from ${whom}`;
    default:
      return `Handoff ${event}`;
  }
}
