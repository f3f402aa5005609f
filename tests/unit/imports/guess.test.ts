import { describe, expect, test } from "vitest";
import { chosenColumns, codeOfTargets, targetOfCode } from "@/lib/imports/choices";
import { guessMapping } from "@/lib/imports/guess";
import { targetsOf } from "@/lib/imports/interpret";
import { exportHeader } from "@/lib/leads/export/columns";

const guess = (columns: string[], ...rows: string[][]) =>
  Object.fromEntries(guessMapping(columns, rows).columns.map(({ column, to }) => [column, to]));

describe("the guess from column names", () => {
  test("knows who, where from, company, dates and owner in the usual spellings", () => {
    expect(
      guess(
        [
          "Record ID",
          "First Name",
          "E-Mail Address",
          "Company name",
          "Job Title",
          "Create Date",
          "Contact owner",
          "Original Source",
        ],
        ["1", "Ann", "a@b.example", "Acme", "CEO", "2026-01-05", "Sam", "paid"],
      ),
    ).toEqual({
      "Record ID": { kind: "field", field: "externalId" },
      "First Name": { kind: "field", field: "firstName" },
      "E-Mail Address": { kind: "field", field: "email" },
      "Company name": { kind: "field", field: "company.name" },
      "Job Title": { kind: "field", field: "title" },
      "Create Date": { kind: "captured" },
      "Contact owner": { kind: "owner", keepAs: "owner" },
      "Original Source": { kind: "field", field: "source" },
    });
  });

  test("gives a field to one column only and keeps the rest as custom fields", () => {
    expect(guess(["Email", "Work email", "Shoe size"], ["a@b.example", "c@d.example", "43"])).toEqual({
      Email: { kind: "field", field: "email" },
      "Work email": { kind: "custom", field: "work_email", type: "auto" },
      "Shoe size": { kind: "custom", field: "shoe_size", type: "auto" },
    });
  });

  test("takes a status for a stage only when its words are stages", () => {
    expect(
      guess(["Lifecycle Stage"], ["Marketing Qualified Lead"], ["Customer"])["Lifecycle Stage"],
    ).toMatchObject({ kind: "stage" });
    expect(guess(["status"], ["1"], ["0"]).status).toMatchObject({
      kind: "stage",
      values: { 1: "customer", 0: "lead" },
    });
    expect(guess(["status"], ["warm"], ["cold"]).status).toMatchObject({ kind: "custom" });
  });

  test("makes activities of behaviour: counts, ticks and named events", () => {
    expect(
      guess(
        [
          "website_visits",
          "page_views_per_visit",
          "last_activity",
          "digital_media",
          "first_interaction",
          "profile_completed",
        ],
        ["7", "1.86", "Email Activity", "Yes", "Website", "High"],
        ["2", "0.3", "Phone Activity", "No", "Mobile App", "Low"],
      ),
    ).toEqual({
      website_visits: { kind: "activity", reads: "count", type: "page_viewed" },
      page_views_per_visit: { kind: "custom", field: "page_views_per_visit", type: "auto" },
      last_activity: {
        kind: "activity",
        reads: "values",
        type: "custom",
        values: { "Email Activity": "email_clicked", "Phone Activity": "call_received" },
      },
      digital_media: { kind: "activity", reads: "yes", type: "ad_clicked", channel: "digital" },
      first_interaction: {
        kind: "activity",
        reads: "values",
        type: "custom",
        values: { Website: "page_viewed", "Mobile App": "product_used" },
        properties: { page_views_per_visit: "page_views_per_visit" },
      },
      profile_completed: {
        kind: "activity",
        reads: "values",
        type: "custom",
        values: { High: "account_created" },
      },
    });
  });

  test("reads the day first where a first part above twelve shows it", () => {
    expect(guessMapping(["d"], [["31/01/2026"]]).dateOrder).toBe("dmy");
    expect(guessMapping(["d"], [["01/31/2026"]]).dateOrder).toBe("mdy");
    expect(guessMapping(["d"], [["1.2.2026"]]).dateOrder).toBe("dmy");
  });

  test("understands every column of our own export, computed ones left out", () => {
    const header = exportHeader(["shoe size"]);
    const row = header.map((name) => (name === "Stage" ? "mql" : ""));
    const targets = guess(header, row);
    const left = Object.entries(targets).filter(([, to]) => to.kind === "ignore");
    expect(left.map(([name]) => name)).toEqual(["Score", "Fit", "Engagement", "Grade", "Last activity at"]);
    expect(Object.values(targets).filter(({ kind }) => kind === "custom")).toEqual([
      { kind: "custom", field: "shoe size", type: "auto" },
    ]);
  });
});

describe("the wizard's choices", () => {
  const columns = ["id", "visits", "state", "origin"];
  const mapping = {
    columns: [
      { column: "id", to: { kind: "field", field: "externalId" } },
      { column: "visits", to: { kind: "activity", reads: "count", type: "page_viewed" } },
      { column: "origin", to: { kind: "field", field: "channel" } },
      { column: "origin", to: { kind: "field", field: "source" } },
    ],
    unmapped: "ignore",
    requireEmail: false,
    unknownLead: "create",
    overwrite: true,
    dateOrder: "mdy",
  } as const;

  test("say what a column becomes and give the same back", () => {
    const targets = targetsOf(mapping, columns);
    const codes = targets.map((list, index) => codeOfTargets(columns[index]!, list));
    expect(codes.map(({ code }) => code)).toEqual(["field.externalId", "count", "ignore", "keep"]);
    const rebuilt = chosenColumns(columns, targets, codes);
    expect(rebuilt.filter(({ to }) => to.kind !== "ignore")).toEqual(mapping.columns);
  });

  test("a code that is none changes nothing", () => {
    expect(targetOfCode("field.owner", "x", "")).toBeNull();
    expect(targetOfCode("drop table", "x", "")).toBeNull();
  });
});
