import { TARGET_INDUSTRIES } from "@/lib/conditions/starting-lists";
import type { ScoringModelDocument } from "../model";
import {
  COMPANY_FIT_RULES,
  HIGH_INTENT_PAGE,
  ORDINARY_PAGE,
  QUALIFIED_WITH_FIT,
  RANGE,
  SERVED_COUNTRIES,
} from "./shared";

/** Who the company is and what the person does, without ageing. */
export const FIT_AND_BEHAVIOUR: ScoringModelDocument = {
  name: "Fit and behaviour",
  range: RANGE,
  ...QUALIFIED_WITH_FIT,
  lists: [TARGET_INDUSTRIES, SERVED_COUNTRIES],
  groups: [
    { id: "company", label: "Company", kind: "fit" },
    { id: "website", label: "Website", kind: "engagement" },
    { id: "content", label: "Content", kind: "engagement" },
    { id: "requests", label: "Requests", kind: "engagement" },
    { id: "e-mail", label: "E-mail", kind: "engagement" },
  ],
  rules: [
    ...COMPANY_FIT_RULES,
    {
      kind: "engagement",
      id: "page",
      label: "Visited the website",
      group: "website",
      activity: { types: ["page_viewed"], where: ORDINARY_PAGE },
      points: 1,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "high-intent-page",
      label: "Viewed pricing or a comparison",
      group: "website",
      activity: { types: ["pricing_viewed", "page_viewed"], where: HIGH_INTENT_PAGE },
      points: 3,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "content",
      label: "Downloaded content",
      group: "content",
      activity: { types: ["content_downloaded"] },
      points: 5,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "demo",
      label: "Asked for a demo",
      group: "requests",
      activity: { types: ["demo_requested"] },
      points: 20,
      decay: { kind: "none" },
      trigger: "hand-raise",
    },
    {
      kind: "engagement",
      id: "e-mail-opened",
      label: "Opened an e-mail",
      group: "e-mail",
      activity: { types: ["email_opened"] },
      points: 2,
      decay: { kind: "none" },
    },
    {
      kind: "engagement",
      id: "e-mail-clicked",
      label: "Clicked in or replied to an e-mail",
      group: "e-mail",
      activity: { types: ["email_clicked", "email_replied"] },
      points: 5,
      decay: { kind: "none" },
    },
  ],
};
