import { expect, test } from "vitest";
import { companyAttributes } from "@/lib/scoring/company-history";

const day = (number: number) => new Date(Date.UTC(2026, 2, number));

test("a company's past counts from the day a lead joins it, its later changes from their own day, and leaving clears it", () => {
  const log = {
    acme: [
      { field: "industry", value: "Retail", at: day(1) },
      { field: "industry", value: "Software", at: day(2) },
      { field: "employees", value: 10, at: day(5) },
      { field: "employees", value: 900, at: day(9) },
    ],
    globex: [{ field: "industry", value: "Energy", at: day(1) }],
  };
  const links = [
    { companyId: "acme", at: day(3) },
    { companyId: "globex", at: day(7) },
    { companyId: null, at: day(8) },
  ];
  expect(companyAttributes(links, (id) => log[id as keyof typeof log])).toEqual([
    { field: "company.industry", value: "Software", at: day(3) },
    { field: "company.employees", value: 10, at: day(5) },
    { field: "company.industry", value: "Energy", at: day(7) },
    { field: "company.employees", value: null, at: day(7) },
    { field: "company.industry", value: null, at: day(8) },
    { field: "company.employees", value: null, at: day(8) },
  ]);
});
