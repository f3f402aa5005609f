import fc from "fast-check";
import type { Condition } from "@/lib/conditions/condition";
import type { NamedList } from "@/lib/conditions/lists";
import type { Criterion, Decay, Rule, RuleGroup, ScoringModelDocument } from "@/lib/scoring/model";
import type { ScoredActivity, ScoreSubject } from "@/lib/scoring/score";
import { addDays } from "@/lib/shared/day";
import type { Json } from "@/lib/shared/json";

// Small worlds on purpose: few fields, few values, few days, so that rules meet, limits fill and windows overlap.

const FIRST_DAY = "2026-03-01";
const DAYS = 60;

export const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Pacific/Auckland",
  "UTC",
);

/** Some days after the last activity too. */
export const day = fc
  .oneof(fc.integer({ min: 20, max: 40 }), fc.integer({ min: 0, max: DAYS + 60 }))
  .map((offset) => addDays(FIRST_DAY, offset));

/** Quarters of an hour, so that several things happen at one instant, around midnight of every zone included. */
const instant = fc
  .oneof(fc.integer({ min: 0, max: DAYS * 96 }), fc.integer({ min: 20 * 96, max: 30 * 96 }))
  .map((quarter) => new Date(Date.parse(`${FIRST_DAY}T00:00:00Z`) + quarter * 900_000));

const TYPES = ["page_viewed", "email_opened", "demo_requested", "email_sent"] as const;
const ATTRIBUTES = ["title", "email", "country", "company.employees", "custom.plan"] as const;
const PROPERTIES = ["property.path", "property.amount", "channel", "initiatedBy", "type"] as const;

const word = fc.constantFrom(
  "VP, Sales",
  "director",
  "salesdirectors",
  "a@gmail.com",
  "x@eu.acme.com",
  "y@acme.org",
  "/Pricing/eu",
  "10",
  "ÉTÉ",
  "true",
);
const scalar = fc.oneof(word, fc.constantFrom<string | number | boolean>(0, 10, 10.5, -3, true, false));
const stored: fc.Arbitrary<Json> = fc.oneof(
  { weight: 8, arbitrary: scalar },
  { weight: 1, arbitrary: fc.constantFrom<Json>(null, "", [], { a: 1 }) },
);
const part = fc.constantFrom("v", "DIR", "/pricing", "@", "1", "é", "sales");
const number = fc.constantFrom(-5, 0, 10, 10.5, 100);

const LISTS: readonly NamedList[] = [
  { id: "titles", label: "titles", kind: "words", entries: ["vp sales", "Director", "...", "acme com"] },
  { id: "rivals", label: "rivals", kind: "domains", entries: ["acme.com", "ACME.org"] },
  { id: "places", label: "places", kind: "values", entries: ["été", "director"] },
];

function conditionOn(fields: readonly string[]): fc.Arbitrary<Condition> {
  const field = fc.constantFrom(...fields);
  const test: fc.Arbitrary<Condition> = fc.oneof(
    fc.record({ field, op: fc.constantFrom("is" as const, "is-not" as const), value: scalar }),
    fc.record({
      field,
      op: fc.constantFrom("in" as const, "not-in" as const),
      values: fc.array(scalar, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      field,
      op: fc.constantFrom("contains" as const, "starts-with" as const, "ends-with" as const),
      value: part,
    }),
    fc.record({ field, op: fc.constantFrom("at-least" as const, "at-most" as const), value: number }),
    fc.record({ field, op: fc.constant("between" as const), from: number, to: number }),
    fc.record({ field, op: fc.constant("is-empty" as const) }),
    fc.record({
      field,
      op: fc.constant("path-like" as const),
      value: fc.constantFrom("/pricing*", "*", "/*/eu", "*sales*", "/pricing"),
    }),
    fc.record({
      field,
      op: fc.constant("matches" as const),
      list: fc.constantFrom("titles", "rivals", "places", "free-mail", "nowhere"),
    }),
  );
  const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", maxDepth: 6, withCrossShrink: true },
      test,
      fc.record({ all: fc.array(tie("tree"), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("tree"), { maxLength: 3 }) }),
      fc.record({ not: tie("tree") }),
    ),
  }));
  return tree;
}

export const leadCondition = conditionOn(ATTRIBUTES);

/** What is stored of a lead: some of the attributes that conditions ask about. */
export const leadValues = fc.dictionary(fc.constantFrom(...ATTRIBUTES), stored);

const points = fc.integer({ min: -3000, max: 6000 }).map((hundredths) => hundredths / 100);
const days = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 40 }));

const decay: fc.Arbitrary<Decay> = fc.oneof(
  fc.constant<Decay>({ kind: "none" }),
  fc.record({ kind: fc.constantFrom("half-life" as const, "linear" as const, "expiry" as const), days }),
);

const GROUPS = ["g0", "g1", "g2", "g3"] as const;
const FIT_GROUPS = GROUPS.slice(0, 2);
const ENGAGEMENT_GROUPS = GROUPS.slice(2);

/** Leaves out what is undefined: an absent field and an undefined one are not the same to a document. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as T;

const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 2 });
const seldom = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const group = (id: string): fc.Arbitrary<RuleGroup> =>
  fc
    .record({ cap: maybe(fc.integer({ min: 0, max: 60 })), floor: maybe(fc.integer({ min: -40, max: 0 })) })
    .map((bounds) =>
      compact({
        id,
        label: id,
        kind: FIT_GROUPS.some((fit) => fit === id) ? "fit" : "engagement",
        ...bounds,
      }),
    ) as fc.Arbitrary<RuleGroup>;

const limit = fc
  .record({
    activities: maybe(fc.integer({ min: 1, max: 4 })),
    points: maybe(fc.integer({ min: 1, max: 9000 }).map((hundredths) => hundredths / 100)),
    days: maybe(days),
  })
  .map((parts) =>
    compact(
      parts.activities === undefined && parts.points === undefined ? { ...parts, activities: 2 } : parts,
    ),
  );

const activityMatch = fc
  .record({
    types: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1 }),
    where: seldom(conditionOn(PROPERTIES)),
  })
  .map(compact);

const ruleBody = fc.oneof(
  fc.record({
    kind: fc.constant("fit" as const),
    group: fc.constantFrom(...FIT_GROUPS),
    when: leadCondition,
    points,
    otherwise: maybe(points),
    unknown: maybe(points),
  }),
  fc.record({
    kind: fc.constant("engagement" as const),
    group: fc.constantFrom(...ENGAGEMENT_GROUPS),
    activity: activityMatch,
    points,
    limit: maybe(limit),
    decay,
    startsOn: seldom(day),
    endsOn: seldom(day),
  }),
  fc.record({
    kind: fc.constant("engagement" as const),
    group: fc.constantFrom(...ENGAGEMENT_GROUPS),
    activity: activityMatch,
    points,
    frequency: fc.record({ atLeast: fc.integer({ min: 1, max: 4 }), days, distinctDays: fc.boolean() }),
    decay: fc.constant<Decay>({ kind: "none" }),
  }),
  fc.record({
    kind: fc.constant("inactivity" as const),
    group: fc.constantFrom(...ENGAGEMENT_GROUPS),
    points: fc.integer({ min: 0, max: 1000 }).map((hundredths) => hundredths / 100),
    everyDays: days,
    except: maybe(fc.constant(["email_sent"])),
  }),
);

const criterion: fc.Arbitrary<Criterion> = fc
  .record({
    minFit: maybe(fc.integer({ min: -10, max: 40 })),
    minEngagement: maybe(fc.integer({ min: 0, max: 60 })),
    minTotal: maybe(fc.integer({ min: 0, max: 90 })),
    minFitBand: maybe(fc.constantFrom("A" as const, "B" as const, "C" as const)),
    minEngagementBand: maybe(fc.constantFrom(1 as const, 2 as const, 3 as const)),
  })
  .map(compact) as fc.Arbitrary<Criterion>;

export const model: fc.Arbitrary<ScoringModelDocument> = fc
  .record({
    groups: fc.tuple(...GROUPS.map(group)),
    rules: fc.array(ruleBody, { maxLength: 8, size: "max" }),
    withFit: fc.boolean(),
    max: fc.integer({ min: 20, max: 120 }),
    mql: fc.array(criterion, { minLength: 1, maxLength: 2 }),
    hot: fc.array(criterion, { minLength: 1, maxLength: 2 }),
  })
  .map(({ groups, rules, withFit, max, mql, hot }) => ({
    name: "Any",
    range: { min: 0, max },
    lists: LISTS,
    groups,
    rules: rules.map((rule, index) =>
      compact({ ...rule, id: `r${index}`, label: `Rule ${index}` }),
    ) as Rule[],
    bands: { fit: withFit ? { A: 30, B: 20, C: 10 } : null, engagement: { 1: 60, 2: 35, 3: 15 } },
    mql,
    hot,
  }));

const activity = fc.record({
  type: fc.constantFrom(...TYPES, "unheard_of"),
  occurredAt: instant,
  trust: fc.constantFrom<ScoredActivity["trust"]>("human", "human", "human", "automatic", "suspect"),
  channel: fc.constantFrom(null, "director", "10"),
  campaign: fc.constant(null),
  initiatedBy: fc.constantFrom<ScoredActivity["initiatedBy"]>(null, null, "lead", "rep", "marketing"),
  properties: fc.record({ path: maybe(stored), amount: maybe(stored) }).map(compact) as fc.Arbitrary<
    ScoredActivity["properties"]
  >,
});

export const subject: fc.Arbitrary<ScoreSubject> = fc
  .record({
    createdAt: instant,
    attributes: fc.array(fc.record({ field: fc.constantFrom(...ATTRIBUTES), value: stored, at: instant }), {
      maxLength: 12,
    }),
    activities: fc.array(activity, { maxLength: 25, size: "max" }),
    adjustments: fc.array(
      fc.record({
        points: fc.integer({ min: -30, max: 30 }),
        startsOn: day,
        length: maybe(fc.integer({ min: 0, max: 40 })),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ createdAt, attributes, activities, adjustments }) => ({
    leadId: "lead",
    createdAt,
    attributes: attributes.sort((a, b) => Number(a.at) - Number(b.at)),
    // Ids do not follow time, so that the order of one instant is decided by them alone.
    activities: activities
      .map((entry, index) => ({ ...entry, id: `a${(index * 7) % 25}-${index}` }))
      .sort((a, b) => Number(a.occurredAt) - Number(b.occurredAt) || (a.id < b.id ? -1 : 1)),
    adjustments: adjustments.map(({ points, startsOn, length }, index) => ({
      id: `j${index}`,
      points,
      reason: "told by a person",
      startsOn,
      expiresOn: length === undefined ? null : addDays(startsOn, length),
    })),
  }));
