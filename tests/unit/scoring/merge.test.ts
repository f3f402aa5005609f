import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withList, withNewGroup, withNewRule, withoutRule, withPoints, withRule } from "@/lib/scoring/edit";
import { mergeDrafts, type Side } from "@/lib/scoring/merge";
import type { Rule, ScoringModelDocument } from "@/lib/scoring/model";
import { scoringModelDocument } from "@/lib/scoring/schema";
import { BALANCED } from "@/lib/scoring/templates/balanced";

const vocabulary = { typeLabel: (key: string) => key, currency: "EUR" };
const base = BALANCED;
const ruleOf = (id: string, document = base) => document.rules.find((rule) => rule.id === id)!;
const points = (id: string, value: number, document = base) =>
  withRule(document, withPoints(ruleOf(id, document), value));
const merge = (
  mine: ScoringModelDocument,
  theirs: ScoringModelDocument,
  choices: Record<string, Side> = {},
) => mergeDrafts({ base, mine, theirs }, choices, vocabulary);

const referral: Rule = {
  kind: "engagement",
  id: "referral",
  label: "Referred somebody",
  group: "requests",
  activity: { types: ["referral_made"] },
  points: 30,
  decay: { kind: "none" },
};

describe("two drafts of one document", () => {
  test("that changed different rules come together without a question", () => {
    const { document, clashes, settled } = merge(points("webinar", 20), points("blog", 9));
    expect(clashes).toEqual([]);
    expect(settled).toBe(true);
    expect(document).toEqual(points("blog", 9, points("webinar", 20)));
  });

  test("that did the same to a rule agree", () => {
    expect(merge(points("webinar", 20), points("webinar", 20))).toMatchObject({ clashes: [], settled: true });
  });

  test("that changed one rule differently ask whose goes on, with what it was", () => {
    const [mine, theirs] = [points("webinar", 20), points("webinar", 5)];
    const asked = merge(mine, theirs);
    expect(asked.settled).toBe(false);
    expect(asked.clashes).toEqual([
      {
        key: "rule webinar",
        ruleId: "webinar",
        about: "Attended a webinar",
        base: expect.stringContaining("+15"),
        mine: expect.stringContaining("+20"),
        theirs: expect.stringContaining("+5"),
      },
    ]);
    expect(merge(mine, theirs, { "rule webinar": "mine" })).toMatchObject({ document: mine, settled: true });
    expect(merge(mine, theirs, { "rule webinar": "theirs" }).document).toEqual(theirs);
  });

  test("ask when one removed what the other changed", () => {
    const [clash] = merge(withoutRule(base, "webinar"), points("webinar", 5)).clashes;
    expect(clash).toMatchObject({ key: "rule webinar", mine: null, theirs: expect.stringContaining("+5") });
  });

  test("keep what each added, mine behind what it stood behind", () => {
    const theirs = withNewRule(base, { ...referral, id: "theirs", group: "product" });
    const { document } = merge(withNewRule(base, referral), theirs);
    const ids = document.rules.map(({ id }) => id);
    expect(ids).toHaveLength(base.rules.length + 2);
    const place = ids.indexOf("referral");
    const before = withNewRule(base, referral).rules.findIndex(({ id }) => id === "referral") - 1;
    expect(ids[place - 1]).toBe(base.rules[before]!.id);
  });

  test("put the entries of a list together one by one", () => {
    const competitors = base.lists.find(({ id }) => id === "competitors")!;
    const start = withList(base, { ...competitors, entries: ["a.com", "b.com"] });
    const merged = mergeDrafts(
      {
        base: start,
        mine: withList(start, { ...competitors, entries: ["a.com", "b.com", "mine.com"] }),
        theirs: withList(start, { ...competitors, label: "rivals", entries: ["theirs.com", "b.com"] }),
      },
      {},
      vocabulary,
    );
    expect(merged.clashes).toEqual([]);
    const list = merged.document.lists.find(({ id }) => id === "competitors")!;
    expect(list).toMatchObject({ label: "rivals" });
    expect([...list.entries].sort()).toEqual(["b.com", "mine.com", "theirs.com"]);
  });

  test("keep a group that they removed and my new rule is in", () => {
    const start = withNewGroup(base, { id: "partners", label: "Partners", kind: "engagement" });
    const { document } = mergeDrafts(
      { base: start, mine: withNewRule(start, { ...referral, group: "partners" }), theirs: base },
      {},
      vocabulary,
    );
    expect(scoringModelDocument.safeParse(document).success).toBe(true);
  });

  test("treat each line, the bands and the range as a whole", () => {
    const mine = { ...base, mql: [{ minEngagement: 40 }], range: { min: 0, max: 120 } };
    const theirs = { ...base, mql: [{ minTotal: 60 }] };
    const { clashes, document } = merge(mine, theirs, { mql: "mine" });
    expect(clashes).toEqual([
      {
        key: "mql",
        about: "MQL line",
        base: expect.stringContaining("35"),
        mine: "engagement at least 40",
        theirs: "total at least 60",
      },
    ]);
    expect(document).toEqual({ ...mine });
  });
});

const withLine = (document: ScoringModelDocument, minEngagement: number): ScoringModelDocument => ({
  ...document,
  mql: [{ minEngagement }],
});

/** Any few edits of Balanced: other points, removed and new rules, caps. */
const edited = fc
  .array(
    fc.oneof(
      fc.record({
        do: fc.constant("points" as const),
        rule: fc.constantFrom(...base.rules.map(({ id }) => id)),
        points: fc.integer({ min: 1, max: 40 }),
      }),
      fc.record({
        do: fc.constant("remove" as const),
        rule: fc.constantFrom(...base.rules.map(({ id }) => id)),
      }),
      fc.record({ do: fc.constant("add" as const), id: fc.constantFrom("new-1", "new-2", "new-3") }),
      fc.record({ do: fc.constant("line" as const), points: fc.integer({ min: 1, max: 90 }) }),
    ),
    { maxLength: 6 },
  )
  .map((edits) =>
    edits.reduce<ScoringModelDocument>((document, edit) => {
      if (edit.do === "line") return withLine(document, edit.points);
      if (edit.do === "remove") return withoutRule(document, edit.rule);
      if (edit.do === "add") return withNewRule(withoutRule(document, edit.id), { ...referral, id: edit.id });
      const rule = document.rules.find(({ id }) => id === edit.rule);
      return rule ? withRule(document, withPoints(rule, edit.points)) : document;
    }, base),
  );

const settledBy = (side: Side, mine: ScoringModelDocument, theirs: ScoringModelDocument) => {
  const choices = Object.fromEntries(merge(mine, theirs).clashes.map(({ key }) => [key, side]));
  return merge(mine, theirs, choices).document;
};

const byId = (document: ScoringModelDocument) => ({
  ...document,
  rules: [...document.rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

describe("whatever two people did", () => {
  test("a merge is a document the schema takes, and each side's own changes are in it", () => {
    fc.assert(
      fc.property(edited, edited, (mine, theirs) => {
        const { document, clashes } = merge(mine, theirs);
        expect(scoringModelDocument.safeParse(document).success).toBe(true);
        const asked = new Set(clashes.flatMap(({ ruleId }) => ruleId ?? []));
        for (const side of [mine, theirs])
          for (const { id } of [...base.rules, ...side.rules]) {
            const [was, is] = [base, side].map((from) => from.rules.find((rule) => rule.id === id));
            if (asked.has(id) || JSON.stringify(was) === JSON.stringify(is)) continue;
            expect(document.rules.find((rule) => rule.id === id)).toEqual(is);
          }
      }),
    );
  });

  test("it does not matter who merges: mine for the one is theirs for the other", () => {
    fc.assert(
      fc.property(edited, edited, (mine, theirs) => {
        expect(byId(settledBy("mine", mine, theirs))).toEqual(byId(settledBy("theirs", theirs, mine)));
      }),
    );
  });

  test("merging with what nobody changed gives the other's", () => {
    fc.assert(
      fc.property(edited, (one) => {
        expect(merge(one, base).document).toEqual(one);
        expect(merge(base, one).document).toEqual(one);
      }),
    );
  });
});
