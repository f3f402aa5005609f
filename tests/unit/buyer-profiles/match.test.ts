import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { profileDifferences } from "@/lib/buyer-profiles/diff";
import { withEssential, withNewAspect, withoutAspect, withPortrait } from "@/lib/buyer-profiles/edit";
import { lintProfile } from "@/lib/buyer-profiles/lint";
import { byCloseness, essentials, matchProfile } from "@/lib/buyer-profiles/match";
import { AREAS, type BuyerProfileDocument, blankProfile } from "@/lib/buyer-profiles/profile";
import { buyerProfileDocument } from "@/lib/buyer-profiles/schema";
import { STARTING_PROFILES } from "@/lib/buyer-profiles/starting";
import { matchWords } from "@/lib/buyer-profiles/words";
import type { Truth } from "@/lib/conditions/condition";
import { evaluate } from "@/lib/conditions/evaluate";
import { lint } from "@/lib/scoring/lint";
import { TEMPLATE_KEYS, TEMPLATES } from "@/lib/scoring/templates";
import type { Json } from "@/lib/shared/json";

const VOCABULARY = { typeLabel: String, currency: "EUR" };

const DECISION_MAKER = STARTING_PROFILES["decision-maker"]!;

const facts = (values: Record<string, Json>) => (field: string) => values[field];

const INES = {
  title: "Head of Operations",
  email: "ines@harbour.example",
  "company.industry": "Manufacturing",
  "company.employees": 400,
};

describe("how a lead stands to a profile", () => {
  test("it is told aspect by aspect, and what is not known is neither a match nor none", () => {
    const match = matchProfile(DECISION_MAKER, facts(INES));
    expect(match.aspects.map(({ aspect, truth }) => [aspect.id, truth])).toEqual([
      ["title", true],
      ["company-address", true],
      ["industry", true],
      ["size", true],
      ["revenue", null],
      ["compares", null],
      ["buying-content", null],
    ]);
    expect(match.truth).toBe(true);
    expect(matchWords(match)).toBe("4 of 7 aspects match, 3 unknown");
  });

  test("what it did counts as of the day that is asked", () => {
    const viewed = { day: 100, type: "page_viewed", trust: "human", explicit: false };
    const deeds = [{ ...viewed, fact: facts({ "property.path": "https://relay.example/Pricing/eu?x" }) }];
    const on = (day: number) =>
      matchProfile(DECISION_MAKER, facts(INES), { day, deeds }).aspects.find(
        ({ aspect }) => aspect.id === "compares",
      );
    expect([99, 100, 190, 191].map((day) => on(day)?.truth)).toEqual([false, true, true, false]);
  });

  test("an unknown must leaves it open, a failed one settles it", () => {
    const { title: _, ...untitled } = INES;
    expect(matchProfile(DECISION_MAKER, facts(untitled)).truth).toBeNull();
    expect(matchProfile(DECISION_MAKER, facts({ ...untitled, "company.industry": "Retail" })).truth).toBe(
      false,
    );
  });

  test("an aspect that is no must brings it nearer and rules nothing out", () => {
    const small = matchProfile(DECISION_MAKER, facts({ ...INES, "company.employees": 3 }));
    const large = matchProfile(DECISION_MAKER, facts(INES));
    expect(small.truth).toBe(true);
    expect([small, large].sort(byCloseness)).toEqual([large, small]);
  });

  test("is what the condition of the essentials says: the one that counts leads in the database", () => {
    const value = fc.constantFrom<Json>(
      "Head of Sales",
      "Clerk",
      "Retail",
      "Software",
      "a@gmail.com",
      10,
      100,
      null,
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(STARTING_PROFILES)),
        fc.record({
          title: value,
          email: value,
          "company.industry": value,
          "company.employees": value,
          "company.revenue": value,
        }),
        (document, values) => {
          const expected = evaluate(essentials(document), facts(values), document.lists);
          expect(matchProfile(document, facts(values)).truth).toBe(expected);
        },
      ),
    );
  });

  test("who is of a profile comes before who may be, and they before the others, however near", () => {
    const of = (truth: Truth, matched: number) => ({ truth, matched, missed: 0, unknown: 0, aspects: [] });
    const all = [of(false, 9), of(null, 5), of(true, 1)];
    expect([...all].sort(byCloseness).map(({ truth }) => truth)).toEqual([true, null, false]);
  });
});

describe("the profiles a workspace starts with", () => {
  test.each(Object.entries(STARTING_PROFILES))(
    "%s can be published as it is, and says something of every area",
    (_, document) => {
      expect(buyerProfileDocument.parse(document)).toEqual(document);
      expect(lintProfile(document)).toEqual([]);
      expect(Object.keys(document.portrait).sort()).toEqual([...AREAS].sort());
    },
  );

  test("are those that the templates of the scoring model cite", () => {
    const profiles = Object.entries(STARTING_PROFILES).map(([id]) => ({ id, version: 1, retired: false }));
    let cited = 0;
    for (const key of TEMPLATE_KEYS) {
      const { document } = TEMPLATES[key];
      expect(lint(document, { profiles }).filter(({ code }) => code.endsWith("profile"))).toEqual([]);
      for (const rule of document.rules)
        if (rule.kind === "fit" && rule.profile) {
          cited++;
          expect(STARTING_PROFILES[rule.profile.id]?.name).toBe(rule.profile.name);
        }
    }
    expect(cited).toBeGreaterThan(0);
  });
});

describe("a profile is written", () => {
  test("and cannot be published before it says who it is and has a must", () => {
    const blank = blankProfile("Somebody");
    expect(lintProfile(blank).map(({ code }) => code)).toEqual(["no-summary", "no-essentials"]);
    const [document] = [withNewAspect({ ...blank, summary: "Somebody who buys." }, "firmographics")];
    const [aspect] = document.aspects;
    const must = { ...document, aspects: [withEssential(aspect!, true)] };
    expect(lintProfile(must)).toEqual([]);
    expect(buyerProfileDocument.parse(must)).toEqual(must);
  });

  test("with lists that exist and have entries", () => {
    const empty: BuyerProfileDocument = {
      ...DECISION_MAKER,
      lists: DECISION_MAKER.lists.map((list) => ({ ...list, entries: [] })).slice(1),
    };
    expect(lintProfile(empty).map(({ code, aspectId }) => [code, aspectId])).toEqual([
      ["empty-list", "title"],
      ["unknown-list", "industry"],
    ]);
  });

  test("and its changes read as sentences", () => {
    expect(profileDifferences(DECISION_MAKER, { ...DECISION_MAKER }, VOCABULARY)).toEqual([]);
    const changed = withPortrait(withoutAspect(DECISION_MAKER, "revenue"), "interests", "Prices.");
    const next = {
      ...changed,
      aspects: changed.aspects.map((aspect) => (aspect.id === "size" ? withEssential(aspect, true) : aspect)),
    };
    expect(profileDifferences(DECISION_MAKER, next, VOCABULARY)).toEqual([
      "What interests them: Prices.",
      "“Fifty people or more”: a must now",
      "Removed “Ten million a year or more”",
    ]);
  });
});
