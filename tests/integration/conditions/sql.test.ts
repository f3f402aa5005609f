import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Condition, LeadCondition, Truth } from "@/lib/conditions/condition";
import { type Deed, evaluate } from "@/lib/conditions/evaluate";
import { LEAD_FIELDS } from "@/lib/conditions/fields";
import type { NamedList } from "@/lib/conditions/lists";
import { matchSql, truthSql } from "@/lib/conditions/sql";
import { conditionWords } from "@/lib/conditions/words";
import { db } from "@/lib/platform/db/client";
import { newId } from "@/lib/platform/ids";
import { addDays, dayNumber, dayNumberOf } from "@/lib/shared/day";
import type { Json, JsonObject } from "@/lib/shared/json";
import { Prisma } from "@/prisma/generated/client";
import { useDatabase } from "../../support/database";
import { rounds } from "../../support/rounds";

useDatabase();

/** Texts that a careless translation would treat in another way: wildcards, quotes, escapes, case beyond ASCII. */
const TEXTS = [
  "VP, Sales",
  "directors",
  "Director",
  "50%_off",
  "50x_off",
  "back\\slash",
  "o'hara; drop table lead",
  "ÉTÉ à Köln",
  "STRASSE straße",
  "ΟΔΟΣ",
  "İstanbul",
  "а.Б-в",
  "日本 会社",
  "x²y",
  "10",
  "-3.50",
  "1e3",
  "٣",
  "007",
  "true",
  " ",
  "ada@eu.acme.com",
  "bob@gmail.com",
  "acme.com",
  "notacme.com",
  "a@b@ACME.org",
  "trailing.",
  "/pricing/eu?x=1",
  "https://Relay.example/pricing#top",
  "HTTPS://relay.example",
  "?q",
  "/a/50%_off/b",
] as const;

const text = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }).filter(isStorable) },
  { weight: 1, arbitrary: fc.constant("") },
);
const number = fc.oneof(
  fc.constantFrom(0, 10, -3.5, 7, 3, 250, 1e21, 0.1),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
);
const stored: fc.Arbitrary<Json> = fc.oneof(
  text,
  number,
  fc.boolean(),
  fc.constantFrom<Json>(null, [], ["10"], {}, { a: 1 }),
);
const part = fc.oneof(
  fc.constantFrom("%", "_", "\\", "'", "é", "ß", "σ", "ς", "i̇", "DIR", "@", "0", ".", "com"),
  fc.constantFrom(...TEXTS).map((sample) => sample.slice(0, 3)),
);
const scalar = fc.oneof(fc.constantFrom(...TEXTS), number, fc.boolean());

function isStorable(value: string): boolean {
  return value.isWellFormed() && !value.includes("\0");
}

const LISTS: readonly NamedList[] = [
  {
    id: "titles",
    label: "titles",
    kind: "words",
    entries: ["vp sales", "director", "%", "köln", "会社", "а б"],
  },
  { id: "rivals", label: "rivals", kind: "domains", entries: ["ACME.com", "acme.org", ""] },
  { id: "places", label: "places", kind: "values", entries: ["été À köln", "istanbul", "50%_OFF"] },
];

const FIELDS = [
  ...Object.keys(LEAD_FIELDS),
  "custom.plan",
  "custom.a b",
  "company.custom.tier",
  "no.such.field",
];
const field = fc.constantFrom(...FIELDS);

/** Patterns with what LIKE and regular expressions would read as something else. */
function pathTest(of: fc.Arbitrary<string>): fc.Arbitrary<Condition> {
  const value = fc.constantFrom(
    "*",
    "/pricing*",
    "/PRICING",
    "*50%*",
    "*_off",
    "*\\*",
    "/",
    "/*/b",
    "*köln",
    "(a+)+*",
  );
  return fc.record({ field: of, op: fc.constant("path-like" as const), value });
}

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ field, op: fc.constantFrom("is" as const, "is-not" as const), value: scalar }),
  fc.record({
    field,
    op: fc.constantFrom("in" as const, "not-in" as const),
    values: fc.array(scalar, { minLength: 1, maxLength: 4 }),
  }),
  fc.record({
    field,
    op: fc.constantFrom("contains" as const, "starts-with" as const, "ends-with" as const),
    value: part.filter((value) => value !== ""),
  }),
  fc.record({ field, op: fc.constantFrom("at-least" as const, "at-most" as const), value: number }),
  fc.record({ field, op: fc.constant("between" as const), from: number, to: number }),
  fc.record({ field, op: fc.constant("is-empty" as const) }),
  pathTest(field),
  fc.record({
    field,
    op: fc.constant("matches" as const),
    list: fc.constantFrom("titles", "rivals", "places", "free-mail", "nowhere"),
  }),
);

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    leaf,
    fc.record({ all: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ any: fc.array(tie("condition"), { maxLength: 3 }) }),
    fc.record({ not: tie("condition") }),
  ),
}));

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 5 });

const company = fc.record({
  name: text,
  industry: orNull(text),
  country: orNull(text),
  employees: orNull(fc.constantFrom(0, 7, 10, 250)),
  revenue: orNull(fc.constantFrom(0n, 10n, 250n, 600_000_000_000n)),
  custom: fc.dictionary(fc.constant("tier"), stored, { maxKeys: 1 }),
});

const lead = fc.record({
  email: orNull(text),
  title: orNull(text),
  firstName: orNull(text),
  lastName: orNull(text),
  phone: orNull(text),
  country: orNull(text),
  source: orNull(text),
  channel: orNull(text),
  campaign: orNull(text),
  asset: orNull(text),
  custom: fc.dictionary(fc.constantFrom("plan", "a b"), stored, { maxKeys: 2 }),
  company: orNull(company),
});

type LeadSample = typeof lead extends fc.Arbitrary<infer T> ? T : never;

const at = new Date("2026-03-11T11:00:00Z");

async function stores(sample: LeadSample): Promise<string> {
  const { company: employer, custom, ...fields } = sample;
  const id = newId();
  const times = { createdAt: at, updatedAt: at };
  const companyId = employer && newId();
  if (employer && companyId)
    await db().company.create({
      data: { ...employer, custom: employer.custom as object, id: companyId, ...times },
    });
  await db().lead.create({
    data: { ...fields, custom: custom as object, id, companyId, name: "any", capturedAt: at, ...times },
  });
  return id;
}

/** The same facts as the history of the lead tells them to the evaluator. */
function factsOf({ company: employer, custom, ...fields }: LeadSample): (field: string) => Json | undefined {
  const facts = new Map<string, Json>(Object.entries(fields));
  const addCustom = (prefix: string, values: Record<string, Json>) => {
    for (const [key, value] of Object.entries(values)) facts.set(`${prefix}${key}`, value);
  };
  addCustom("custom.", custom as JsonObject as Record<string, Json>);
  if (employer) {
    const { custom: more, revenue, ...rest } = employer;
    for (const [key, value] of Object.entries(rest)) facts.set(`company.${key}`, value);
    facts.set("company.revenue", revenue === null ? null : String(revenue));
    addCustom("company.custom.", more as Record<string, Json>);
  }
  return (name) => facts.get(name);
}

const TYPES = ["page_viewed", "demo_requested", "unlisted"] as const;

const deed = fc.record({
  type: fc.constantFrom(...TYPES),
  occurredAt: fc
    .integer({ min: 0, max: 12 * 24 * 4 })
    .map((quarter) => new Date(Date.parse("2026-03-24T00:00:00Z") + quarter * 900_000)),
  trust: fc.constantFrom("human" as const, "human" as const, "automatic" as const, "suspect" as const),
  channel: orNull(text),
  initiatedBy: orNull(fc.constantFrom("lead", "rep")),
  properties: fc.dictionary(fc.constantFrom("path", "depth", "a b"), stored, { maxKeys: 3 }),
  excluded: fc.boolean(),
});

type DeedSample = typeof deed extends fc.Arbitrary<infer T> ? T : never;

/** Keeps a lead's activities; answers them as they count: what is excluded is suspect. */
async function storesDeeds(leadId: string, deeds: DeedSample[]): Promise<DeedSample[]> {
  for (const { excluded, properties, ...columns } of deeds) {
    const id = newId();
    await db().activity.create({
      data: {
        ...columns,
        properties: properties as object,
        id,
        leadId,
        receivedAt: at,
        source: "test",
        messageId: id,
        payloadHash: id,
      },
    });
    if (excluded)
      await db().exclusion.create({
        data: { id: newId(), activityId: id, leadId, reason: "Ours", createdAt: at },
      });
  }
  return deeds.map((sample) => (sample.excluded ? { ...sample, trust: "suspect" } : sample));
}

function deedOf(
  { type, occurredAt, trust, channel, initiatedBy, properties }: DeedSample,
  zoneName: string,
): Deed {
  const fields: Record<string, Json> = { type, trust, channel, initiatedBy };
  const fact = (field: string) =>
    field.startsWith("property.") ? (properties as Record<string, Json>)[field.slice(9)] : fields[field];
  const explicit = type === "unlisted" ? null : type === "demo_requested";
  return { day: dayNumberOf(occurredAt, zoneName), type, trust, explicit, fact };
}

const deedField = fc.constantFrom(
  "type",
  "channel",
  "campaign",
  "initiatedBy",
  "trust",
  "property.path",
  "property.a b",
  "property.none",
);

const deedLeaf: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({
    field: deedField,
    op: fc.constantFrom("is" as const, "is-not" as const),
    value: fc.oneof(scalar, fc.constantFrom(...TYPES)),
  }),
  fc.record({ field: deedField, op: fc.constant("is-empty" as const) }),
  fc.record({ field: deedField, op: fc.constant("at-least" as const), value: number }),
  fc.record({
    field: deedField,
    op: fc.constant("matches" as const),
    list: fc.constantFrom("titles", "rivals"),
  }),
  pathTest(deedField),
);

const did = fc.record(
  {
    types: fc.uniqueArray(fc.constantFrom(...TYPES), { minLength: 1, maxLength: 2 }),
    where: fc.oneof(
      deedLeaf,
      fc.record({ not: deedLeaf }),
      fc.record({ any: fc.array(deedLeaf, { maxLength: 2 }) }),
    ),
    told: fc.constantFrom("explicit" as const, "implicit" as const),
    trust: fc.constantFrom("human" as const, "automatic" as const, "suspect" as const),
  },
  { requiredKeys: [] },
);

const activityTest: fc.Arbitrary<LeadCondition> = fc.oneof(
  fc.record({ did, atLeast: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ did, atLeast: fc.integer({ min: 1, max: 3 }), inDays: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ did, lastWithinDays: fc.integer({ min: 0, max: 6 }) }),
);

const { leadCondition } = fc.letrec<{ leadCondition: LeadCondition }>((tie) => ({
  leadCondition: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 4, arbitrary: activityTest },
    { weight: 1, arbitrary: leaf as fc.Arbitrary<LeadCondition> },
    { weight: 1, arbitrary: fc.record({ all: fc.array(tie("leadCondition"), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(tie("leadCondition"), { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ not: tie("leadCondition") }) },
  ),
}));

/** Around the night in which summer time begins in Europe. */
const day = fc.integer({ min: -2, max: 14 }).map((offset) => addDays("2026-03-24", offset));
const zone = fc.constantFrom(
  "Europe/Berlin",
  "America/New_York",
  "Asia/Kathmandu",
  "Pacific/Auckland",
  "UTC",
);

const FROM = Prisma.sql`from lead l left join company c on c.id = l.company_id`;

describe("a condition as SQL", () => {
  test("answers true, false or unknown exactly as the evaluator does, for any lead and any condition", async () => {
    const leads = fc.sample(lead, { numRuns: 250, seed: 20_260_311 });
    const factsById = new Map<string, (field: string) => Json | undefined>();
    for (const sample of leads) factsById.set(await stores(sample), factsOf(sample));
    let decided = 0;
    await fc.assert(
      fc.asyncProperty(condition, async (asked) => {
        const rows = await db().$queryRaw<{ id: string; truth: Truth }[]>`
          select l.id, ${truthSql(asked, LISTS)} as truth ${FROM}`;
        expect(rows).toHaveLength(leads.length);
        for (const { id, truth } of rows) {
          const expected = evaluate(asked, factsById.get(id)!, LISTS);
          if (expected === true) decided++;
          expect({ id, truth }).toEqual({ id, truth: expected });
        }
      }),
      { numRuns: rounds("conditions in SQL", 400, 20_000) },
    );
    expect(decided).toBeGreaterThan(0);
  });

  test("answers the same about what leads did, as of any day of any zone", async () => {
    const leads = fc.sample(fc.tuple(lead, fc.array(deed, { maxLength: 6 })), { numRuns: 60, seed: 7 });
    const known = new Map<string, { facts: (field: string) => Json | undefined; deeds: DeedSample[] }>();
    await db().activityType.createMany({
      data: [
        { key: "page_viewed", label: "Viewed", category: "x", explicit: false },
        { key: "demo_requested", label: "Asked", category: "x", explicit: true },
      ],
    });
    for (const [sample, deeds] of leads) {
      const id = await stores(sample);
      const counted = await storesDeeds(id, deeds);
      known.set(id, { facts: factsOf(sample), deeds: counted });
    }
    const ids = [...known.keys()];
    const outcomes = new Map<Truth, number>();
    const answersOf = new Map<string, string>();
    await fc.assert(
      fc.asyncProperty(leadCondition, day, zone, async (asked, on, zoneName) => {
        const rows = await db().$queryRaw<{ id: string; truth: Truth }[]>`
          select l.id, ${truthSql(asked, LISTS, { day: on, zone: zoneName })} as truth ${FROM}
          where l.id = any(${ids}::uuid[])`;
        expect(rows).toHaveLength(leads.length);
        // Two conditions that read the same are the same question.
        const words = `${on} ${zoneName} ${conditionWords(asked, { lists: LISTS, currency: "EUR", inFull: true })}`;
        const answers = rows
          .map(({ id, truth }) => `${id} ${truth}`)
          .sort()
          .join();
        expect(answersOf.get(words) ?? answers, words).toBe(answers);
        answersOf.set(words, answers);
        for (const { id, truth } of rows) {
          const { facts, deeds } = known.get(id)!;
          const history = { day: dayNumber(on), deeds: deeds.map((sample) => deedOf(sample, zoneName)) };
          const expected = evaluate(asked, facts, LISTS, history);
          outcomes.set(expected, (outcomes.get(expected) ?? 0) + 1);
          expect({ id, truth }).toEqual({ id, truth: expected });
        }
      }),
      { numRuns: Number(process.env.BATON_ORACLE_RUNS ?? 300) },
    );
    expect(answersOf.size).toBeGreaterThan(50);
    for (const truth of [true, false, null]) expect(outcomes.get(truth) ?? 0).toBeGreaterThan(50);
  });

  test("takes % and _ as they are written", async () => {
    const contains = (value: string): Condition => ({ field: "title", op: "contains", value });
    const percent = await stores({ ...EMPTY, title: "100%_sure" });
    await stores({ ...EMPTY, title: "100 per cent" });
    for (const value of ["0%", "%_", "_S"]) {
      const rows = await db().$queryRaw<{ id: string }[]>`
        select l.id ${FROM} where ${matchSql(contains(value))} and l.title like '100%'`;
      expect(rows).toEqual([{ id: percent }]);
    }
  });

  test("finds no lead whose answer is unknown, nor by its negation", async () => {
    const id = await stores(EMPTY);
    const asked: Condition = { field: "title", op: "is", value: "Director" };
    for (const either of [asked, { not: asked }]) {
      const rows = await db().$queryRaw<{ id: string }[]>`
        select l.id ${FROM} where ${matchSql(either)} and l.id = ${id}::uuid`;
      expect(rows).toEqual([]);
    }
  });
});

const EMPTY: LeadSample = {
  email: null,
  title: null,
  firstName: null,
  lastName: null,
  phone: null,
  country: null,
  source: null,
  channel: null,
  campaign: null,
  asset: null,
  custom: {},
  company: null,
};
