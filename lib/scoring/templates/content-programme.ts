import type { EngagementRule, ScoringModelDocument } from "../model";
import { QUALIFIED_BY_ENGAGEMENT, RANGE } from "./shared";

const once = (id: string, label: string, type: string, points: number): EngagementRule => ({
  kind: "engagement",
  id,
  label,
  group: "programme",
  activity: { types: [type] },
  points,
  decay: { kind: "none" },
});

/** For publishers and communities: what people read, subscribe to and buy. */
export const CONTENT_PROGRAMME: ScoringModelDocument = {
  name: "Content programme",
  range: RANGE,
  ...QUALIFIED_BY_ENGAGEMENT,
  lists: [],
  groups: [{ id: "programme", label: "Programme", kind: "engagement" }],
  rules: [
    once("document", "Downloaded a document", "content_downloaded", 5),
    once("account", "Created an account", "account_created", 5),
    once("blog", "Subscribed to the blog", "blog_subscribed", 7),
    once("newsletter", "Subscribed to the newsletter", "newsletter_subscribed", 3),
    once("e-mail-course", "Joined an e-mail course", "email_course_subscribed", 5),
    once("purchase", "Purchased", "purchased", 35),
  ],
};
