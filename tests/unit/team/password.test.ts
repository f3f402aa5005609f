import { dictionary } from "@zxcvbn-ts/language-common";
import { describe, expect, test } from "vitest";
import { isCommonPassword } from "@/lib/platform/auth/common-passwords";
import { choosePassword } from "@/lib/team/password";

const ANNA = { email: "anna.berg@relay.example", name: "Anna Berg" };
const LEAKED = new Set(["password123", "iloveyou2"]);

const choose = (password: string) => {
  const chosen = choosePassword(password, ANNA, (lowerCase) => LEAKED.has(lowerCase));
  return chosen.ok ? "accepted" : chosen.reason;
};

describe("a password", () => {
  test.each([
    ["eight characters are enough", "k7%wq2fm", "accepted"],
    ["seven are not", "k7%wq2f", "too_short"],
    ["characters are counted, not bytes", "🎈🎈🦊🦉🐸🐼🐨🦁", "accepted"],
    ["200 are taken", `${"correct horse ".repeat(14)}abcd`, "accepted"],
    ["201 are not", "ab%9".repeat(51), "too_long"],
    ["a leaked one is refused in any case", "PassWord123", "common"],
    ["one character over and over is refused", "aaaaaaaaaa", "monotonous"],
    ["a short pattern over and over is refused", "abcabcabcab", "monotonous"],
    ["characters in a row are refused, also backwards", "hgfedcba", "monotonous"],
    ["one's own name is refused, however decorated", "Anna-Berg-2026!", "personal"],
    ["one's own address is refused", "anna.berg@relay.example", "personal"],
    ["the product's name is refused", "B.a.t.o.n.1!", "personal"],
    ["a phrase that contains one's name is fine", "anna likes long boats", "accepted"],
  ])("%s", (_rule, password, verdict) => {
    expect(choose(password)).toBe(verdict);
  });
});

test("the shipped list holds the passwords that are tried first, far more than 3,000", () => {
  for (const password of ["123456", "password", "qwerty123", "letmein", "iloveyou", "dragon"])
    expect(isCommonPassword(password), password).toBe(true);
  expect(dictionary["passwords-common"].length).toBeGreaterThan(3_000);
  expect(dictionary["passwords-common"].slice(0, 3_000).every(isCommonPassword)).toBe(true);
});
