import type { Behaviour } from "./behaviour";

/**
 * Where leads come from, and what they are worth there. The differences are the story that the funnel tells: webinars and
 * referrals convert, paid social brings people outside the profile, the trade fair came all at once and was answered late.
 */
export type Channel = {
  key: string;
  source: string;
  campaigns: readonly (string | null)[];
  /** How many of a hundred leads. */
  share: number;
  /** Probabilities that the company fits, and that the person decides. */
  fit: number;
  decider: number;
  behaves: Readonly<Partial<Record<Behaviour, number>>>;
  /** Probabilities of the next step, once it is up to sales. */
  accepted: number;
  confirmed: number;
  proposed: number;
  won: number;
  /** Why sales says no. */
  rejections: Readonly<Record<string, number>>;
};

export const CHANNELS: readonly Channel[] = [
  {
    key: "webinar",
    source: "Webinar",
    campaigns: ["Month-end webinars"],
    share: 14,
    fit: 0.86,
    decider: 0.6,
    behaves: { attendee: 8, browser: 3, evaluator: 1, asker: 1 },
    accepted: 0.9,
    confirmed: 0.88,
    proposed: 0.8,
    won: 0.6,
    rejections: { "bad-timing": 4, "not-ready": 2, "other-decision-makers": 2, "no-budget": 1 },
  },
  {
    key: "referral",
    source: "Customer referral",
    campaigns: [null],
    share: 7,
    fit: 0.92,
    decider: 0.75,
    behaves: { asker: 6, evaluator: 2, browser: 2 },
    accepted: 0.9,
    confirmed: 0.8,
    proposed: 0.75,
    won: 0.55,
    rejections: { "bad-timing": 3, duplicate: 1, "other-decision-makers": 1 },
  },
  {
    key: "organic_search",
    source: "Website",
    campaigns: [null],
    share: 22,
    fit: 0.7,
    decider: 0.45,
    behaves: { browser: 11, reader: 4, evaluator: 3, asker: 3, trialist: 2 },
    accepted: 0.76,
    confirmed: 0.68,
    proposed: 0.66,
    won: 0.42,
    rejections: {
      "not-ready": 4,
      "bad-timing": 3,
      "no-need": 2,
      "wrong-fit": 1,
      "no-budget": 1,
      "no-response": 1,
    },
  },
  {
    key: "paid_search",
    source: "Search ads",
    campaigns: ["Purchase approvals", "Spreadsheet alternative"],
    share: 16,
    fit: 0.62,
    decider: 0.4,
    behaves: { browser: 8, evaluator: 3, asker: 4, trialist: 3 },
    accepted: 0.68,
    confirmed: 0.6,
    proposed: 0.6,
    won: 0.36,
    rejections: { "no-budget": 5, "not-ready": 2, "wrong-fit": 2, "no-authority": 1, competitor: 1 },
  },
  {
    key: "paid_social",
    source: "Social ads",
    campaigns: ["Approvals handbook", "Finance leaders"],
    share: 18,
    fit: 0.42,
    decider: 0.25,
    behaves: { browser: 9, reader: 4, asker: 5, evaluator: 1, outsider: 4 },
    accepted: 0.4,
    confirmed: 0.4,
    proposed: 0.5,
    won: 0.25,
    rejections: { "wrong-fit": 9, "no-authority": 4, "bad-data": 2, "no-need": 2, "not-ready": 1 },
  },
  {
    key: "email",
    source: "Newsletter",
    campaigns: ["Monthly letter"],
    share: 9,
    fit: 0.72,
    decider: 0.45,
    behaves: { browser: 6, reader: 5, evaluator: 2, asker: 2 },
    accepted: 0.7,
    confirmed: 0.64,
    proposed: 0.62,
    won: 0.4,
    rejections: { "not-ready": 4, "bad-timing": 3, "other-decision-makers": 2, "no-response": 1 },
  },
  {
    key: "event",
    source: "Trade fair",
    campaigns: ["Procurement days"],
    share: 9,
    fit: 0.7,
    decider: 0.5,
    behaves: { visitor: 10 },
    accepted: 0.56,
    confirmed: 0.52,
    proposed: 0.6,
    won: 0.35,
    rejections: { "no-response": 5, "not-ready": 3, "bad-timing": 2, "bad-data": 1 },
  },
  {
    key: "direct",
    source: "Website",
    campaigns: [null],
    share: 5,
    fit: 0.66,
    decider: 0.5,
    behaves: { browser: 5, evaluator: 1, asker: 3 },
    accepted: 0.72,
    confirmed: 0.64,
    proposed: 0.64,
    won: 0.42,
    rejections: { "no-need": 2, duplicate: 1, "no-response": 1, "bad-timing": 1 },
  },
];

export const channelOf = (key: string): Channel => {
  const channel = CHANNELS.find((candidate) => candidate.key === key);
  if (!channel) throw new Error(`the sample has no channel ${key}`);
  return channel;
};
