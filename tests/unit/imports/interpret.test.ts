import { describe, expect, test } from "vitest";
import { interpreter } from "@/lib/imports/interpret";
import type { Mapping, Target } from "@/lib/imports/mapping";
import type { InterpretContext } from "@/lib/imports/row";
import { readDate, readNumber, readWholeNumber } from "@/lib/imports/values";
import { EMAIL_FAULT, normaliseEmail } from "@/lib/leads/identity";
import { ok, refuse } from "@/lib/shared/result";

const context: InterpretContext = {
  zone: "Europe/Berlin",
  currency: "EUR",
  people: new Map([
    ["sam", "user-sam"],
    ["sam@relay.example", "user-sam"],
  ]),
  activityTypes: new Set(["page_viewed", "ad_clicked"]),
  reasons: new Set(["no-need"]),
  readEmail: (text) => {
    const email = normaliseEmail(text);
    return email.ok ? ok(email.value) : refuse(EMAIL_FAULT[email.reason]);
  },
  readDomain: (text) => (text.includes(".") ? text.toLowerCase() : null),
  companyDomainOf: (key) => (key.endsWith("gmail.com") ? null : key.split("@")[1]!),
};

function read(targets: Record<string, Target>, cells: Record<string, string>, more: Partial<Mapping> = {}) {
  const columns = Object.keys(targets);
  const mapping: Mapping = {
    columns: columns.map((column) => ({ column, to: targets[column]! })),
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: "dmy",
    ...more,
  };
  return interpreter(
    mapping,
    columns,
    context,
  )({ line: 7, cells: columns.map((name) => cells[name] ?? ""), flaw: null });
}

const KEY: Record<string, Target> = { id: { kind: "field", field: "externalId" } };
const problems = (
  read: ReturnType<typeof interpreter> extends (record: never) => infer Answer ? Answer : never,
) => (read.ok ? [] : read.problems.map(({ column, rule }) => [column, rule]));

describe("a row", () => {
  test("without any key names no lead; one with an external id does", () => {
    expect(problems(read(KEY, {}))).toEqual([[null, "key_missing"]]);
    expect(read(KEY, { id: "X1" })).toMatchObject({ ok: true, lead: { externalId: "X1", email: null } });
  });

  test("fails without a valid e-mail where the mapping demands one", () => {
    expect(problems(read(KEY, { id: "X1" }, { requireEmail: true }))).toEqual([[null, "email_missing"]]);
  });

  test("names every column that is wrong, not only the first", () => {
    const answer = read(
      {
        ...KEY,
        mail: { kind: "field", field: "email" },
        when: { kind: "milestone", stage: "mql", precision: "instant" },
        size: { kind: "field", field: "company.employees" },
      },
      { id: "X1", mail: "a@b", when: "2026-02-31", size: "-3" },
    );
    expect(problems(answer)).toEqual([
      ["mail", "email"],
      ["when", "date"],
      ["size", "whole_number"],
    ]);
  });

  test("takes back the mark against formulas, composes letters and trims", () => {
    const answer = read(
      { ...KEY, title: { kind: "field", field: "title" } },
      { id: "'+49", title: "  Cafe\u0301 " },
    );
    expect(answer).toMatchObject({ lead: { externalId: "+49", fields: { title: "Café" } } });
  });

  test("refuses zero bytes and endless texts", () => {
    const title: Record<string, Target> = { ...KEY, title: { kind: "field", field: "title" } };
    expect(problems(read(title, { id: "1", title: "a\u0000b" }))).toEqual([["title", "nul"]]);
    expect(problems(read(title, { id: "1", title: "x".repeat(2_001) }))).toEqual([["title", "too_long"]]);
  });

  test("keeps people who are nobody here as text, and finds users by name or e-mail", () => {
    const owner: Record<string, Target> = { ...KEY, rep: { kind: "owner", keepAs: "rep" } };
    expect(read(owner, { id: "1", rep: "SAM" })).toMatchObject({
      lead: { ownerId: "user-sam", unmatched: [] },
    });
    expect(read(owner, { id: "1", rep: "4ef15afb" })).toMatchObject({
      lead: {
        ownerId: null,
        custom: { rep: "4ef15afb" },
        unmatched: [{ column: "rep", keepAs: "rep", value: "4ef15afb" }],
      },
    });
  });

  test("a company known only from the address is marked so; free mail tells of none", () => {
    const mail: Record<string, Target> = { mail: { kind: "field", field: "email" } };
    expect(read(mail, { mail: "a@acme.example" })).toMatchObject({
      lead: { company: { name: "acme.example", derived: true } },
    });
    expect(read(mail, { mail: "a@gmail.com" })).toMatchObject({ lead: { company: null } });
  });

  test("custom fields named like parts of JavaScript are plain data", () => {
    const answer = read(
      { ...KEY, x: { kind: "custom", field: "__proto__", type: "text" } },
      { id: "1", x: "y" },
    );
    expect(({} as Record<string, unknown>).x).toBeUndefined();
    expect(answer.ok && Object.keys(answer.lead.custom)).toEqual(["__proto__"]);
  });
});

describe("activities from columns", () => {
  const activity = (more: object) => ({ kind: "activity", type: "page_viewed", ...more }) as Target;

  test("a count becomes that many, each with a slot of its own", () => {
    const answer = read({ ...KEY, visits: activity({ reads: "count" }) }, { id: "1", visits: "3" });
    expect(answer.ok && answer.lead.activities.map(({ slot, type }) => [slot, type])).toEqual([
      ["visits/1", "page_viewed"],
      ["visits/2", "page_viewed"],
      ["visits/3", "page_viewed"],
    ]);
  });

  test("yes is one, no is none, anything else is a problem", () => {
    const ad: Record<string, Target> = {
      ...KEY,
      ad: activity({ reads: "yes", type: "ad_clicked", channel: "print" }),
    };
    expect(read(ad, { id: "1", ad: "Yes" })).toMatchObject({
      lead: { activities: [{ type: "ad_clicked", channel: "print" }] },
    });
    expect(read(ad, { id: "1", ad: "no" })).toMatchObject({ lead: { activities: [] } });
    expect(problems(read(ad, { id: "1", ad: "maybe" }))).toEqual([["ad", "boolean"]]);
  });

  test("other columns become its properties, as numbers where they are", () => {
    const answer = read(
      {
        ...KEY,
        last: activity({ reads: "values", values: { Web: "page_viewed" }, properties: { seconds: "time" } }),
        time: { kind: "ignore" },
      },
      { id: "1", last: "web", time: "1639" },
    );
    expect(answer).toMatchObject({
      lead: { activities: [{ type: "page_viewed", properties: { seconds: 1639 } }] },
    });
  });

  test("an absurd count is refused", () => {
    expect(
      problems(read({ ...KEY, visits: activity({ reads: "count" }) }, { id: "1", visits: "1000000" })),
    ).toEqual([["visits", "count"]]);
  });
});

describe("dates", () => {
  const date = (text: string, order: "dmy" | "mdy" = "dmy", zone = "Europe/Berlin") => {
    const read = readDate(text, zone, order);
    return read.ok ? `${read.value.at.toISOString()}${read.value.dateOnly ? " day" : ""}` : read.reason;
  };

  test.each([
    ["2018-02-01", "2018-01-31T23:00:00.000Z day"],
    ["2018-02-26 19:58:54", "2018-02-26T18:58:54.000Z"],
    ["2018-07-26T19:58:54.123", "2018-07-26T17:58:54.123Z"],
    ["2018-02-26T19:58:54Z", "2018-02-26T19:58:54.000Z"],
    ["2018-02-26T19:58:54+03:00", "2018-02-26T16:58:54.000Z"],
    ["26.02.2018", "2018-02-25T23:00:00.000Z day"],
    ["26/2/2018 7:05 pm", "2018-02-26T18:05:00.000Z"],
    ["1517443200000", "2018-02-01T00:00:00.000Z"],
    ["1970-01-01", "1969-12-31T23:00:00.000Z day"],
    ["2018-02-31", "date"],
    ["2018-13-01", "date"],
    ["26/02/2018 25:00", "date"],
    ["1969-12-31", "date_range"],
    ["2201-01-01", "date_range"],
    ["0001-01-01", "date_range"],
    ["yesterday", "date"],
    ["Infinity", "date"],
  ])("%s is read as %s", (text, expected) => {
    expect(date(text)).toBe(expected);
  });

  test("the order decides what slashes mean", () => {
    expect(date("03/04/2026", "dmy")).toBe("2026-04-02T22:00:00.000Z day");
    expect(date("03/04/2026", "mdy")).toBe("2026-03-03T23:00:00.000Z day");
  });
});

test.each([
  ["1200", 1200],
  ["1,200.50", 1200.5],
  ["1.200,50", 1200.5],
  ["€ 1 200", 1200],
  ["12 %", 12],
  ["-5", -5],
  ["5-20", null],
  ["1e400", null],
  ["", null],
])("the number %j is %j", (text, number) => {
  expect(readNumber(text)).toBe(number);
});

test("head counts are whole and not negative", () => {
  expect([
    readWholeNumber("7.0"),
    readWholeNumber("1,200"),
    readWholeNumber("-1"),
    readWholeNumber("7.5"),
  ]).toEqual([7, 1200, null, null]);
});
