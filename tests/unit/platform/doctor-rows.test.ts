import { describe, expect, test } from "vitest";
import { checks } from "@/lib/platform/doctor/examine";

// What must hold of the stored data at any time, row by row as it was laid down for this product: each row has the checks
// of the doctor that stand for it, or the reason why there is nothing to check.

const ROWS: Readonly<Record<string, readonly string[]>> = {
  "EV-4 no event is left unprocessed": ["score-is-what-the-rules-say", "last-activity-is-the-last"],
  "EV-6 an event belongs to a lead that is there": [
    "nothing-refers-to-a-lost-lead",
    "activity-types-are-known",
  ],
  "SC-1 scores are what a second reading makes of them": [
    ...["score-is-what-the-rules-say", "score-has-a-model", "score-is-of-the-model-in-force"],
    ...["score-changes-on-its-day"],
  ],
  "SC-2 explanations add up": ["score-is-the-sum-of-its-explanation"],
  "ST-1 histories are gap-free": [
    ...["stage-history-is-gap-free", "stage-is-last-transition", "every-lead-has-a-live-row"],
  ],
  "ST-2 moves are edges of the table": ["stage-moves-are-legal", "history-names-what-qualified"],
  "ST-3 histories are recorded in order": ["stage-history-is-recorded-in-order"],
  "passes follow the stages": [
    ...["open-pass-is-where-the-lead-is", "milestones-fit-the-stage", "milestones-are-transitions"],
    ...["transitions-are-milestones", "milestones-are-in-order", "passes-are-numbered"],
    ...["opportunities-fit-their-pass", "wake-date-is-of-the-last-pass"],
  ],
  "funnel figures are those of their passes": ["kept-days-are-their-rows", "marked-days-are-added-up"],
  "RT-1 one open assignment": [
    ...["handoff-belongs-to-its-lead", "unique-indexes-are-in-force", "pending-handoff-has-an-open-mql"],
    ...["accepted-handoff-made-an-sal", "handoff-history-ends-in-its-status"],
  ],
  "RT-3 capacity is kept, nobody away or shut out receives": [
    ...[
      "routing-keeps-to-capacity",
      "routing-passes-over-who-is-away",
      "handoffs-go-to-people-who-can-answer",
    ],
  ],
  "RT-5 nothing goes back to who sent it away, nothing belongs to nobody": [
    ...["routing-does-not-go-back", "nothing-belongs-to-a-lost-person"],
  ],
  "SL-3 silence counts once, neither early nor late": [
    ...["handoffs-expire-late-enough", "silence-is-answered-in-time"],
  ],
  "IM-1 counts of imports add up": ["import-counts-add-up"],
  "JB-1 a change has its job": [
    "open-import-has-its-job",
    "open-calibration-has-its-job",
    "outbox-is-delivered",
  ],
  "JB-3 jobs keep their leases and tries": [
    ...["no-job-outlives-its-lease", "no-job-tries-more-often-than-it-may"],
  ],
  "AZ-5 an admin is active": ["some-admin-is-active"],
  "AU-1 the audit only grows, and its chain verifies": [
    ...["append-only-is-guarded", "audit-says-what-was-written", "audit-chain-is-whole"],
    "audit-is-sealed-in-time",
  ],
  "AU-2 one entry for each decision, no secret in any": ["answers-are-in-the-audit", "audit-holds-no-secret"],
  "PV-4 nothing outlives its time": ["expired-access-is-forgotten", "bin-is-emptied"],
  "DT-1 no orphan, no NaN, text in one form, times of this world": [
    ...["nothing-refers-to-a-lost-lead", "constraints-are-in-force", "address-finds-its-lead"],
    ...["text-is-normalised", "names-are-one-line", "times-are-plausible", "numbers-are-finite"],
  ],
};

/** Rows with nothing stored to look at, and why. */
const NOT_APPLICABLE: Readonly<Record<string, string>> = {
  "EV-7 identities form a forest": "Baton stores no anonymous identities and merges no leads yet.",
  "ML-2 one mail for each step": "There are no campaigns; system mail is not sent twice (mail.test.ts).",
  "ML-4 suppressions survive": "There are no campaigns, so nobody is suppressed.",
  "PV-2 manifests name every table":
    "A promise about the schema: removal.test.ts and backup.test.ts compare all tables.",
  "PV-3 consent is never changed": "No consent is stored yet.",
};

/** The rows that are about stored data; the others are about a run and have tests of their own. */
const DATA_ROWS = [
  ...["EV-4", "EV-6", "EV-7", "SC-1", "SC-2", "ST-1", "ST-2", "ST-3", "RT-1", "RT-3", "RT-5", "SL-3", "IM-1"],
  ...["JB-1", "JB-3", "ML-2", "ML-4", "AZ-5", "AU-1", "AU-2", "PV-2", "PV-3", "PV-4", "DT-1"],
];

describe("the rows of what must hold", () => {
  test("name checks of the doctor, and every check stands for a row", () => {
    const named = new Set(Object.values(ROWS).flat());
    expect([...named].sort()).toEqual(checks.map(({ id }) => id).sort());
  });

  test("are all laid down: with checks, or with a reason why there are none", () => {
    const laidDown = [...Object.keys(ROWS), ...Object.keys(NOT_APPLICABLE)].map(
      (row) => /^[A-Z]{2}-\d/.exec(row)?.[0],
    );
    expect(laidDown.filter(Boolean).sort()).toEqual([...DATA_ROWS].sort());
  });
});
