import type { ActivityType } from "./activity";

type Entry = [key: string, label: string, marks?: { explicit?: true; handRaise?: true; contact?: true }];

const category = (name: string, entries: readonly Entry[]) =>
  entries.map(([key, label, marks]) => ({
    key,
    label,
    category: name,
    explicit: marks?.explicit ?? false,
    handRaise: marks?.handRaise ?? false,
    contact: marks?.contact ?? false,
  }));

/** The types every workspace starts with. Explicit = told by the lead; the others are observed. */
export const DEFAULT_ACTIVITY_TYPES: readonly ActivityType[] = [
  ...category("Requests", [
    ["demo_requested", "Asked for a demo", { explicit: true, handRaise: true }],
    ["contact_requested", "Asked to be contacted", { explicit: true, handRaise: true }],
    ["quote_requested", "Asked for a quote", { explicit: true, handRaise: true }],
    ["consultation_requested", "Asked for a consultation", { explicit: true, handRaise: true }],
  ]),
  ...category("Website", [
    ["page_viewed", "Viewed a page"],
    ["pricing_viewed", "Viewed pricing"],
    ["form_submitted", "Submitted a form", { explicit: true }],
    ["content_downloaded", "Downloaded content", { explicit: true }],
    ["quiz_completed", "Completed a quiz", { explicit: true }],
    ["configurator_used", "Used the configurator", { explicit: true }],
    ["ad_clicked", "Clicked an ad"],
  ]),
  ...category("E-mail", [
    ["email_sent", "E-mail sent", { contact: true }],
    ["email_delivered", "E-mail delivered"],
    ["email_opened", "Opened an e-mail"],
    ["email_clicked", "Clicked in an e-mail"],
    ["email_replied", "Replied to an e-mail", { explicit: true }],
    ["email_bounced", "E-mail bounced"],
    ["unsubscribed", "Unsubscribed", { explicit: true }],
  ]),
  ...category("Subscriptions", [
    ["newsletter_subscribed", "Subscribed to the newsletter", { explicit: true }],
    ["blog_subscribed", "Subscribed to the blog", { explicit: true }],
    ["email_course_subscribed", "Joined an e-mail course", { explicit: true }],
  ]),
  ...category("Events", [
    ["webinar_registered", "Registered for a webinar", { explicit: true }],
    ["webinar_attended", "Attended a webinar"],
    ["event_attended", "Attended an event"],
  ]),
  ...category("Product", [
    ["trial_started", "Started a trial", { explicit: true }],
    ["account_created", "Created an account", { explicit: true }],
    ["product_used", "Used the product"],
    ["plan_limit_reached", "Reached a plan limit"],
    ["teammate_invited", "Invited a team mate", { explicit: true }],
    ["purchased", "Purchased", { explicit: true }],
  ]),
  ...category("Sales", [
    ["call_made", "Called", { contact: true }],
    ["call_received", "Called us", { explicit: true }],
    ["meeting_booked", "Booked a meeting", { explicit: true }],
    ["meeting_held", "Met", { contact: true }],
    ["meeting_missed", "Missed a meeting"],
    ["visited_in_person", "Visited in person", { contact: true }],
    ["direct_message", "Direct message", { contact: true }],
  ]),
  ...category("Community", [
    ["social_engaged", "Engaged on social media"],
    ["community_engaged", "Took part in the community"],
    ["referral_made", "Referred somebody", { explicit: true }],
  ]),
  ...category("Other", [
    ["note_added", "Note"],
    ["custom", "Other activity"],
  ]),
].map((type, index) => ({ ...type, active: true, position: index + 1 }));
