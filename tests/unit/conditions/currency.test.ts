import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STARTING_PROFILES, startingProfiles } from "@/lib/buyer-profiles/starting";
import { evaluate, type Facts } from "@/lib/conditions/evaluate";
import { TEMPLATE_KEYS, TEMPLATES, templateIn } from "@/lib/scoring/templates";
import { minorPerUnit } from "@/lib/shared/money";

const CURRENCIES = ["EUR", "JPY", "KWD"] as const;

const MILLION = 1_000_000;

const earning =
  (minor: number): Facts =>
  (field) =>
    field === "company.revenue" ? minor : undefined;

/** Which fit rules of each template and which aspects of each profile hold for a company of this revenue alone. */
const held = (currency: string, minor: number) => [
  ...TEMPLATE_KEYS.map((key) =>
    templateIn(key, currency).rules.map((rule) =>
      rule.kind === "fit" ? evaluate(rule.when, earning(minor)) : null,
    ),
  ),
  ...startingProfiles(currency).map(([, { aspects }]) =>
    aspects.map(({ when }) => evaluate(when, earning(minor))),
  ),
];

/** Revenue in whole units, near the lines as well as anywhere. */
const wholeUnits = fc.oneof(
  fc.integer({ min: 0, max: 100 * MILLION }),
  fc.tuple(fc.constantFrom(1, 10, 50, 100), fc.integer({ min: -2, max: 2 })).map(([m, d]) => m * MILLION + d),
);

describe("what ships with Baton asks for the same revenue in every currency", () => {
  test("so many whole units are judged alike", () => {
    fc.assert(
      fc.property(wholeUnits, (units) => {
        const [inEuro, ...others] = CURRENCIES.map((currency) =>
          held(currency, units * minorPerUnit(currency)),
        );
        for (const other of others) expect(other).toEqual(inEuro);
      }),
    );
  });

  test.each(CURRENCIES)("%s: from a million on, each amount is in one range", (currency) => {
    const ranges = templateIn("balanced", currency).rules.filter(({ id }) => id.startsWith("revenue-"));
    expect(ranges).toHaveLength(3);
    for (const line of [1, 10, 50])
      for (const nearby of [-1, 0, 1]) {
        const minor = line * MILLION * minorPerUnit(currency) + nearby;
        const holding = ranges.filter((rule) => rule.kind === "fit" && evaluate(rule.when, earning(minor)));
        expect(holding, `${minor}`).toHaveLength(line === 1 && nearby < 0 ? 0 : 1);
      }
  });

  test("and is as written where money has hundredths", () => {
    for (const key of TEMPLATE_KEYS) expect(templateIn(key, "EUR")).toEqual(TEMPLATES[key].document);
    expect(Object.fromEntries(startingProfiles("EUR"))).toEqual(STARTING_PROFILES);
  });
});
