import { inCurrency } from "@/lib/conditions/currency";
import { TARGET_INDUSTRIES } from "@/lib/conditions/starting-lists";
import type { BuyerProfileDocument } from "./profile";

// The profiles every workspace starts with. Data, like the templates of the scoring model: people make them theirs.

/** In hundredths of a whole unit of money. */
const MILLION = 100_000_000;

const COMPANY_ADDRESS: BuyerProfileDocument["aspects"][number] = {
  id: "company-address",
  area: "demographics",
  label: "Writes from a company’s address",
  when: { not: { field: "email", op: "matches", list: "free-mail" } },
};

const DECISION_MAKER: BuyerProfileDocument = {
  name: "Decision maker in our market",
  summary:
    "Runs a company or a department of one in an industry we know, and can say yes to a purchase of this size.",
  portrait: {
    demographics: "Signs or prepares the decision. Assistants and students are welcome, but they do not buy.",
    firmographics:
      "From fifty people on there is a process to improve and a budget for it. Smaller ones often do without.",
    "value-driver": "Fewer mistakes and less waiting; numbers that stand up to questions.",
    "decision-stage": "Has named the problem and asks what others do about it. Compares two or three ways.",
    interests: "Stories of companies like theirs, what it costs, how long it takes.",
  },
  lists: [
    TARGET_INDUSTRIES,
    {
      id: "decision-makers",
      label: "decision makers’ titles",
      kind: "words",
      entries: [
        ...["chief", "ceo", "cfo", "cio", "cmo", "coo", "cro", "cto", "founder", "owner", "partner"],
        ...["president", "vp", "svp", "evp", "director", "head of", "general manager"],
      ],
    },
  ],
  aspects: [
    {
      id: "title",
      area: "demographics",
      label: "Decides, or prepares the decision",
      when: { field: "title", op: "matches", list: "decision-makers" },
      essential: true,
    },
    COMPANY_ADDRESS,
    {
      id: "industry",
      area: "firmographics",
      label: "In an industry we know",
      when: { field: "company.industry", op: "matches", list: "target-industries" },
      essential: true,
    },
    {
      id: "size",
      area: "firmographics",
      label: "Fifty people or more",
      when: { field: "company.employees", op: "at-least", value: 50 },
    },
    {
      id: "revenue",
      area: "firmographics",
      label: "Ten million a year or more",
      when: { field: "company.revenue", op: "at-least", value: 10 * MILLION },
    },
    {
      id: "compares",
      area: "decision-stage",
      label: "Looked at prices or a comparison lately",
      when: {
        any: [
          { did: { types: ["pricing_viewed"], trust: "human" }, lastWithinDays: 90 },
          {
            did: {
              types: ["page_viewed"],
              trust: "human",
              where: {
                any: [
                  { field: "property.path", op: "path-like", value: "/pricing*" },
                  { field: "property.path", op: "path-like", value: "/compare*" },
                ],
              },
            },
            lastWithinDays: 90,
          },
        ],
      },
    },
    {
      id: "buying-content",
      area: "interests",
      label: "Used content for buyers",
      when: {
        did: {
          types: ["content_downloaded"],
          where: { field: "property.depth", op: "is", value: "bofu" },
        },
        atLeast: 1,
        inDays: 180,
      },
    },
  ],
};

const FINANCE_LEADER: BuyerProfileDocument = {
  name: "Finance or procurement leader",
  summary: "Answers for spending at a company of a hundred people or more, and has an auditor who asks.",
  portrait: {
    demographics:
      "Leads finance, accounting or procurement. Close to the numbers and to the people who spend.",
    firmographics: "Several sites or departments that order for themselves.",
    "value-driver": "A trail that auditors accept, a month-end that takes days less, no payment made twice.",
    "decision-stage": "Often after an audit or a change of the ERP; wants to be live before the next one.",
    interests: "Integration with the ERP, approval limits, audit trails.",
  },
  lists: [
    {
      id: "finance-titles",
      label: "finance and procurement titles",
      kind: "words",
      entries: ["finance", "cfo", "controller", "controlling", "accounting", "procurement", "purchasing"],
    },
    {
      id: "senior-titles",
      label: "titles that lead",
      kind: "words",
      entries: ["cfo", "chief", "head", "director", "vp", "manager", "lead", "controller"],
    },
  ],
  aspects: [
    {
      id: "field",
      area: "demographics",
      label: "Works in finance or procurement",
      when: { field: "title", op: "matches", list: "finance-titles" },
      essential: true,
    },
    {
      id: "leads",
      area: "demographics",
      label: "Leads a team",
      when: { field: "title", op: "matches", list: "senior-titles" },
      essential: true,
    },
    COMPANY_ADDRESS,
    {
      id: "size",
      area: "firmographics",
      label: "A hundred people or more",
      when: { field: "company.employees", op: "at-least", value: 100 },
      essential: true,
    },
  ],
};

const GROWING_SOFTWARE: BuyerProfileDocument = {
  name: "Growing software company",
  summary: "A young technology company that has outgrown its spreadsheets and still decides in a week.",
  portrait: {
    demographics: "A founder, or the first head of a department.",
    firmographics: "Ten to two hundred and fifty people, growing, few rules so far.",
    "value-driver": "Time: nothing to install, working tomorrow.",
    "decision-stage": "Tries before talking. Talks when a limit is reached.",
    interests: "The product itself, integrations, the price of the next step.",
  },
  lists: [
    {
      id: "technology",
      label: "technology industries",
      kind: "values",
      entries: ["Software", "Information technology", "Internet", "SaaS", "Technology"],
    },
    {
      id: "founders-and-heads",
      label: "founders’ and heads’ titles",
      kind: "words",
      entries: ["founder", "ceo", "cto", "coo", "head of", "vp", "owner", "managing director"],
    },
  ],
  aspects: [
    {
      id: "title",
      area: "demographics",
      label: "Founder or head",
      when: { field: "title", op: "matches", list: "founders-and-heads" },
    },
    {
      id: "industry",
      area: "firmographics",
      label: "Makes or runs technology",
      when: { field: "company.industry", op: "matches", list: "technology" },
      essential: true,
    },
    {
      id: "size",
      area: "firmographics",
      label: "10 to 250 people",
      when: { field: "company.employees", op: "between", from: 10, to: 250 },
      essential: true,
    },
    {
      id: "tries",
      area: "decision-stage",
      label: "Tries the product",
      when: { did: { types: ["trial_started", "account_created", "product_used"] }, atLeast: 1, inDays: 60 },
    },
  ],
};

/** By their ids, which rules of the templates cite. */
export const STARTING_PROFILES: Readonly<Record<string, BuyerProfileDocument>> = {
  "decision-maker": DECISION_MAKER,
  "finance-leader": FINANCE_LEADER,
  "growing-software-company": GROWING_SOFTWARE,
};

/** The profiles every workspace starts with, by id, for a workspace of this currency. Throws RangeError for an unknown one. */
export const startingProfiles = (currency: string): [id: string, document: BuyerProfileDocument][] =>
  Object.entries(STARTING_PROFILES).map(([id, document]) => [
    id,
    {
      ...document,
      aspects: document.aspects.map((aspect) => ({ ...aspect, when: inCurrency(aspect.when, currency) })),
    },
  ]);
