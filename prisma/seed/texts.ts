// What people of the sample write and say.

export const QUESTIONS = {
  demo: [
    "Could you show us approvals by amount? Our limits differ by site.",
    "We would like to see how this works beside our ERP.",
    "A demo for four people, please: finance and procurement.",
    "How do approvals work on the phone?",
  ],
  contact: [
    "Please call me about a rollout in three countries.",
    "Who is your contact for our region?",
    "We spoke at your stand. When can we continue?",
  ],
  quote: ["A quote for 80 users, please.", "What would 15 approvers and 200 requesters cost?"],
  consultation: ["We need help with our approval limits before we choose a tool."],
} as const;

/** What marketing writes when it passes a warm lead on. */
export const OFFERS = [
  "Read the ERP guide twice and looked at prices. Worth a call this week.",
  "Keeps coming back to the pricing page. Has not asked yet.",
  "Their colleague is a customer at another site. Mention the port story.",
  "Knows the product well, no questions left but the price.",
] as const;

export const OFFERS_AGAIN = [
  "Nobody got to this one last time. Still reading, please call today.",
  "Second try: the timing looks better now.",
  "Back from expiry. The question in the form is still open.",
] as const;

export const ACCEPTED = [
  "Right size, right problem. Calling now.",
  "Knows what they want. Setting up a demo.",
  "Already a user in one subsidiary.",
  "Wants to be live before their audit.",
] as const;

/** What sales adds to a reason. */
export const REJECTED: Readonly<Record<string, readonly string[]>> = {
  "not-ready": ["Collecting information for next year.", "Has read everything, has no project."],
  "bad-timing": [
    "In the middle of an ERP change. Ask again when that is done.",
    "Budget round closes next quarter.",
  ],
  "no-response": ["Three calls, two mails, nothing.", "Number rings, nobody answers."],
  "no-budget": ["Would buy at half the price.", "No budget for a new tool this year."],
  "other-decision-makers": ["Their head office chooses the tools.", "The parent company decides."],
  "wrong-fit": ["Two people in the office, nothing to approve.", "Sells to consumers, no purchase orders."],
  "no-need": ["The accountant does it all.", "Has a tool and likes it."],
  "no-authority": ["Writes a thesis about us.", "Intern who was told to collect brochures."],
  "bad-data": ["Wrong number, mail bounces.", "Nobody of this name at the company."],
  competitor: ["Works for a vendor of the same kind."],
  duplicate: ["Same person as their private address."],
};

export const RETURNED = [
  "Not my region.",
  "I know them from my last job, somebody else should call.",
] as const;

export const CALL_NOTES = [
  "Approves 300 purchase orders a month by e-mail. Loses two or three.",
  "Month-end takes eight days, wants four.",
  "Auditors asked who signed what. Nobody could tell.",
  "Happy with the spreadsheet until last week: a duplicate payment.",
  "Wants approvals on the phone for people on site.",
] as const;

export const VOICEMAILS = [
  "Left a message with my number.",
  "Assistant says: try tomorrow after ten.",
] as const;

export const NEEDS = [
  ["Purchase approvals without e-mail", "Said so on the first call"],
  ["A trail that auditors accept", "Finding of the last audit"],
  ["Approve on the phone, on site", "Showed me their paper forms"],
  ["One set of limits for four sites", "Sent their limits as a spreadsheet"],
] as const;

export const TIMELINES = [
  ["Live before the next audit", "Audit date is fixed"],
  ["This quarter", "Project is approved"],
  ["Pilot next month, rollout after", "Wants a pilot with one site first"],
] as const;

export const BUDGETS = [
  ["Within the tool budget of finance", "Head of finance confirmed"],
  ["Up to 20,000 a year", "Named it without being asked"],
] as const;

export const AUTHORITIES = [
  ["Decides with the CFO", "CFO joins the demo"],
  ["Signs alone up to 25,000", null],
] as const;

export const LOST = [
  "Chose to extend what they have.",
  "Lost on price in the last round.",
  "Project stopped by the new owner.",
] as const;
