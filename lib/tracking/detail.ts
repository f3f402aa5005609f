import type { Json, JsonObject } from "@/lib/shared/json";
import { CALL_OUTCOME_LABEL } from "./calls";

/** What names the thing an activity was about, most telling first. */
const TELLING = [
  "outcome",
  "asset",
  "title",
  "form",
  "webinar",
  "event",
  "path",
  "page",
  "url",
  "subject",
  "plan",
  "note",
];

const MAX = 80;

/** One short text that says what an activity was about ("/pricing", "Left a voicemail"), or null when nothing does. */
export function activityDetail(properties: JsonObject): string | null {
  for (const key of TELLING) {
    const text = asText(properties[key]);
    if (text === null) continue;
    if (key === "outcome") return (CALL_OUTCOME_LABEL as Record<string, string>)[text] ?? text;
    return text.length > MAX ? `${text.slice(0, MAX - 1)}…` : text;
  }
  return null;
}

function asText(value: Json | undefined): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
