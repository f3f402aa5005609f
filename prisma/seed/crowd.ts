import { addDays, type Day } from "@/lib/shared/day";
import { documentTitle } from "./acts";
import { BEHAVIOUR, type Behaviour } from "./behaviour";
import { plain } from "./cast";
import { type Chance, chanceOf } from "./chance";
import { CHANNELS, type Channel } from "./channels";
import { type CompanyProfile, inventCompanies, isGoodFit } from "./companies";
import { live, sortOut } from "./marketing";
import { type PersonName, personName, type Tongue } from "./names";
import type { Profile } from "./profile";
import { minutesAfter, STORY_DAYS } from "./times";
import type { World } from "./world";

const CROWD = 368;
const COMPANIES = 172;
/** The trade fair was so many days ago. */
const FAIR_DAYS_AGO = 63;

const DECIDERS = [
  "CFO",
  "Finance Director",
  "Head of Finance",
  "Head of Procurement",
  "VP Operations",
  "Managing Director",
  "COO",
] as const;

const OTHERS = [
  "Financial Controller",
  "Accounts Payable Lead",
  "Procurement Manager",
  "Operations Manager",
  "Office Manager",
  "ERP Administrator",
  "Business Analyst",
  "Purchasing Specialist",
] as const;

const OUTSIDERS = ["Student", "Intern Finance", "Freelancer", "Trainee"] as const;

/** How many, from where, and when they become known. */
export type Crowd = {
  size: number;
  companies: readonly CompanyProfile[];
  /** What all of its chance follows from. */
  seed: string;
  nameOf(company: CompanyProfile): PersonName;
  /** The first one becomes known STORY_DAYS before this day. */
  lastDay: Day;
};

/** The many leads of the sample around the told ones. */
export function gatherSampleCrowd(world: World): void {
  const met = new Map<Tongue, number>();
  gatherCrowd(world, {
    size: CROWD,
    companies: inventCompanies(COMPANIES),
    seed: "",
    nameOf: (company) => nameNext(world, met, company),
    lastDay: world.times.today,
  });
}

/** Leads by the many: each with its own chance, so that a change to one leaves the others alone. */
export function gatherCrowd(world: World, { size, companies, seed, nameOf, lastDay }: Crowd): void {
  const fitting = companies.filter(isGoodFit);
  const others = companies.filter((company) => !isGoodFit(company));
  const shares = Object.fromEntries(CHANNELS.map(({ key, share }) => [key, share]));
  for (let nth = 0; nth < size; nth++) {
    const chance = chanceOf(`${seed}lead ${nth}`);
    const channelKey = chance.weighted(shares);
    const channel = CHANNELS.find(({ key }) => key === channelKey)!;
    const behaviour = chance.weighted<Behaviour>(channel.behaves);
    const company = chance.pick(chance.happens(channel.fit) ? fitting : others);
    const profile = invent(chance, { channel, behaviour, company, name: nameOf(company) });
    const marketer = world.cast[chance.happens(0.55) ? "ida" : "tomas"];
    world.at(captureTime(world, chance, channel, lastDay), () => {
      const actor = world.capture({ chance, channel, marketer, profile, scripted: false });
      live(world, actor, BEHAVIOUR[behaviour](chance), world.present);
      if (behaviour === "outsider" && chance.happens(0.6))
        sortOut(world, actor, minutesAfter(world.present, 10 * 1_440));
    });
  }
}

/** The next name of the company's tongue that no told lead has. */
function nameNext(world: World, met: Map<Tongue, number>, { tongue }: CompanyProfile): PersonName {
  for (let nth = met.get(tongue) ?? 0; ; nth++) {
    const name = personName(tongue, nth);
    if (world.told.has(`${name.firstName} ${name.lastName}`)) continue;
    met.set(tongue, nth + 1);
    return name;
  }
}

function captureTime(world: World, chance: Chance, channel: Channel, lastDay: Day): Date {
  const { times } = world;
  const isFair = channel.key === "event";
  const day = isFair
    ? FAIR_DAYS_AGO - chance.whole(0, 1)
    : Math.ceil((STORY_DAYS - 1) * chance.next() ** 1.1);
  const from = times.at(addDays(lastDay, -day), "00:00");
  return isFair ? minutesAfter(from, chance.between(9.5, 17.5) * 60) : times.later(from, 0, chance);
}

type Draft = { channel: Channel; behaviour: Behaviour; company: CompanyProfile; name: PersonName };

function invent(chance: Chance, { channel, behaviour, company, name }: Draft): Profile {
  const { firstName, lastName } = name;
  const titles = behaviour === "outsider" ? OUTSIDERS : chance.happens(channel.decider) ? DECIDERS : OTHERS;
  const decided = behaviour === "outsider" || !chance.happens(0.06);
  return {
    email: leadEmail(firstName, lastName, company),
    firstName,
    lastName,
    title: decided ? chance.pick(titles) : null,
    phone: chance.happens(0.55) ? inventPhone(chance) : null,
    country: company.country,
    source: channel.source,
    channel: channel.key,
    campaign: chance.pick(channel.campaigns),
    asset: ASSET[behaviour],
    company,
  };
}

const ASSET: Readonly<Record<Behaviour, string | null>> = {
  browser: null,
  reader: documentTitle("handbook"),
  evaluator: documentTitle("playbook"),
  asker: "Contact form",
  trialist: "Trial sign-up",
  attendee: "Webinar registration",
  visitor: "Badge scan",
  outsider: documentTitle("benchmark"),
};

export const leadEmail = (
  firstName: string,
  lastName: string,
  { domain }: Pick<CompanyProfile, "domain">,
): string => `${plain(`${firstName}.${lastName}`).toLowerCase()}@${domain}`;

/** 555-01xx is kept free for fiction. */
export const inventPhone = (chance: Chance): string =>
  `+1 ${chance.whole(201, 989)} 555 01${String(chance.whole(0, 99)).padStart(2, "0")}`;
