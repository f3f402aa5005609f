import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { displayName, normaliseEmail, searchText } from "@/lib/leads/identity";

const keyOf = (text: string) => {
  const email = normaliseEmail(text);
  return email.ok ? email.value.key : email.reason;
};

describe("the key of an e-mail", () => {
  test.each([
    ["Ines.Roth@Harbour.example", "ines.roth@harbour.example"],
    ["  ines@harbour.example ", "ines@harbour.example"],
    ["mailto:ines@harbour.example", "ines@harbour.example"],
    ["ines+news@harbour.example", "ines+news@harbour.example"],
    ["ole@blåbær.example", "ole@xn--blbr-roah.example"],
    ["ines", "no_at"],
    ["@harbour.example", "no_local_part"],
    ["ines@", "no_domain"],
    ["ines@harbour", "domain"],
    ["ines@har bour.example", "domain"],
    ["ines@harbour.example/path", "domain"],
    ["ines@-harbour.example", "domain"],
    ["ines@10.0.0.1", "domain"],
    ["ines roth@harbour.example", "local_part"],
    ["ines..roth@harbour.example", "local_part"],
    ["a@b@harbour.example", "more_than_one_at"],
    ["ines＠harbour.example", "no_at"],
    ["ines@harbour.example\r\nBcc: x@y.example", "more_than_one_at"],
    [`${"x".repeat(65)}@harbour.example`, "local_part_too_long"],
    [`ines@${"x".repeat(64)}.example`, "domain"],
  ])("%j gives %j", (text, key) => {
    expect(keyOf(text)).toBe(key);
  });

  test("is its own key", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (text) => {
        const email = normaliseEmail(text);
        if (email.ok) expect(keyOf(email.value.key)).toBe(email.value.key);
      }),
    );
  });

  test("never holds what could become another header or line", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'aZ.@+:,;"\\<>()\r\n\t \u0000\u202eé＠'), maxLength: 40 }),
        (text) => {
          const email = normaliseEmail(`${text}@acme.example`);
          if (email.ok) expect(email.value.key).toMatch(/^[\x21-\x7e]+$/);
        },
      ),
    );
  });
});

test("a lead shows its name, else its e-mail, its company, its external id", () => {
  const nobody = { firstName: null, lastName: null, email: null, company: null, externalId: null };
  expect(displayName({ ...nobody, firstName: "Ines", lastName: "Roth", email: "i@h.example" })).toBe(
    "Ines Roth",
  );
  expect(displayName({ ...nobody, lastName: "Roth" })).toBe("Roth");
  expect(displayName({ ...nobody, email: "i@h.example", company: "Harbour" })).toBe("i@h.example");
  expect(displayName({ ...nobody, company: "Harbour", externalId: "X1" })).toBe("Harbour");
  expect(displayName({ ...nobody, externalId: "X1" })).toBe("X1");
  expect(displayName(nobody)).toBe("Unnamed lead");
});

test("search looks at name, e-mail, company and external id without case", () => {
  expect(
    searchText({
      firstName: "Ines",
      lastName: null,
      email: "I@H.example",
      company: "Harbour",
      externalId: "X1",
    }),
  ).toBe("ines i@h.example harbour x1");
});
