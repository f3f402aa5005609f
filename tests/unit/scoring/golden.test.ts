import { describe, expect, test } from "vitest";
import { scoreLead } from "@/lib/scoring/evaluate";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { BALANCED } from "@/lib/scoring/templates/balanced";
import { addDays } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";

// Twenty leads a marketer and a rep would argue about, under the Balanced model, on one day. Changing a weight of the
// template shows here as a readable difference.

const TODAY = "2026-05-15";
const ZONE = "Europe/Berlin";

/** What happened, how many days ago, and what is told about it. */
type Happened = [type: string, daysAgo: number, properties?: JsonObject];

type Golden = {
  who: string;
  /** Why the numbers are right. */
  argument: string;
  knownForDays?: number;
  facts?: Record<string, Json>;
  did?: Happened[];
  adjusted?: number;
  expected: { score: number; fit: number; engagement: number; grade: string; is: "hot" | "mql" | "lead" };
};

const MID_SIZED = {
  "company.industry": "Manufacturing",
  "company.employees": 120,
  "company.country": "Germany",
};
const LARGE = {
  ...MID_SIZED,
  "company.employees": 900,
  "company.revenue": "12000000000",
  title: "VP Operations",
};
const times = (count: number, ...what: Happened): Happened[] => Array.from({ length: count }, () => what);

const LEADS: Golden[] = [
  {
    who: "Nora, just typed in",
    argument: "nothing is known, nothing happened",
    expected: { score: 0, fit: 0, engagement: 0, grade: "D4", is: "lead" },
  },
  {
    who: "Ines, the right company",
    argument: "industry 10, 120 people 10, Germany 5; who she is alone makes no MQL",
    facts: MID_SIZED,
    expected: { score: 25, fit: 25, engagement: 0, grade: "B4", is: "lead" },
  },
  {
    who: "Viktor, the perfect profile",
    argument: "industry 10, 900 people 15, 120 million 15, Germany 5, a VP 10: A, still cold",
    facts: LARGE,
    expected: { score: 55, fit: 55, engagement: 0, grade: "A4", is: "lead" },
  },
  {
    who: "Ada, asks for a demo today",
    argument: "25 fit and 50 engagement: MQL; hot by her request, not yet by score",
    facts: MID_SIZED,
    did: [["demo_requested", 0]],
    expected: { score: 75, fit: 25, engagement: 50, grade: "B2", is: "mql" },
  },
  {
    who: "Omar, asked 59 days ago and went quiet",
    argument: "a request counts in full for 60 days; 59 quiet days cost 10",
    facts: MID_SIZED,
    did: [["quote_requested", 59]],
    expected: { score: 65, fit: 25, engagement: 40, grade: "B2", is: "mql" },
  },
  {
    who: "Olga, asked 60 days ago and went quiet",
    argument: "the request has expired; two periods of 30 quiet days cost 20",
    facts: MID_SIZED,
    did: [["quote_requested", 60]],
    expected: { score: 5, fit: 25, engagement: -20, grade: "B4", is: "lead" },
  },
  {
    who: "Paul, reads the prices again and again",
    argument: "four pricing views are 60, the high-intent group gives 45 at most",
    facts: MID_SIZED,
    did: times(4, "pricing_viewed", 0),
    expected: { score: 70, fit: 25, engagement: 45, grade: "B2", is: "mql" },
  },
  {
    who: "Petra, read the prices two weeks ago",
    argument: "two views, one half-life: 15 are left",
    facts: MID_SIZED,
    did: times(2, "page_viewed", 14, { path: "/pricing" }),
    expected: { score: 40, fit: 25, engagement: 15, grade: "B3", is: "lead" },
  },
  {
    who: "Karim, compares us with others and downloads the buyer's guide",
    argument: "a comparison page 15, buying content 20: 35 is the line",
    facts: MID_SIZED,
    did: [
      ["page_viewed", 0, { path: "/compare/relay" }],
      ["content_downloaded", 0, { depth: "bofu" }],
    ],
    expected: { score: 60, fit: 25, engagement: 35, grade: "B2", is: "mql" },
  },
  {
    who: "Tom, downloads every beginner's guide",
    argument: "twenty of them are 100 points, their group gives 15: never an MQL on its own",
    facts: LARGE,
    did: times(20, "content_downloaded", 0, { depth: "tofu" }),
    expected: { score: 70, fit: 55, engagement: 15, grade: "A3", is: "lead" },
  },
  {
    who: "Opal, opens every newsletter",
    argument: "thirty opens are 60 points, their group gives 10",
    facts: LARGE,
    did: times(30, "email_opened", 0),
    expected: { score: 65, fit: 55, engagement: 10, grade: "A4", is: "lead" },
  },
  {
    who: "Wanda, webinar and clicks",
    argument: "webinar 15, three clicks 15, newsletter 3, two pages 2: 35 and well fitting",
    facts: LARGE,
    did: [
      ["webinar_attended", 0],
      ...times(3, "email_clicked", 0),
      ["newsletter_subscribed", 0],
      ...times(2, "page_viewed", 0, { path: "/features" }),
    ],
    expected: { score: 90, fit: 55, engagement: 35, grade: "A2", is: "mql" },
  },
  {
    who: "Helena, everything at once",
    argument: "request 50, prices 45, buying content 20: 115 and a fit of 55, the scale ends at 100",
    facts: LARGE,
    did: [
      ["consultation_requested", 0],
      ...times(3, "pricing_viewed", 0),
      ["content_downloaded", 0, { depth: "bofu" }],
    ],
    expected: { score: 100, fit: 55, engagement: 115, grade: "A1", is: "hot" },
  },
  {
    who: "Gil, a student with a free mailbox",
    argument: "−10 for the title, −5 for the mailbox; a demo request is still a request, but he does not fit",
    facts: { title: "Student", email: "gil@gmail.com" },
    did: [["demo_requested", 0]],
    expected: { score: 35, fit: -15, engagement: 50, grade: "D2", is: "lead" },
  },
  {
    who: "Petar, invites his whole team",
    argument: "five invitations, three count: 45; account 5",
    facts: MID_SIZED,
    did: [["account_created", 0], ...times(5, "teammate_invited", 0)],
    expected: { score: 75, fit: 25, engagement: 50, grade: "B2", is: "mql" },
  },
  {
    who: "Lena, uses the product on three days of the week",
    argument: "active use 20 once, trial a month ago 10: warm",
    facts: MID_SIZED,
    did: [["trial_started", 30], ["product_used", 6], ...times(4, "product_used", 3), ["product_used", 0]],
    expected: { score: 55, fit: 25, engagement: 30, grade: "B3", is: "lead" },
  },
  {
    who: "Levi, used the product on two days only",
    argument: "many times on two days are two days: nothing",
    facts: MID_SIZED,
    did: [...times(9, "product_used", 3), ...times(9, "product_used", 0)],
    expected: { score: 25, fit: 25, engagement: 0, grade: "B4", is: "lead" },
  },
  {
    who: "Ulla, asked for a demo and unsubscribed",
    argument: "50 − 25: the request stays, the mails stop",
    facts: MID_SIZED,
    did: [
      ["demo_requested", 1],
      ["unsubscribed", 0],
    ],
    expected: { score: 50, fit: 25, engagement: 25, grade: "B3", is: "lead" },
  },
  {
    who: "Bea, her address bounced and nobody heard of her for 95 days",
    argument:
      "−30 for the bounce, which is no sign of life; −30 for three quiet months; the scale starts at 0",
    knownForDays: 95,
    facts: MID_SIZED,
    did: [["email_bounced", 2, { bounce: "hard" }]],
    expected: { score: 0, fit: 25, engagement: -60, grade: "B4", is: "lead" },
  },
  {
    who: "Rosa's old friend",
    argument: "a rep added 20 by hand: the grade stays the machine's",
    facts: MID_SIZED,
    did: [["webinar_attended", 0]],
    adjusted: 20,
    expected: { score: 60, fit: 25, engagement: 15, grade: "B3", is: "lead" },
  },
];

function subjectOf({ knownForDays = 0, facts = {}, did = [], adjusted }: Golden): ScoreSubject {
  const noon = (daysAgo: number) => new Date(`${addDays(TODAY, -daysAgo)}T10:00:00Z`);
  const createdAt = noon(knownForDays);
  return {
    leadId: "lead",
    createdAt,
    attributes: Object.entries(facts).map(([field, value]) => ({ field, value, at: createdAt })),
    activities: did
      .map(
        ([type, daysAgo, properties = {}], index): ScoredActivity => ({
          id: `a${String(index).padStart(3, "0")}`,
          type,
          occurredAt: noon(daysAgo),
          trust: "human",
          channel: null,
          campaign: null,
          initiatedBy: null,
          properties,
        }),
      )
      .sort((a, b) => Number(a.occurredAt) - Number(b.occurredAt)),
    adjustments:
      adjusted === undefined
        ? []
        : [{ id: "j", points: adjusted, reason: "known for years", startsOn: TODAY, expiresOn: null }],
  };
}

describe("the golden table", () => {
  test.each(LEADS)("$who: $argument", (golden) => {
    const { total, fit, engagement, grade, meetsMql, isHot } = scoreLead(
      subjectOf(golden),
      BALANCED,
      TODAY,
      ZONE,
      "EUR",
    );
    const is = isHot ? "hot" : meetsMql ? "mql" : "lead";
    expect({ score: total, fit, engagement, grade, is }).toEqual(golden.expected);
  });

  test("has twenty leads", () => {
    expect(LEADS).toHaveLength(20);
  });
});
