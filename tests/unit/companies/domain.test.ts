import { describe, expect, test } from "vitest";
import { companyDomainOfEmail, domainOf } from "@/lib/companies/domain";
import { evaluate } from "@/lib/conditions/evaluate";
import { FREE_MAIL } from "@/lib/conditions/lists";
import { domainBook } from "@/lib/platform/domain-book";

describe("the domain of a company", () => {
  test.each([
    ["acme.com", "acme.com"],
    ["https://www.acme.co.uk/about?x=1", "acme.co.uk"],
    ["http://user@shop.acme.com:8080/", "acme.com"],
    ["Ines@Mail.ACME.com", "acme.com"],
    ["//acme.com", null],
    ["acme", null],
    ["localhost", null],
    ["192.168.0.1", null],
    ["co.uk", null],
    ["", null],
    ["www.blåbær.no", "xn--blbr-roah.no"],
  ])("of %j is %j", (text, domain) => {
    expect(domainOf(text, domainBook)).toBe(domain);
  });

  test("is not told by an address that anybody can get, and the score knows the same addresses", () => {
    const isFreeMail = (email: string) =>
      evaluate({ field: "email", op: "matches", list: FREE_MAIL }, () => email);
    expect(companyDomainOfEmail("ines@acme.com", domainBook)).toBe("acme.com");
    expect(isFreeMail("ines@acme.com")).toBe(false);
    for (const provider of ["gmail.com", "yahoo.co.uk", "hey.com", "duck.com", "proton.me", "web.de"]) {
      expect(companyDomainOfEmail(`ines@${provider}`, domainBook)).toBeNull();
      expect(isFreeMail(`ines@${provider}`)).toBe(true);
    }
  });
});
