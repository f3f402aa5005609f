import {
  type Act,
  asks,
  attends,
  compares,
  createsAccount,
  downloads,
  invitesColleague,
  letter,
  type PageKey,
  pricing,
  reachesLimit,
  registers,
  startsTrial,
  subscribes,
  unsubscribes,
  usesProduct,
  views,
  WEBINARS,
} from "./acts";
import type { Chance } from "./chance";
import { QUESTIONS } from "./texts";

/** How leads go about it. */
export type Behaviour =
  | "browser"
  | "reader"
  | "evaluator"
  | "asker"
  | "trialist"
  | "attendee"
  | "visitor"
  | "outsider";

/** One sitting: so many days after the one before, these things in a row. */
export type Sitting = { days: number; acts: readonly Act[] };

type Script = (chance: Chance) => Sitting[];

const sitting = (days: number, ...acts: readonly (Act | readonly Act[] | null)[]): Sitting => ({
  days,
  acts: acts.flat().filter((act) => act !== null),
});

const PAGE_KEYS: readonly PageKey[] = [
  "home",
  "product",
  "mobile",
  "integrations",
  "security",
  "customers",
  "checklist",
  "limits",
];

const reads = (chance: Chance, most: number): Act[] =>
  Array.from({ length: chance.whole(1, most) }, () => views(chance.pick(PAGE_KEYS)));

/** A letter from marketing and what the lead makes of it. */
function mail(chance: Chance, nth: number, interest: number): Act[] {
  const { sent, opened, prefetched, clicked } = letter(nth);
  const acts: Act[] = [sent];
  if (chance.happens(0.08)) acts.push(prefetched);
  if (!chance.happens(interest)) return acts;
  acts.push(opened);
  return chance.happens(interest * 0.5) ? [...acts, clicked, views("limits")] : acts;
}

/** Looks once or twice and goes: most leads do. */
const browser: Script = (chance) => [
  sitting(0, reads(chance, 3), chance.happens(0.5) ? subscribes : downloads("handbook")),
  sitting(chance.between(3, 10), mail(chance, 0, 0.4)),
  ...(chance.happens(0.5) ? [sitting(chance.between(2, 25), reads(chance, 2))] : []),
  ...(chance.happens(0.12) ? [sitting(chance.between(3, 12), letter(1).sent, unsubscribes)] : []),
  ...(chance.happens(0.08) ? [sitting(chance.between(3, 12), letter(1).sent, letter(1).bounced)] : []),
];

/** Reads what there is to read, and comes close to the line. */
const reader: Script = (chance) => [
  sitting(0, reads(chance, 3), downloads(chance.pick(["handbook", "benchmark"])), subscribes),
  sitting(chance.between(2, 6), mail(chance, 0, 0.8)),
  sitting(chance.between(3, 9), reads(chance, 2), downloads(chance.pick(["playbook", "erp"]))),
  sitting(chance.between(3, 9), mail(chance, 1, 0.7), chance.happens(0.45) ? pricing : null),
  ...(chance.happens(0.6)
    ? [
        sitting(
          chance.between(2, 12),
          reads(chance, 2),
          pricing,
          chance.happens(0.5) ? downloads("erp") : null,
        ),
      ]
    : []),
  sitting(chance.between(8, 30), mail(chance, 2, 0.5)),
];

/** Compares, calculates, looks at prices: hot without a word. */
const evaluator: Script = (chance) => [
  sitting(
    0,
    views("home"),
    reads(chance, 2),
    chance.happens(0.5) ? downloads("playbook") : downloads("handbook"),
  ),
  sitting(chance.between(1, 5), views("product"), pricing, compares),
  sitting(chance.between(1, 5), pricing, downloads(chance.happens(0.6) ? "calculator" : "checklist")),
  ...(chance.happens(0.5) ? [sitting(chance.between(1, 4), views("integrations"), pricing)] : []),
  ...(chance.happens(0.25)
    ? [sitting(chance.between(1, 6), asks("quote", chance.pick(QUESTIONS.quote)))]
    : []),
  sitting(chance.between(7, 20), mail(chance, 1, 0.6)),
];

/** Looks around and asks. */
const asker: Script = (chance) => [
  ...(chance.happens(0.6)
    ? [
        sitting(0, reads(chance, 3)),
        sitting(
          chance.between(0.5, 8),
          chance.happens(0.6) ? pricing : null,
          views("customers"),
          ask(chance),
        ),
      ]
    : [sitting(0, reads(chance, 2), chance.happens(0.4) ? pricing : null, ask(chance))]),
  sitting(chance.between(5, 15), mail(chance, 0, 0.7)),
];

function ask(chance: Chance): Act {
  const what = chance.weighted({ demo: 6, contact: 3, quote: 2, consultation: 1 });
  return asks(what, chance.pick(QUESTIONS[what]));
}

/** Tries the product; some of them until it says so by itself. */
const trialist: Script = (chance) => [
  sitting(0, views("product"), pricing, createsAccount, startsTrial),
  sitting(chance.between(0.6, 1.4), usesProduct("First approval sent")),
  ...(chance.happens(0.7)
    ? [
        sitting(chance.between(0.8, 1.5), usesProduct("Approval rule added")),
        sitting(
          chance.between(0.8, 1.8),
          usesProduct("Invoice approved"),
          chance.happens(0.5) ? invitesColleague : null,
        ),
      ]
    : []),
  ...(chance.happens(0.3)
    ? [sitting(chance.between(2, 6), usesProduct("Invoice approved"), reachesLimit)]
    : []),
  sitting(chance.between(4, 14), mail(chance, 2, 0.5), pricing),
];

/** Comes for a webinar and stays for the product. */
const attendee: Script = (chance) => {
  const title = chance.pick(WEBINARS);
  return [
    sitting(0, registers(title), chance.happens(0.5) ? subscribes : null),
    sitting(chance.between(1, 6), chance.happens(0.85) ? attends(title) : views("home")),
    sitting(
      chance.between(0.5, 3),
      pricing,
      views("product"),
      chance.happens(0.7) ? downloads("calculator") : null,
    ),
    ...(chance.happens(0.55)
      ? [
          sitting(
            chance.between(1, 5),
            pricing,
            chance.happens(0.4) ? asks("demo", chance.pick(QUESTIONS.demo)) : compares,
          ),
        ]
      : []),
    sitting(chance.between(5, 20), mail(chance, 0, 0.8)),
  ];
};

/** Was at the stand and left a card. */
const visitor: Script = (chance) => [
  sitting(0, { type: "event_attended", properties: { title: "Procurement days" } }),
  sitting(
    chance.between(0.2, 2),
    letter(3).sent,
    chance.happens(0.7) ? letter(3).opened : null,
    chance.happens(0.62) ? asks("contact", chance.pick(QUESTIONS.contact)) : reads(chance, 2),
  ),
  ...(chance.happens(0.5) ? [sitting(chance.between(2, 9), pricing, downloads("playbook"))] : []),
];

/** Keen, but nobody we could sell to. */
const outsider: Script = (chance) => [
  sitting(0, downloads("handbook"), downloads("benchmark"), subscribes),
  sitting(chance.between(1, 4), downloads("playbook"), downloads("erp"), reads(chance, 3)),
  sitting(chance.between(1, 6), mail(chance, 0, 0.9), pricing),
];

export const BEHAVIOUR: Readonly<Record<Behaviour, Script>> = {
  browser,
  reader,
  evaluator,
  asker,
  trialist,
  attendee,
  visitor,
  outsider,
};

/** What somebody does who was sent back and has not forgotten us. */
export const comesBack: Script = (chance) =>
  chance.happens(0.5)
    ? [sitting(0, views("customers")), sitting(chance.between(1, 4), pricing, ask(chance))]
    : [
        sitting(0, mail(chance, 1, 1), pricing),
        sitting(chance.between(1, 4), pricing, compares, downloads("checklist")),
      ];
