import type { JsonObject } from "@/lib/shared/json";
import type { Initiator, Trust } from "@/lib/tracking/activity";

/** Something a lead does, or that is done to it. */
export type Act = {
  type: string;
  properties?: JsonObject;
  campaign?: string;
  trust?: Trust;
  initiatedBy?: Initiator;
};

// The sample's company sells software that gets purchases approved.

export const PAGES = {
  home: { path: "/", title: "Home" },
  product: { path: "/product/approvals", title: "Approvals" },
  mobile: { path: "/product/mobile", title: "Approve on the phone" },
  integrations: { path: "/integrations/erp", title: "ERP integrations" },
  security: { path: "/security", title: "Security" },
  customers: { path: "/customers/port-authority", title: "A port authority closes in three days" },
  checklist: { path: "/blog/month-end-checklist", title: "The month-end checklist" },
  limits: { path: "/blog/approval-limits", title: "Who may sign what" },
} as const;

export type PageKey = keyof typeof PAGES;

export const views = (page: PageKey): Act => ({ type: "page_viewed", properties: PAGES[page] });

export const pricing: Act = { type: "pricing_viewed", properties: { path: "/pricing" } };

export const compares: Act = {
  type: "page_viewed",
  properties: { path: "/compare/spreadsheets", title: "Compared with spreadsheets" },
};

const DOCUMENTS = {
  handbook: { title: "The approvals handbook", depth: "tofu" },
  benchmark: { title: "Month-end benchmark", depth: "tofu" },
  playbook: { title: "Playbook: from e-mail to approvals", depth: "mofu" },
  erp: { title: "Guide: approvals beside your ERP", depth: "mofu" },
  calculator: { title: "Savings calculator", depth: "bofu" },
  checklist: { title: "Buyer's checklist", depth: "bofu" },
} as const;

export type DocumentKey = keyof typeof DOCUMENTS;

export const downloads = (key: DocumentKey): Act => ({
  type: "content_downloaded",
  properties: DOCUMENTS[key],
});

export const documentTitle = (key: DocumentKey): string => DOCUMENTS[key].title;

const LETTERS = [
  "Five signs of an approval jam",
  "What auditors ask first",
  "Approvals on the phone",
  "Limits that work",
];

/** The nth letter that marketing sends, and what may come of it. */
export const letter = (nth: number) => {
  const properties = { subject: LETTERS[nth % LETTERS.length]! };
  return {
    sent: { type: "email_sent", properties, trust: "automatic", initiatedBy: "marketing" },
    opened: { type: "email_opened", properties },
    /** Opened by a mail scanner, not by a person. */
    prefetched: { type: "email_opened", properties, trust: "suspect" },
    clicked: { type: "email_clicked", properties },
    bounced: { type: "email_bounced", properties: { ...properties, bounce: "hard" }, trust: "automatic" },
  } satisfies Record<string, Act>;
};

export const unsubscribes: Act = { type: "unsubscribed" };
export const subscribes: Act = { type: "newsletter_subscribed" };

export const WEBINARS = ["Month-end in three days", "Approvals without e-mail"] as const;
export const registers = (title: string): Act => ({ type: "webinar_registered", properties: { title } });
export const attends = (title: string): Act => ({ type: "webinar_attended", properties: { title } });

export const asks = (what: "demo" | "quote" | "contact" | "consultation", text: string): Act => ({
  type: `${what}_requested`,
  properties: { form: `${what} form`, text },
  initiatedBy: "lead",
});

export const startsTrial: Act = { type: "trial_started", properties: { plan: "Team" } };
export const createsAccount: Act = { type: "account_created" };
export const usesProduct = (name: string): Act => ({ type: "product_used", properties: { name } });
export const invitesColleague: Act = { type: "teammate_invited" };
export const reachesLimit: Act = { type: "plan_limit_reached", properties: { name: "25 approvals a month" } };
