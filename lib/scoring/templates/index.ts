import { inCurrency } from "@/lib/conditions/currency";
import type { ScoringModelDocument } from "../model";
import { BALANCED } from "./balanced";
import { CONTENT_PROGRAMME } from "./content-programme";
import { FIT_AND_BEHAVIOUR } from "./fit-and-behaviour";
import { SIMPLE } from "./simple";

export const TEMPLATE_KEYS = ["balanced", "simple", "fit-and-behaviour", "content-programme"] as const;

export type TemplateKey = (typeof TEMPLATE_KEYS)[number];

export const DEFAULT_TEMPLATE: TemplateKey = "balanced";

/** What a new workspace may start from; set-up shows the label and the description. */
export const TEMPLATES: Record<
  TemplateKey,
  { label: string; description: string; document: ScoringModelDocument }
> = {
  balanced: {
    label: "Balanced",
    description:
      "Fit and engagement, points that age, groups that are capped. The best start for most teams.",
    document: BALANCED,
  },
  simple: {
    label: "Simple",
    description: "Four behaviours, nothing ages. Easy to explain on one slide.",
    document: SIMPLE,
  },
  "fit-and-behaviour": {
    label: "Fit and behaviour",
    description: "Who the company is and what the person does, without ageing.",
    document: FIT_AND_BEHAVIOUR,
  },
  "content-programme": {
    label: "Content programme",
    description: "For publishers and communities: reading, subscribing, buying.",
    document: CONTENT_PROGRAMME,
  },
};

/** The document of a template for a workspace of this currency. Throws RangeError for an unknown currency. */
export function templateIn(key: TemplateKey, currency: string): ScoringModelDocument {
  const { document } = TEMPLATES[key];
  return {
    ...document,
    rules: document.rules.map((rule) =>
      rule.kind === "fit" ? { ...rule, when: inCurrency(rule.when, currency) } : rule,
    ),
  };
}
