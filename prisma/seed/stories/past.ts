import {
  asks,
  attends,
  compares,
  createsAccount,
  downloads,
  invitesColleague,
  letter,
  pricing,
  reachesLimit,
  registers,
  startsTrial,
  subscribes,
  usesProduct,
  views,
  WEBINARS,
} from "../acts";
import { missedBy, reachedBy } from "../deals";
import { company, Tale } from "../tale";
import { minutesAfter, type Times } from "../times";
import type { World } from "../world";

/** What happened before: one lead for every turn a pass can take. */
export function tellPasts(world: World): void {
  tellThirdTime(world);
  tellNobodyAnswered(world);
  tellProductUse(world);
  tellSlips(world);
  tellEdges(world);
  tellRejections(world);
}

const NEED = { need: { value: "Purchase approvals without e-mail", evidence: "Said so on the first call" } };
const TIMELINE = { timeline: { value: "Live before the next audit", evidence: "Audit date is fixed" } };

const clock =
  ({ at, workday }: Times) =>
  (back: number, time: string) =>
    at(workday(back), time);

/** Sent back twice, came back twice, won. */
function tellThirdTime(world: World): void {
  const at = clock(world.times);
  const { workday, daysAgo } = world.times;
  new Tale(
    world,
    {
      firstName: "Ingrid",
      lastName: "Sandvik",
      title: "Head of Finance",
      channel: "webinar",
      asset: "Webinar registration",
      company: company("Solvik Engineers", "Professional services", "Norway", 370, 52),
    },
    at(78, "09:30"),
  )
    .does(at(78, "09:30"), registers(WEBINARS[0]), subscribes)
    .does(
      at(75, "11:00"),
      attends(WEBINARS[0]),
      pricing,
      asks("demo", "What does month-end look like with you?"),
    )
    .sees(at(75, "11:40"))
    .rejects(at(75, "11:44"), "not-ready", "Wants to understand the market first, no project.")
    .does(at(58, "10:00"), letter(0).opened, letter(0).clicked, pricing)
    .does(at(56, "14:15"), pricing, compares, downloads("checklist"))
    .sees(at(56, "14:50"))
    .ownerLogs(at(56, "14:52"), reachedBy("Project starts as soon as the budget is there."))
    .rejects(at(56, "15:02"), "bad-timing", "Budget is there in six weeks.", daysAgo(44))
    .handsOver(at(30, "09:40"), "ben", "The six weeks are over. She knows us well.")
    .sees(at(30, "10:02"))
    .accepts(at(30, "10:05"), "Third time lucky.")
    .ownerLogs(at(30, "10:20"), reachedBy("Remembered me. Wants to be live before the audit."))
    .learns(at(30, "10:35"), { ...NEED, ...TIMELINE })
    .ownerLogs(at(28, "14:00"), {
      type: "meeting_held",
      initiatedBy: "rep",
      properties: { title: "Demo for four" },
    })
    .moves(at(28, "15:30"), "sal", "sql")
    .moves(at(25, "11:00"), "sql", "opportunity", { amount: 2_480_000n, expectedClose: workday(8) })
    .ownerLogs(at(18, "10:00"), { type: "meeting_held", initiatedBy: "rep", properties: { title: "Offer" } })
    .moves(at(9, "16:20"), "opportunity", "customer", { actualClose: workday(9) })
    .notes(at(9, "16:30"), "ben", "Signed. She asked why it took us three tries: see the two rejections.");
}

/** Expired, returned, accepted by the third rep. */
function tellNobodyAnswered(world: World): void {
  const at = clock(world.times);
  new Tale(
    world,
    {
      firstName: "Tomek",
      lastName: "Wilk",
      title: "Procurement Manager",
      channel: "event",
      asset: "Badge scan",
      company: company("Brzozice Pumps", "Manufacturing", "Poland", 240, 26),
    },
    at(26, "10:00"),
    "tomas",
  )
    .logs(at(26, "10:01"), "tomas", { type: "event_attended", properties: { title: "Supplier day" } })
    .does(at(25, "10:10"), pricing, asks("contact", "We spoke at the supplier day."))
    .handsOver(at(24, "13:00"), "jonas", "Nobody got to this one. Please call today.")
    .sees(at(24, "15:30"))
    .returns(at(24, "15:35"), "Not my region, and I am away tomorrow.")
    .handsOver(at(23, "09:20"), "clara", "Third try. He is patient, let us not test it.")
    .sees(at(23, "09:24"))
    .accepts(at(23, "09:25"), "On it.")
    .ownerLogs(at(23, "09:31"), missedBy("voicemail", "Left my number."))
    .ownerLogs(at(23, "13:40"), reachedBy("Approves 60 orders a day on paper. Very friendly."))
    .learns(at(23, "14:00"), NEED)
    .moves(at(19, "11:00"), "sal", "sql", { qualification: TIMELINE })
    .does(at(7, "10:30"), asks("quote", "Can we get the price for two sites as well?"))
    .notes(at(6, "09:10"), "clara", "Second site makes it interesting. Quote goes out this week.");
}

/** The product spoke first. */
function tellProductUse(world: World): void {
  const at = clock(world.times);
  const { daysAgo } = world.times;
  new Tale(
    world,
    {
      firstName: "Maya",
      lastName: "Sutter",
      title: "VP Operations",
      channel: "organic_search",
      asset: "Trial sign-up",
      company: company("Copperhaven Networks", "Information technology", "United States", 1_200, 190),
    },
    at(34, "15:00"),
  )
    .does(at(34, "15:00"), views("product"), createsAccount, startsTrial)
    .does(at(33, "16:10"), usesProduct("First approval sent"))
    .does(at(32, "17:00"), usesProduct("Approval rule added"), invitesColleague)
    .sees(at(31, "09:02"))
    .accepts(at(31, "09:04"), "Eleven colleagues in three days. Calling.")
    .ownerLogs(at(31, "09:15"), reachedBy("Runs the trial with a whole department already."))
    .does(at(30, "15:20"), usesProduct("Invoice approved"), reachesLimit)
    .learns(at(30, "16:00"), {
      ...NEED,
      budget: { value: "Within the tool budget of IT", evidence: "Named it without being asked" },
    })
    .moves(at(27, "10:10"), "sal", "sql", { qualification: TIMELINE })
    .moves(at(24, "13:00"), "sql", "opportunity", { amount: 6_450_000n, expectedClose: daysAgo(-12) })
    .does(at(4, "18:00"), views("security"), pricing)
    .notes(at(3, "11:00"), "marion", "Legal has the contract. Largest deal this quarter, keep me posted.");
}

/** A slip that was undone, and a mistake that was put right. */
function tellSlips(world: World): void {
  const at = clock(world.times);
  const { daysAgo, workday } = world.times;
  const slip = at(13, "10:22");
  new Tale(
    world,
    {
      firstName: "Bruno",
      lastName: "Ricci",
      title: "Business Analyst",
      channel: "paid_social",
      company: company("Pontello Outfitters", "Retail", "Italy", 22, 2),
    },
    at(13, "09:50"),
  )
    .does(at(13, "09:50"), downloads("handbook"), asks("demo", "For my thesis about approval tools."))
    .sees(at(13, "10:20"))
    .accepts(slip)
    .takesBack(minutesAfter(slip, 0.1))
    .rejects(minutesAfter(slip, 0.6), "no-authority", "Pressed accept by mistake. He writes a thesis.");

  new Tale(
    world,
    {
      firstName: "Grace",
      lastName: "Kemp",
      title: "Finance Director",
      channel: "referral",
      company: company("Rowanfield Assurance", "Insurance", "United Kingdom", 280, 55),
    },
    at(22, "11:00"),
    "ida",
  )
    .does(
      at(22, "14:00"),
      asks("consultation", "We need help with our approval limits before we choose a tool."),
    )
    .sees(at(22, "14:03"))
    .accepts(at(22, "14:04"))
    .ownerLogs(at(22, "14:30"), reachedBy("Consultant asks, the board decides next month."))
    .moves(at(18, "10:00"), "sal", "sql", { qualification: { ...NEED, ...TIMELINE } })
    .moves(at(15, "10:00"), "sql", "opportunity", { amount: 1_900_000n, expectedClose: daysAgo(-30) })
    .moves(
      at(14, "09:30"),
      "opportunity",
      "sql",
      { note: "No offer went out: the deal belongs to Rowanfield Credit." },
      "marion",
    );

  new Tale(
    world,
    {
      firstName: "Lukas",
      lastName: "Jung",
      title: "Head of Finance",
      channel: "organic_search",
      company: company("Tannenhof Tooling", "Manufacturing", "Switzerland", 130, 21),
    },
    at(33, "08:40"),
  )
    .does(at(33, "08:40"), downloads("handbook"))
    .moves(
      at(32, "10:00"),
      "lead",
      "disqualified",
      { reason: "duplicate", note: "Looks like Lukas Jung of Tannenau." },
      "tomas",
    )
    .moves(at(20, "15:00"), "disqualified", "lead", { note: "Two different people. Sorry, Lukas." }, "marion")
    .does(at(11, "09:15"), pricing, downloads("playbook"), letter(1).clicked)
    .notes(at(10, "09:00"), "ida", `Writes from a second address too, see the mail of ${workday(11)}.`);
}

/** Asked again, withdrawn, moved to somebody quicker, and one who only wanted to look. */
function tellEdges(world: World): void {
  const at = clock(world.times);
  new Tale(
    world,
    {
      firstName: "Kasper",
      lastName: "Holm",
      title: "Purchasing Specialist",
      channel: "paid_search",
      company: company("Nordheim Approvals", "Software", "Sweden", 45, 6),
    },
    at(21, "13:00"),
  )
    .does(at(21, "13:00"), pricing, compares, asks("demo", "How do your limits work in detail?"))
    .sees(at(21, "13:20"))
    .rejects(at(21, "13:26"), "competitor", "Builds the same thing two streets from here.")
    .does(at(8, "16:00"), asks("demo", "Hello again, this time from my new mail program."))
    .adjusts(at(7, "09:00"), "ida", -40, "Competitor, whatever he downloads", null);

  new Tale(
    world,
    {
      firstName: "Lucia",
      lastName: "Vidal",
      title: "COO",
      channel: "webinar",
      company: company("Belmar Cargo", "Logistics", "Spain", 330, 41),
    },
    at(16, "10:00"),
  )
    .does(at(16, "10:00"), registers(WEBINARS[1]), downloads("playbook"))
    .does(at(12, "11:00"), attends(WEBINARS[1]), pricing, asks("demo", "Next week would be good."))
    .withdraws(at(12, "12:10"), "Called us: she travels until the end of the month and will write.")
    .notes(at(12, "12:12"), "ida", "Pass on again when she writes. Clara knows her from the webinar.");

  new Tale(
    world,
    {
      firstName: "Yusuf",
      lastName: "Moser",
      title: "Finance Director",
      channel: "organic_search",
      company: company("Steinhof Freight", "Logistics", "Austria", 700, 96),
    },
    at(10, "09:00"),
  )
    .does(at(10, "09:00"), views("checklist"), downloads("playbook"))
    .does(at(8, "09:30"), pricing, downloads("calculator"))
    .handsOver(at(8, "10:00"), "jonas", "Freight, 700 people, wants numbers.")
    .reassigns(at(7, "14:30"), "clara")
    .sees(at(7, "14:34"))
    .accepts(at(7, "14:36"), "Took over from Jonas.")
    .ownerLogs(at(7, "14:50"), reachedBy("Wants a business case with his own figures."))
    .learns(at(7, "15:10"), NEED)
    .adjusts(at(6, "10:00"), "ida", 10, "Sent us his volumes: 900 orders a month", 90)
    .does(at(2, "11:11"), asks("contact", "Did my figures arrive?"));
}

/** One for every reason there is to say no. */
function tellRejections(world: World): void {
  const at = clock(world.times);
  const rejections = [
    [
      "Dana",
      "Frost",
      "Head of Finance",
      "Marlbeck Hosting",
      "not-ready",
      "Collects offers for next year.",
      11,
    ],
    ["Femke", "Maes", "COO", "Berkendam Freight", "bad-timing", "In the middle of a merger.", 17],
    [
      "Hubert",
      "Kolas",
      "Procurement Manager",
      "Lipowa Castings",
      "no-response",
      "Three calls, two mails, nothing.",
      14,
    ],
    [
      "Adele",
      "Perrin",
      "Financial Controller",
      "Fontelle Labs",
      "no-budget",
      "Would buy at half the price.",
      19,
    ],
    [
      "Jonna",
      "Koski",
      "Head of Procurement",
      "Isfors Systems",
      "other-decision-makers",
      "The parent in Japan chooses.",
      27,
    ],
    [
      "Florian",
      "Pohl",
      "Managing Director",
      "Hasel Books",
      "wrong-fit",
      "Two people, nothing to approve.",
      10,
    ],
    ["Wouter", "Zwart", "Finance Director", "Wilgenhoek Savings", "no-need", "Has a tool and likes it.", 29],
    [
      "Alice",
      "Blake",
      "Intern Finance",
      "Dunstow Clinics",
      "no-authority",
      "Was told to collect brochures.",
      16,
    ],
    ["Rui", "Sousa", "CFO", "Serola Partners", "bad-data", "Nobody of this name at the company.", 36],
    [
      "Mikael",
      "Ravn",
      "Business Analyst",
      "Tallborg Software",
      "competitor",
      "Works for a vendor of the same kind.",
      39,
    ],
    [
      "Joel",
      "Abbot",
      "Head of Finance",
      "Ashmere Logistics",
      "duplicate",
      "Same person as a lead of last year.",
      42,
    ],
  ] as const;
  for (const [firstName, lastName, title, employer, reason, note, back] of rejections)
    new Tale(
      world,
      {
        firstName,
        lastName,
        title,
        channel: reason === "wrong-fit" || reason === "no-authority" ? "paid_social" : "organic_search",
        company: company(
          employer,
          "Professional services",
          "United Kingdom",
          reason === "wrong-fit" ? 2 : 120,
          null,
        ),
      },
      at(back + 1, "14:30"),
    )
      .does(at(back + 1, "14:30"), views("home"), downloads("handbook"))
      .does(at(back, "09:40"), pricing, asks("demo", "We would like to see how this works."))
      .sees(at(back, "09:52"))
      .ownerLogs(
        at(back, "09:55"),
        reason === "no-response" || reason === "bad-data" ? missedBy("no-answer") : reachedBy(note),
      )
      .rejects(at(back, "10:15"), reason, note);
}
