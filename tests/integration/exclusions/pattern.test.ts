import fc from "fast-check";
import { expect, test } from "vitest";
import { matchesPattern, PATTERN_TESTS, type Pattern } from "@/lib/exclusions/exclusion";
import { db } from "@/lib/platform/db/client";
import type { JsonObject } from "@/lib/shared/json";
import { useDatabase } from "../../support/database";

useDatabase();

const word = fc.constantFrom(
  "bot",
  "BOT",
  "Straße",
  "STRASSE",
  "İ",
  "10.0.0.7",
  "2001:DB8::1",
  "::ffff:1.2.3.4",
  "",
);
const text = fc.oneof(
  fc.array(word, { maxLength: 2 }).map((words) => words.join("")),
  fc.ipV4(),
  fc.ipV6(),
);
const value = fc.oneof(
  text,
  fc.constantFrom("10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0", "10.0.0.7/32"),
);
const pattern = fc.record({
  field: fc.constantFrom("source", "channel", "campaign", "property.ip", "property.a.b", "property."),
  test: fc.constantFrom(...PATTERN_TESTS),
  value,
}) satisfies fc.Arbitrary<Pick<Pattern, "field" | "test" | "value">>;
const property = fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null), fc.array(text));
const activity = fc.record({
  source: text,
  channel: fc.option(text),
  campaign: fc.option(text),
  properties: fc.dictionary(fc.constantFrom("ip", "a.b", ""), property) as fc.Arbitrary<JsonObject>,
});

test("the database excludes exactly what the rule excludes", async () => {
  const cases = fc.sample(fc.tuple(pattern, activity), 8_000);
  const rows = await db().$queryRaw<{ matches: boolean }[]>`
    select exclusion_matches(p ->> 'field', p ->> 'test', p ->> 'value', a ->> 'source', a ->> 'channel',
      a ->> 'campaign', a -> 'properties') as matches
    from jsonb_array_elements(${JSON.stringify(cases)}::jsonb) with ordinality as c(pair, place),
      lateral (select pair -> 0 as p, pair -> 1 as a) both_parts
    order by place`;
  const always = { activityType: null, occurredFrom: null, occurredTo: null };
  const disagreements = cases.flatMap(([said, told], index) => {
    const looked = { ...told, type: "page_viewed", occurredAt: new Date() };
    const matches = matchesPattern({ ...said, ...always }, looked);
    return matches === rows[index]!.matches ? [] : [{ said, told, matches }];
  });
  expect(disagreements).toEqual([]);
  expect(rows.filter(({ matches }) => matches).length).toBeGreaterThan(50);
});
