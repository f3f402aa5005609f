import { type Day, offsetAt } from "@/lib/shared/day";
import { CALL_OUTCOME_LABEL, CALL_OUTCOMES } from "./calls";
import type { ActivityInput } from "./schema";

/** A property that the form asks for with some types: what rules look at and people want to read. */
export type AskedProperty = {
  key: "path" | "title" | "depth" | "subject" | "outcome" | "text";
  label: string;
  placeholder?: string;
  choices?: readonly { value: string; label: string }[];
};

const PATH: AskedProperty = { key: "path", label: "Page", placeholder: "/pricing" };
const TITLE: AskedProperty = {
  key: "title",
  label: "What",
  placeholder: "Name of the document, webinar, event",
};
const SUBJECT: AskedProperty = { key: "subject", label: "Subject" };
const TEXT: AskedProperty = { key: "text", label: "Note" };
const DEPTH: AskedProperty = {
  key: "depth",
  label: "Depth",
  choices: [
    { value: "tofu", label: "Top of the funnel: learning" },
    { value: "mofu", label: "Middle: comparing" },
    { value: "bofu", label: "Bottom: buying" },
  ],
};
const OUTCOME: AskedProperty = {
  key: "outcome",
  label: "Outcome",
  choices: CALL_OUTCOMES.map((value) => ({ value, label: CALL_OUTCOME_LABEL[value] })),
};

const ASKED: Readonly<Record<string, readonly AskedProperty[]>> = {
  page_viewed: [PATH],
  pricing_viewed: [PATH],
  form_submitted: [PATH],
  content_downloaded: [TITLE, DEPTH],
  webinar_registered: [TITLE],
  webinar_attended: [TITLE],
  event_attended: [TITLE],
  email_sent: [SUBJECT],
  email_opened: [SUBJECT],
  email_clicked: [SUBJECT],
  email_replied: [SUBJECT],
  call_made: [OUTCOME],
};

/** What the form asks for an activity of this type; a note can be added to every one. */
export const askedProperties = (type: string): readonly AskedProperty[] => [...(ASKED[type] ?? []), TEXT];

/** Types of which somebody must say who began it: only the lead's own request raises a hand. */
const BEGUN_BY_SOMEBODY = [
  "call_made",
  "call_received",
  "meeting_booked",
  "meeting_held",
  "meeting_missed",
  "direct_message",
  "visited_in_person",
];

export const asksWhoBegan = (type: string): boolean => BEGUN_BY_SOMEBODY.includes(type);

/** The form as it comes: `on` and `at` are the workspace's wall clock. Without a day the activity happened now. */
export type ActivityForm = Pick<ActivityInput, "type" | "initiatedBy"> & {
  on?: Day | null | undefined;
  /** "HH:MM" */
  at?: string | null | undefined;
  properties?: Readonly<Record<string, string | undefined>> | undefined;
};

/** The form as an activity; properties that were left empty do not exist. */
export function activityOf(
  { type, initiatedBy, on, at, properties }: ActivityForm,
  zone: string,
): ActivityInput {
  const told = Object.entries(properties ?? {}).filter((entry): entry is [string, string] =>
    Boolean(entry[1]?.trim()),
  );
  return {
    type,
    ...(initiatedBy && asksWhoBegan(type) ? { initiatedBy } : {}),
    ...(on ? { occurredAt: instantOf(on, at || "12:00", zone) } : {}),
    properties: Object.fromEntries(told.map(([key, value]) => [key, value.trim()])),
  };
}

/** The instant at which the zone's clock shows this; in an hour that is skipped or doubled, the later offset's. */
function instantOf(day: Day, time: string, zone: string): string {
  const wall = Date.parse(`${day}T${time}:00Z`);
  const roughly = wall - offsetAt(wall, zone);
  return new Date(wall - offsetAt(roughly, zone)).toISOString();
}
