import { asks, attends, downloads, letter, pricing, registers, subscribes, views, WEBINARS } from "../acts";
import { reachedBy } from "../deals";
import { company, Tale } from "../tale";
import type { World } from "../world";

/** What waits with marketing: warm MQLs, requests without an address, and leads that wake in the next days. */
export function tellQueues(world: World): void {
  tellWarm(world);
  tellMissing(world);
  tellWaking(world);
}

function tellWarm(world: World): void {
  const { times } = world;
  const [month] = WEBINARS;
  new Tale(
    world,
    {
      firstName: "Nora",
      lastName: "Dahl",
      title: "Head of Procurement",
      channel: "webinar",
      asset: "Webinar registration",
      company: company("Fjellstrom Components", "Manufacturing", "Norway", 310, 45),
    },
    times.at(times.workday(10), "10:00"),
  )
    .does(times.at(times.workday(10), "10:00"), registers(month), subscribes)
    .does(times.at(times.workday(5), "11:00"), attends(month))
    .does(times.at(times.workday(2), "13:40"), pricing, downloads("playbook"), letter(0).clicked);

  new Tale(
    world,
    {
      firstName: "Paula",
      lastName: "Navas",
      title: "Financial Controller",
      channel: "organic_search",
      company: company("Clairmar Logistics", "Logistics", "Spain", 120, 14),
    },
    times.at(times.workday(8), "09:20"),
  )
    .does(times.at(times.workday(8), "09:20"), views("checklist"), downloads("playbook"))
    .does(
      times.at(times.workday(3), "12:10"),
      pricing,
      downloads("erp"),
      letter(1).opened,
      letter(1).clicked,
    );

  new Tale(
    world,
    {
      firstName: "Ruth",
      lastName: "Garland",
      title: "Finance Director",
      channel: "event",
      asset: "Badge scan",
      company: company("Hollowbeck Builders", "Construction", "United Kingdom", 480, 66),
    },
    times.at(times.workday(14), "15:00"),
    "tomas",
  )
    .logs(times.at(times.workday(14), "15:05"), "tomas", {
      type: "event_attended",
      properties: { title: "Breakfast for finance leads" },
    })
    .does(times.at(times.workday(6), "18:30"), pricing, downloads("calculator"))
    .adjusts(
      times.at(times.workday(5), "09:15"),
      "tomas",
      15,
      "Told me at breakfast that the budget is approved",
      60,
    )
    .does(times.at(times.workday(1), "11:25"), views("customers"), letter(2).opened);

  new Tale(
    world,
    {
      firstName: "Piotr",
      lastName: "Mazur",
      title: "Accounts Payable Lead",
      channel: "paid_search",
      company: company("Sokolice Components", "Manufacturing", "Poland", 95, 8),
    },
    times.at(times.workday(7), "08:10"),
  )
    .does(times.at(times.workday(7), "08:10"), views("product"), downloads("playbook"))
    .does(times.at(times.workday(1), "16:45"), pricing, downloads("calculator"));
}

function tellMissing(world: World): void {
  const { times } = world;
  const callers = [
    [
      "Miriam",
      "Seidl",
      "Head of Finance",
      company("Silberkamp Care Homes", "Healthcare", "Austria", 150, null),
      2,
    ],
    [
      "Hugo",
      "Lemaire",
      "Purchasing Specialist",
      company("Montenelle Pumps", "Manufacturing", "France", 75, 7),
      3,
    ],
    [
      "Beth",
      "Norris",
      "Office Manager",
      company("Larkmoor Advisory", "Professional services", "Ireland", 38, null),
      6,
    ],
    ["Oskar", "Toft", "COO", company("Havndal Cargo", "Logistics", "Denmark", 210, 27), 9],
  ] as const;
  for (const [firstName, lastName, title, employer, back] of callers)
    new Tale(
      world,
      {
        firstName,
        lastName,
        title,
        channel: "direct",
        phone: `+1 312 555 01${10 + back}`,
        company: employer,
        withoutEmail: true,
      },
      times.at(times.workday(back), "10:30"),
      "ida",
    )
      .logs(times.at(times.workday(back), "10:32"), "ida", {
        type: "call_received",
        initiatedBy: "lead",
        properties: { note: "Asked for somebody from sales. Wants to be called back." },
      })
      .logs(times.at(times.workday(back), "10:34"), "ida", asks("contact", "By phone"));

  // The address came a day later, and the request that had waited for it counted.
  new Tale(
    world,
    {
      firstName: "Carla",
      lastName: "Amsel",
      title: "Finance Director",
      channel: "direct",
      phone: "+1 312 555 0188",
      company: company("Rosenwerk Software", "Software", "Germany", 190, 24),
      withoutEmail: true,
    },
    times.at(times.workday(2), "09:05"),
    "tomas",
  )
    .logs(times.at(times.workday(2), "09:08"), "tomas", asks("contact", "By phone, from the car"))
    .edits(times.at(times.workday(1), "13:55"), "tomas", { email: "carla.amsel@rosenwerk-software.example" })
    .sees(times.at(times.workday(1), "13:57"))
    .accepts(times.at(times.workday(1), "13:58"), "Calling her back now.")
    .ownerLogs(
      times.at(times.workday(1), "14:06"),
      reachedBy("Forty approvals a day, all by phone. Demo on Thursday."),
    );
}

function tellWaking(world: World): void {
  const { times } = world;
  const sleepers = [
    [
      "Astrid",
      "Nyberg",
      "CFO",
      company("Granlund Freight", "Logistics", "Sweden", 520, 70),
      1,
      "New budget year.",
    ],
    [
      "Daan",
      "Smit",
      "Head of Finance",
      company("Lindkade Labs", "Software", "Netherlands", 160, 20),
      3,
      "ERP goes live first.",
    ],
    [
      "Elif",
      "Huber",
      "VP Operations",
      company("Falkensee Hosting", "Information technology", "Germany", 88, 11),
      6,
      "Hires a procurement lead first.",
    ],
  ] as const;
  for (const [firstName, lastName, title, employer, days, note] of sleepers) {
    const back = 24 + days;
    new Tale(
      world,
      { firstName, lastName, title, channel: "email", company: employer },
      times.at(times.workday(back + 8), "11:20"),
    )
      .does(times.at(times.workday(back + 8), "11:20"), subscribes, downloads("handbook"))
      .does(
        times.at(times.workday(back), "10:10"),
        pricing,
        asks("demo", "Only to see what exists, we have no project yet."),
      )
      .sees(times.at(times.workday(back), "10:12"))
      .ownerLogs(times.at(times.workday(back), "10:20"), reachedBy(`Likes it. ${note}`))
      .rejects(times.at(times.workday(back), "10:31"), "bad-timing", note, times.daysAgo(-days))
      .does(times.at(times.workday(6), "15:10"), letter(2).opened, views("customers"));
  }
}
