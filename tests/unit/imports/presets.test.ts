import { describe, expect, test } from "vitest";
import { interpreter } from "@/lib/imports/interpret";
import { columnKey, type Mapping } from "@/lib/imports/mapping";
import { PRESETS, recognise, shippedPreset } from "@/lib/imports/presets";
import type { InterpretContext } from "@/lib/imports/row";
import { mappingSchema } from "@/lib/imports/schema";
import { normaliseEmail } from "@/lib/leads/identity";
import { ok, refuse } from "@/lib/shared/result";
import { DEFAULT_ACTIVITY_TYPES } from "@/lib/tracking/catalogue";

const context: InterpretContext = {
  zone: "UTC",
  currency: "EUR",
  readEmail: (text) => {
    const email = normaliseEmail(text);
    return email.ok ? ok(email.value) : refuse("is no e-mail address");
  },
  readDomain: (text) => text.toLowerCase(),
  companyDomainOf: () => null,
  people: new Map([["sam rep", "00000000-0000-7000-8000-000000000001"]]),
  activityTypes: new Set(DEFAULT_ACTIVITY_TYPES.map(({ key }) => key)),
  reasons: new Set(),
};

/** The lead that one row of a product's export tells of. */
function told(preset: string, row: Record<string, string>) {
  const columns = Object.keys(row);
  const read = interpreter(
    shippedPreset(preset)!.mapping,
    columns,
    context,
  )({
    line: 2,
    cells: Object.values(row),
    flaw: null,
  });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join("; "));
  const { times, stage } = read.lead.told;
  const days = Object.fromEntries(
    Object.entries(times).map(([name, time]) => [name, time.at.toISOString().slice(0, 10)]),
  );
  return { ...read.lead, stage, days };
}

describe("a preset", () => {
  test.each(PRESETS.map((preset) => [preset.key, preset] as const))(
    "%s is data that the API would take",
    (_, preset) => {
      expect(mappingSchema.parse(preset.mapping)).toEqual(preset.mapping);
      for (const { to } of preset.mapping.columns)
        if (to.kind === "activity") expect(context.activityTypes).toContain(to.type);
    },
  );

  test.each(PRESETS.map((preset) => [preset.key, preset] as const))(
    "%s gives no column the same meaning twice",
    (_, preset) => {
      const said = preset.mapping.columns.map(
        ({ column, to }) => `${columnKey(column)} ${JSON.stringify(to)}`,
      );
      expect(said.filter((text, at) => said.indexOf(text) !== at)).toEqual([]);
    },
  );

  test.each(PRESETS.map((preset) => [preset.key, preset] as const))(
    "%s is recognised by columns that it maps",
    (_, preset) => {
      const named = new Set(preset.mapping.columns.map(({ column }) => columnKey(column)));
      // Columns that tell the product but nothing about the lead.
      const silent = new Set(["isconverted", "marketouniquecode", "preferredlocale"]);
      for (const columns of preset.recognisedBy) {
        expect(
          columns.filter((column) => !named.has(columnKey(column)) && !silent.has(columnKey(column))),
        ).toEqual([]);
        expect(recognise(columns, PRESETS)?.key).toBe(preset.key);
      }
    },
  );

  test("that asks for more of the header wins: a saved mapping over the one it was made from", () => {
    const columns = ["Record ID", "Email", "Create Date", "Badge"];
    const mapping: Mapping = { ...shippedPreset("hubspot-contacts")!.mapping };
    const mine = { key: "mine", label: "Mine", description: "", recognisedBy: [columns], mapping };
    expect(recognise(columns, [...PRESETS, mine])?.key).toBe("mine");
    expect(recognise(columns.slice(0, 3), [...PRESETS, mine])?.key).toBe("hubspot-contacts");
    expect(recognise(["Email", "Name"], PRESETS)).toBeNull();
  });
});

describe("what the products export", () => {
  test("HubSpot: the stage dates, and a customer without a date of its own", () => {
    const lead = told("hubspot-contacts", {
      "Record ID": "101",
      "First Name": "Ann",
      Email: "ann@acme.example",
      "Company Name": "Acme",
      "Lifecycle Stage": "Customer",
      "Lead Status": "Connected",
      "Contact owner": "Sam Rep",
      "Create Date": "2025-01-02 09:30",
      "Original Source": "Organic Search",
      "Became a Lead Date": "2025-01-02 09:30",
      "Became a Marketing Qualified Lead Date": "2025-01-10 12:00",
      "Became a Sales Qualified Lead Date": "2025-01-20 12:00",
      "Became an Opportunity Date": "",
      "Became a Customer Date": "2025-03-01 12:00",
      "First Conversion Date": "2025-01-02 09:30",
      "Recent Deal Amount": "1200.50",
    });
    expect(lead).toMatchObject({
      externalId: "101",
      stage: "customer",
      days: { mql: "2025-01-10", sql: "2025-01-20", customer: "2025-03-01" },
      ownerId: "00000000-0000-7000-8000-000000000001",
      fields: { source: "Organic Search", channel: "Organic Search" },
      custom: { lead_status: "Connected" },
      amount: 120_050n,
      activities: [{ type: "form_submitted", at: new Date("2025-01-02T09:30:00Z") }],
    });
  });

  test("Salesforce: report labels and API names say the same", () => {
    const report = told("salesforce-leads", {
      "Lead ID": "00Q1",
      "First Name": "Ann",
      Email: "ann@acme.example",
      "Company / Account": "Acme",
      "Lead Owner": "Kim Nobody",
      "Lead Source": "Web",
      "Lead Status": "Closed - Converted",
      "No. of Employees": "1,200",
      "Create Date": "1/15/2025",
      "Converted Date": "2/20/2025",
      "MQL Date": "1/31/2025",
    });
    const api = told("salesforce-leads", {
      Id: "00Q1",
      FirstName: "Ann",
      Email: "ann@acme.example",
      Company: "Acme",
      OwnerId: "Kim Nobody",
      LeadSource: "Web",
      Status: "Closed - Converted",
      NumberOfEmployees: "1200",
      CreatedDate: "2025-01-15",
      ConvertedDate: "2025-02-20",
      MQL_Date__c: "2025-01-31",
    });
    const same = {
      stage: "opportunity",
      days: { mql: "2025-01-31", opportunity: "2025-02-20" },
      fields: { source: "Web" },
      custom: { owner: "Kim Nobody" },
      company: { name: "Acme", employees: 1_200 },
    };
    expect(report).toMatchObject(same);
    expect(api).toMatchObject(same);
    expect(told("salesforce-leads", { Id: "1", Status: "Working - Contacted" }).stage).toBe("sal");
    expect(told("salesforce-leads", { Id: "1", Status: "Unqualified" }).stage).toBe("disqualified");
  });

  test("Pipedrive: the lead, its person and the deal it became", () => {
    expect(
      told("pipedrive-leads", {
        "Lead - Title": "Acme lead",
        "Lead - Pipedrive System ID": "adf21080-0e10-11eb-879b-05d71fb426ec",
        "Lead - Owner": "Sam Rep",
        "Lead - Source channel": "Website",
        "Lead - Lead created": "2025-01-02 09:30:00",
        "Person - Name": "Ann van Acker",
        "Person - Email - Work": "ann@acme.example",
        "Person - Email - Home": "ann@home.example",
        "Organization - Name": "Acme",
        "Deal - Deal created": "2025-02-01 10:00:00",
        "Deal - Won time": "2025-03-01 10:00:00",
        "Deal - Value": "900",
      }),
    ).toMatchObject({
      email: { key: "ann@acme.example" },
      fields: { firstName: "Ann van", lastName: "Acker", channel: "Website" },
      days: { opportunity: "2025-02-01", customer: "2025-03-01" },
      amount: 90_000n,
      custom: { lead_title: "Acme lead" },
    });
    expect(
      told("pipedrive-leads", {
        "Lead - ID": "7",
        "Lead - Title": "x",
        "Lead - Archive time": "2025-02-01 10:00:00",
      }).days,
    ).toEqual({ recycled: "2025-02-01" });
  });

  test("Marketo: screen and API names, and the lifecycle", () => {
    expect(
      told("marketo-leads", {
        Id: "7",
        "Email Address": "ann@acme.example",
        "Company Name": "Acme",
        "Person Source": "Webinar",
        "Person Score": "45",
        "Lifecycle Status": "SQL",
        "MQL Date": "2025-01-10",
        "Created At": "2025-01-02T09:30:00Z",
        Unsubscribed: "1",
      }),
    ).toMatchObject({
      stage: "sql",
      days: { mql: "2025-01-10" },
      custom: { marketo_score: 45 },
      activities: [{ type: "unsubscribed" }],
    });
    expect(
      told("marketo-leads", { email: "ann@acme.example", leadScore: "9", leadStatus: "New" }),
    ).toMatchObject({
      custom: { marketo_score: 9, lead_status: "New" },
    });
  });

  test("Mautic: title is a form of address", () => {
    expect(
      told("mautic-contacts", {
        title: "Mrs.",
        firstname: "Penny",
        lastname: "Moore",
        email: "penny@acme.example",
        company: "Williams Bros.",
        position: "CTO",
        points: "100",
        stage: "MQL",
      }),
    ).toMatchObject({
      stage: "mql",
      fields: { title: "CTO" },
      custom: { salutation: "Mrs.", mautic_points: 100 },
    });
  });
});
