import { readdirSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { PRESETS, recognise } from "@/lib/imports/presets";
import { parseMapping } from "@/lib/imports/schema";
import { db } from "@/lib/platform/db/client";
import { useDatabase } from "@/tests/support/database";
import { imported } from "@/tests/support/imports";
import { sharedData } from "@/tests/support/shared-data";
import { givenWorkspace, type TestWorkspace } from "@/tests/support/workspace";

useDatabase();

let house: TestWorkspace;
beforeAll(async () => {
  house = await givenWorkspace();
});

const caller = () => house.as(house.marta);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

const emails = sharedData("email_vectors");

describe.skipIf(!emails)("the collected e-mail addresses (skipped where ../shared/data is absent)", () => {
  /** `&#x2400;` and on stand for control characters, as the file says. */
  const text = (xml: string) =>
    xml
      .replace(/&#x([0-9a-f]+);/gi, (_, code) => {
        const point = Number.parseInt(code, 16);
        return String.fromCodePoint(point >= 0x2400 && point < 0x2420 ? point - 0x2400 : point);
      })
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&apos;", "'")
      .replaceAll("&amp;", "&");

  test("are taken where they can be written to over the internet, and refused by row, column and rule where they are none", async () => {
    const xml = readFileSync(`${emails}/isemail_tests.xml`, "utf8");
    const cases = [...xml.matchAll(/<test id="(\d+)">([\s\S]*?)<\/test>/g)].map(([, id, body]) => ({
      id: id!,
      address: text(/<address>([\s\S]*?)<\/address>/.exec(body!)?.[1] ?? ""),
      category: /<category>([^<]*)</.exec(body!)?.[1] ?? "",
      diagnosis: /<diagnosis>([^<]*)</.exec(body!)?.[1] ?? "",
    }));
    expect(cases).toHaveLength(164);
    const done = await imported(caller(), {
      text: `External id,E-mail\n${cases.map(({ id, address }) => `${id},${quoted(address)}`).join("\n")}\n`,
    });
    expect(done.rows).toBe(164);
    const rows = await db().importRow.findMany({ where: { importId: done.id } });
    const leads = await db().lead.findMany({ select: { externalId: true, email: true } });
    const taken = new Map(leads.map(({ externalId, email }) => [externalId!, email]));
    const failed = rows.filter(({ verdict }) => verdict === "failed");
    expect(done.counts.created + failed.length + done.counts.updated + done.counts.unchanged).toBe(164);
    for (const { problems } of failed)
      expect(problems).toEqual([
        {
          column: "E-mail",
          rule: expect.stringMatching(/^(email|nul)$/),
          message: expect.stringMatching(/^E-mail /),
        },
      ]);
    const accepted = (wanted: string) =>
      cases
        .filter(({ category, id }) => category === wanted && taken.get(id))
        .map(({ id, address }) => `${id} ${address}`);
    expect(accepted("ISEMAIL_ERR")).toEqual([]);
    // Without a dot the domain is a top-level one, where nobody who fills in a form has an address.
    const valid = cases.filter(({ category }) => category === "ISEMAIL_VALID_CATEGORY");
    expect(valid.filter(({ id }) => !taken.get(id)).map(({ id, address }) => `${id} ${address}`)).toEqual([
      "5 test@io",
    ]);
  });
});

const phones = sharedData("phone_vectors");

describe.skipIf(!phones)("one mobile number a region (skipped where ../shared/data is absent)", () => {
  test("each is kept digit by digit as it was told, leading zeros too", async () => {
    const numbers: Record<string, string> = JSON.parse(
      readFileSync(`${phones}/examples.mobile.json`, "utf8"),
    );
    const told = Object.entries(numbers).map(([region, number]) => [region, `0${number}`] as const);
    const done = await imported(caller(), {
      text: `E-mail,Country,Phone\n${told.map(([region, number]) => `p${region}@phones.example,${region},${number}`).join("\n")}\n`,
    });
    expect(done.counts).toMatchObject({ created: 245, failed: 0 });
    const leads = await db().lead.findMany({
      where: { emailKey: { endsWith: "@phones.example" } },
      select: { country: true, phone: true },
    });
    expect(new Map(leads.map(({ country, phone }) => [country, phone]))).toEqual(new Map(told));
  });
});

const deals = sharedData("crm_sales_opportunities");

describe.skipIf(!deals)("8,800 opportunities of a CRM (skipped where ../shared/data is absent)", () => {
  test("give the published win rate and won value", async () => {
    const figures = JSON.parse(
      readFileSync(sharedData("expected_figures.json")!, "utf8"),
    ).crm_sales_opportunities;
    const done = await imported(
      caller(),
      { path: `${deals}/sales_pipeline.csv` },
      {
        score: false,
        mapping: parseMapping({
          columns: [
            { column: "opportunity_id", to: { kind: "field", field: "externalId" } },
            { column: "account", to: { kind: "field", field: "company.name" } },
            { column: "sales_agent", to: { kind: "owner", keepAs: "agent" } },
            { column: "product", to: { kind: "custom", field: "product", type: "text" } },
            {
              column: "deal_stage",
              to: {
                kind: "stage",
                values: { Won: "customer", Lost: "recycled", Engaging: "opportunity", Prospecting: "sql" },
              },
            },
            { column: "engage_date", to: { kind: "milestone", stage: "opportunity", precision: "day" } },
            { column: "close_date", to: { kind: "closed" } },
            { column: "close_value", to: { kind: "amount" } },
          ],
        }),
      },
    );
    expect(done).toMatchObject({ status: "done", counts: { created: figures.opportunities, failed: 0 } });
    const [row] = await db().$queryRaw<Record<string, number>[]>`
      select count(*) filter (where p.close_kind = 'customer')::int as won,
        count(*) filter (where p.close_kind = 'recycled')::int as lost,
        count(*) filter (where s.stage = 'opportunity')::int as engaging,
        count(*) filter (where s.stage = 'sql')::int as prospecting,
        (sum(o.amount) filter (where o.status = 'won') / 100)::float as value,
        count(*) filter (where l.company_id is null)::int as blank,
        (percentile_cont(0.5) within group (order by p.closed_at::date - p.opportunity_at::date)
          filter (where p.close_kind = 'customer'))::float as days
      from lead l join lead_score s on s.lead_id = l.id
      left join pass p on p.lead_id = l.id left join opportunity o on o.pass_id = p.id
      where l.import_id = ${done.id}::uuid`;
    const { stages } = figures;
    expect(row).toMatchObject({
      won: stages.Won,
      lost: stages.Lost,
      engaging: stages.Engaging,
      prospecting: stages.Prospecting,
      value: figures.won_value,
      blank: figures.blank_account,
      days: figures.median_days_won,
    });
    expect(Math.round((row!.won! / (row!.won! + row!.lost!)) * 100_000) / 1_000).toBe(
      figures.win_rate_of_closed_pct,
    );
    expect(done.findings.unmatched).toHaveLength(figures.agents_with_deals);
  }, 60_000);
});

const samples = sharedData("crm_product_samples");

describe.skipIf(!samples)("samples of five CRMs (skipped where ../shared/data is absent)", () => {
  const file = (name: string) => ({ path: `${samples}/${name}` });
  const rowsIn = async (importId: string, verdict: string) =>
    db().importRow.findMany({ where: { importId, verdict }, orderBy: { rowNo: "asc" } });

  test("HubSpot: contacts whose addresses are hashed fail, each by row, column and rule", async () => {
    const done = await imported(caller(), file("hubspot_fivetran/contact_data.csv"));
    expect(done).toMatchObject({ status: "done", counts: { created: 0, updated: 0 } });
    expect(done.counts.failed).toBe(done.rows);
    expect(done.rows).toBeGreaterThan(10);
    for (const { problems } of await rowsIn(done.id, "failed"))
      expect(problems).toContainEqual(
        expect.objectContaining({ rule: expect.stringMatching(/^email(_missing)?$/) }),
      );
  });

  test("Salesforce: leads come with the date of their conversion", async () => {
    const done = await imported(caller(), file("salesforce_fivetran/sf_lead_data.csv"));
    expect(done.status).toBe("done");
    expect(await presetOf(done.id)).toBe("salesforce-leads");
    expect(done.counts.failed).toBe(0);
    const passes = await db().pass.findMany({ where: { importId: done.id } });
    expect(passes.length).toBeGreaterThan(0);
    for (const pass of passes) {
      expect(pass.opportunityAt).not.toBeNull();
      expect(pass.imputed).toEqual(["mql", "sal", "sql"]);
      expect(pass.clocks).toBe(false);
    }
  });

  test("Marketo: people by address; a file of other things is refused with one sentence", async () => {
    const done = await imported(caller(), file("marketo_fivetran/marketo_lead_data.csv"), {
      preset: "marketo-leads",
    });
    expect(done).toMatchObject({ status: "done", counts: { failed: 0 } });
    expect(done.counts.created).toBe(done.rows);
    const other = file("marketo_fivetran/marketo_activity_merge_leads_data.csv");
    expect(await imported(caller(), other, { preset: "olist-mqls" })).toMatchObject({
      status: "failed",
      rows: 0,
      error: expect.stringMatching(/^The file has no column .*which tells the leads apart$/),
    });
  });

  test("Mautic: invented people, with spaces around their values", async () => {
    const done = await imported(caller(), file("mautic/fakeleaddata.csv"));
    expect(await presetOf(done.id)).toBe("mautic-contacts");
    expect(done.findings.problems).toMatchObject([{ rule: "key_missing", rows: 4, lines: [52, 53, 54, 55] }]);
    const ten = await imported(caller(), file("mautic/10contacts.csv"), { preset: "mautic-contacts" });
    expect(ten).toMatchObject({ rows: 10, counts: { failed: 0 } });
    expect(await db().lead.findUnique({ where: { emailKey: "ariel@example.com" } })).toMatchObject({
      firstName: "Ariel",
      lastName: "N.",
    });
  });

  test("every CSV file of the collection ends in a verdict for each of its rows, or in one sentence", async () => {
    for (const folder of readdirSync(samples!, { withFileTypes: true }))
      for (const name of folder.isDirectory() ? readdirSync(`${samples}/${folder.name}`) : []) {
        if (!name.endsWith(".csv")) continue;
        const done = await imported(caller(), file(`${folder.name}/${name}`), { dryRun: true, score: false });
        const { created, updated, unchanged, skipped, failed } = done.counts;
        if (done.status === "done") expect(created + updated + unchanged + skipped + failed).toBe(done.rows);
        else expect(done).toMatchObject({ status: "failed", error: expect.stringMatching(/\w+ \w+/) });
        for (const { problems, rowNo } of await rowsIn(done.id, "failed")) {
          expect(rowNo).toBeGreaterThan(1);
          expect(problems).not.toEqual([]);
        }
      }
  });

  test("the header rows met in the wild are recognised by the product they come from", () => {
    const { rows } = JSON.parse(readFileSync(`${samples}/header_rows_seen.json`, "utf8")) as {
      rows: { product: string; object: string; header: string[] }[];
    };
    const known = rows.map(({ product, object, header }) => [
      product,
      object,
      recognise(header, PRESETS)?.key ?? null,
    ]);
    expect(known.filter(([, , preset]) => preset !== null)).toEqual([
      ["HubSpot", "contacts export", "hubspot-contacts"],
      ["HubSpot", "contacts export", "hubspot-contacts"],
      ["HubSpot", "contacts export", "hubspot-contacts"],
      ["Salesforce", "leads (API names)", "salesforce-leads"],
      ["Salesforce", "lead report (labels)", "salesforce-leads"],
      ["Pipedrive", "people export", "pipedrive-leads"],
      ["Mautic", "demo contacts", "mautic-contacts"],
    ]);
  });

  const presetOf = async (id: string) => (await db().import.findUniqueOrThrow({ where: { id } })).preset;
});
