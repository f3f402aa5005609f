import {
  asks,
  attends,
  compares,
  createsAccount,
  downloads,
  letter,
  pricing,
  registers,
  startsTrial,
  subscribes,
  usesProduct,
  views,
  WEBINARS,
} from "../acts";
import { company, Tale } from "../tale";
import { minutesAfter } from "../times";
import type { World } from "../world";

/** What waits for sales when the sample is opened: just come, due soon, and late. Answers three leads worth watching. */
export function tellFronts(world: World): Tale[] {
  const asked = tellJustCome(world);
  const passedOn = tellPassedOn(world);
  tellLate(world);
  return [asked, ...passedOn.slice(0, 2)];
}

function tellJustCome(world: World): Tale {
  const { times } = world;
  const [month] = WEBINARS;
  const hanna = new Tale(
    world,
    {
      firstName: "Hanna",
      lastName: "Brandt",
      title: "Finance Director",
      channel: "webinar",
      asset: "Webinar registration",
      phone: "+1 415 555 0117",
      company: company("Hafenwerk Castings", "Manufacturing", "Germany", 420, 61),
    },
    times.at(times.workday(9), "16:20"),
  )
    .does(times.at(times.workday(9), "16:20"), registers(month), subscribes)
    .does(times.at(times.workday(5), "11:00"), attends(month))
    .does(times.at(times.workday(3), "09:42"), views("integrations"), pricing, downloads("erp"))
    .does(times.ago(9), pricing, views("customers"))
    .does(
      times.ago(1.5),
      asks(
        "demo",
        "Could you show us approvals by amount? We are four at the table, tomorrow would be good.",
      ),
    );

  new Tale(
    world,
    {
      firstName: "Marcus",
      lastName: "Ellery",
      title: "VP Operations",
      channel: "organic_search",
      company: company("Northmere Freight", "Logistics", "United Kingdom", 900, 140),
    },
    times.at(times.workday(4), "10:05"),
  )
    .does(times.at(times.workday(4), "10:05"), views("checklist"), downloads("playbook"))
    .does(times.at(times.workday(1), "14:31"), views("product"), pricing, downloads("calculator"))
    .does(times.ago(12), views("home"), pricing)
    .does(times.ago(6), pricing, compares);

  new Tale(
    world,
    {
      firstName: "Sanne",
      lastName: "Verbeek",
      title: "Head of Procurement",
      channel: "paid_search",
      asset: "Trial sign-up",
      company: company("Duinoord Diagnostics", "Healthcare", "Netherlands", 260, 38),
    },
    minutesAfter(times.now, -4 * 1_440),
  )
    .does(minutesAfter(times.now, -4 * 1_440), views("product"), createsAccount, startsTrial)
    .does(minutesAfter(times.now, -3 * 1_440), usesProduct("First approval sent"))
    .does(minutesAfter(times.now, -1_440), usesProduct("Approval rule added"))
    .does(times.ago(3), usesProduct("Invoice approved"));
  return hanna;
}

/** What marketing passed on in the last office hours: four of them to answer. */
function tellPassedOn(world: World): Tale[] {
  const { times } = world;
  const [, approvals] = WEBINARS;
  const earlier = times.workday(6);
  const owen = new Tale(
    world,
    {
      firstName: "Owen",
      lastName: "Pryce",
      title: "CFO",
      channel: "referral",
      company: company("Tarnwick Clinics", "Healthcare", "United Kingdom", 610, 74),
    },
    times.at(earlier, "09:10"),
    "ida",
  )
    .notes(
      times.at(earlier, "09:14"),
      "ida",
      "Sent by the finance lead of Larkfield, who has used us for a year.",
    )
    .does(times.at(times.workday(4), "20:15"), views("customers"), views("security"), downloads("erp"))
    .does(times.at(times.workday(2), "08:50"), pricing, downloads("checklist"), letter(1).opened)
    .handsOver(
      times.officeAgo(60),
      "clara",
      "Referred by Larkfield. Their audit comes soon, call before the week is over.",
    )
    .sees(times.officeAgo(35));

  const giulia = new Tale(
    world,
    {
      firstName: "Giulia",
      lastName: "Ferri",
      title: "Head of Finance",
      channel: "webinar",
      asset: "Webinar registration",
      company: company("Valmora Leasing", "Financial services", "Italy", 180, 22),
    },
    times.at(times.workday(12), "12:00"),
  )
    .does(times.at(times.workday(12), "12:00"), registers(approvals))
    .does(times.at(times.workday(8), "11:00"), attends(approvals), downloads("playbook"))
    .does(times.at(times.workday(2), "17:20"), pricing, letter(0).clicked)
    .handsOver(times.officeAgo(100), "ben", "Asked two questions in the webinar, both about limits by site.");

  new Tale(
    world,
    {
      firstName: "Anders",
      lastName: "Falck",
      title: "COO",
      channel: "email",
      company: company("Strandvik Systems", "Software", "Denmark", 1_900, 260),
    },
    times.at(times.workday(20), "08:30"),
  )
    .does(times.at(times.workday(20), "08:30"), subscribes, downloads("benchmark"))
    .does(times.at(times.workday(5), "09:05"), letter(2).opened, letter(2).clicked, views("security"))
    .does(times.at(times.workday(2), "10:40"), pricing, compares, downloads("playbook"))
    .handsOver(times.officeAgo(140), "priya", "1,900 people and four ERPs. Big, and careful about security.");

  new Tale(
    world,
    {
      firstName: "Katrin",
      lastName: "Lorenz",
      title: "Finance Director",
      channel: "organic_search",
      company: company("Eichenhof Mutual", "Insurance", "Germany", 340, 88),
    },
    times.at(times.workday(11), "13:15"),
  )
    .does(times.at(times.workday(11), "13:15"), views("limits"), downloads("handbook"))
    .does(times.at(times.workday(3), "16:00"), views("product"), pricing, downloads("erp"))
    .does(times.at(times.workday(2), "09:30"), pricing, letter(1).opened)
    .handsOver(
      times.officeAgo(185),
      "jonas",
      "Has a paper process with three signatures. Ask about their works council.",
    );
  return [owen, giulia];
}

function tellLate(world: World): void {
  const { times } = world;
  new Tale(
    world,
    {
      firstName: "Liam",
      lastName: "Carver",
      title: "Procurement Manager",
      channel: "paid_search",
      asset: "Contact form",
      company: company("Fennstow Tooling", "Manufacturing", "Ireland", 85, 9),
    },
    times.ago(52),
  )
    .does(times.ago(52), views("home"), pricing)
    .does(times.ago(35), asks("contact", "Please call me, we lose orders between two sites."));

  new Tale(
    world,
    {
      firstName: "Elena",
      lastName: "Torres",
      title: "CFO",
      channel: "referral",
      asset: "Contact form",
      phone: "+1 646 555 0142",
      company: company("Miravega Hosting", "Information technology", "Spain", 140, 17),
    },
    times.ago(6 * 60),
  )
    .does(times.ago(6 * 60), views("customers"))
    .does(
      times.ago(4 * 60),
      pricing,
      asks("quote", "A quote for 40 approvers, please. We want to sign this quarter."),
    )
    .sees(times.ago(3.4 * 60));

  new Tale(
    world,
    {
      firstName: "Joris",
      lastName: "Dekker",
      title: "Head of Finance",
      channel: "organic_search",
      company: company("Havendam Warehousing", "Logistics", "Netherlands", 230, 31),
    },
    times.ago(3 * 1_440),
  )
    .does(times.ago(3 * 1_440), views("checklist"), downloads("calculator"))
    .does(times.ago(11 * 60), pricing, pricing, compares);

  // Three hours from here the policy takes it back.
  new Tale(
    world,
    {
      firstName: "Femi",
      lastName: "Hale",
      title: "Operations Manager",
      channel: "email",
      asset: "Contact form",
      company: company("Quillgate Engineers", "Professional services", "United Kingdom", 64, 8),
    },
    times.ago(30 * 60),
  )
    .does(times.ago(30 * 60), subscribes, views("mobile"))
    .does(times.ago(21 * 60), asks("demo", "Can people on site approve without a laptop?"));
}
