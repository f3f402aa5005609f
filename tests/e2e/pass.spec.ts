import type { Page } from "@playwright/test";
import { expect, join, signIn, testOnOwnApp as test } from "../support/e2e";

// The main job, end to end, by the people who do it: from an invitation to a won deal on the funnel page. Routing chooses
// among all reps and the figures count all leads, so nobody else's may be there.

const MARTA = { name: "Marta Lund", email: "marta@relay.example", role: "Marketer" };
const SAM = { name: "Sam Reed", email: "sam@relay.example", role: "Sales rep" };
const ROSA = { name: "Rosa Diaz", email: "rosa@relay.example", role: "Sales rep" };
const MILAN = { name: "Milan Novak", email: "milan@relay.example", role: "Manager" };

async function addLead(page: Page, first: string, last: string, domain: string): Promise<string> {
  await page.goto("/leads/new");
  await page.getByLabel("First name").fill(first);
  await page.getByLabel("Last name").fill(last);
  await page.getByLabel("E-mail").fill(`${first}@${domain}`.toLowerCase());
  await page.getByLabel("Job title").fill("Head of Operations");
  await page.getByLabel("Country").fill("Germany");
  const company = page.getByRole("group", { name: "Company" });
  await company.getByLabel("Name").fill(`${last} Works`);
  await company.getByLabel("Industry").fill("Manufacturing");
  await company.getByLabel("Employees").fill("400");
  await page.getByLabel("Channel").fill("organic_search");
  await page.getByRole("button", { name: "Add lead" }).click();
  await page.waitForURL(/\/leads\/[0-9a-f-]{36}/);
  return new URL(page.url()).pathname;
}

async function log(page: Page, type: string): Promise<void> {
  const button = page.getByRole("button", { name: "Log activity" });
  if ((await button.getAttribute("aria-expanded")) === "false") await button.click();
  const form = page.locator("form").filter({ has: page.getByLabel("What happened") });
  await form.getByLabel("What happened").selectOption({ label: type });
  await form.getByRole("button", { name: "Log", exact: false }).click();
  await expect(page.getByText(`Logged: ${type}`).first()).toBeVisible();
}

test("a lead goes from a demo request to a won deal, and the funnel shows every step", async ({
  browser,
  page,
  baseURL,
}) => {
  test.setTimeout(240_000);
  await signIn(page);
  const marta = await join(page, browser, MARTA);
  const reps = [await join(page, browser, SAM), await join(page, browser, ROSA)];
  const milan = await join(page, browser, MILAN);

  // The marketer adds two leads and sees the score and why.
  const ines = await addLead(marta, "Ines", "Roth", "roth-works.com");
  await log(marta, "Viewed pricing");
  await expect(marta.getByText("Viewed pricing or a comparison").first()).toBeVisible();
  await log(marta, "Asked for a demo");
  await expect(marta.getByText("Lead → MQL")).toBeVisible();
  const nils = await addLead(marta, "Nils", "Aal", "aal-works.com");
  await log(marta, "Asked for a demo");
  await expect(marta.getByText("Lead → MQL")).toBeVisible();

  // Each rep got one of them.
  for (const rep of reps) {
    await rep.goto("/inbox");
    await expect(rep.getByText(/Asked to talk to us/).first()).toBeVisible();
  }
  const holdsInes = await reps[0]!.getByRole("heading", { name: "Ines Roth" }).count();
  const [owner, other] = holdsInes > 0 ? [reps[0]!, reps[1]!] : [reps[1]!, reps[0]!];

  // One is rejected with a coded reason, by keyboard, undone as a slip, and rejected again.
  await expect(other.getByRole("heading", { name: "Nils Aal" })).toBeVisible();
  await other.keyboard.press("r");
  await other.getByRole("radio", { name: "No need" }).check();
  await other.getByRole("button", { name: "Reject", exact: false }).last().click();
  await other.getByRole("button", { name: "Undo" }).click();
  await expect(other.getByRole("heading", { name: "Nils Aal" })).toBeVisible();
  await other.goto(nils);
  await other.getByRole("button", { name: "Reject", exact: true }).click();
  await other.getByRole("dialog").getByText("Not ready yet").click();
  await other.getByRole("dialog").getByRole("button", { name: "Reject" }).click();
  await expect(other.getByText("MQL → Recycled").last()).toBeVisible();

  // The other is accepted, called, confirmed, and won.
  await owner.keyboard.press("a");
  await owner.getByRole("checkbox", { name: /Fits the profile/ }).check();
  await owner.getByRole("checkbox", { name: /The timing is right/ }).check();
  // The page is left next: not before the answer has reached the server.
  const accepted = owner.waitForResponse((response) => response.request().method() === "POST");
  await owner
    .getByRole("button", { name: /^Accept/ })
    .last()
    .click();
  await accepted;
  await owner.goto(ines);
  await expect(owner.getByText("MQL → SAL")).toBeVisible();
  await log(owner, "Called");
  await owner
    .getByRole("button", { name: /Confirm|SQL/ })
    .first()
    .click();
  const dialog = owner.getByRole("dialog");
  await dialog.getByLabel(/^Need/).first().fill("Fewer lost leads");
  await dialog
    .getByLabel(/^Timeline/)
    .first()
    .fill("This quarter");
  await dialog.getByRole("button").last().click();
  await expect(dialog).toBeHidden();
  await owner
    .getByRole("button", { name: /opportunity|deal/i })
    .first()
    .click();
  await dialog.getByLabel(/Amount/).fill("12500");
  await dialog.getByRole("button").last().click();
  await expect(dialog).toBeHidden();
  await owner.getByRole("button", { name: /won/i }).first().click();
  await dialog.getByRole("button").last().click();
  await expect(dialog).toBeHidden();
  await expect(owner.getByText("Opportunity → Customer")).toBeVisible();

  // The manager sees each step at once, and a number opens its rows.
  await milan.goto("/funnel");
  await expect(milan.getByRole("heading", { name: "Funnel" })).toBeVisible();
  await milan.goto("/funnel/rows?kpi=mql-to-customer");
  await expect(milan.getByText("Ines Roth")).toBeVisible();

  // And so does the API: the same figures.
  const metric = async (kpi: string) => (await milan.request.get(`${baseURL}/api/v1/metrics/${kpi}`)).json();
  expect(await metric("mql-to-sal")).toMatchObject({ numerator: 1, denominator: 2 });
  expect(await metric("sal-to-sql")).toMatchObject({ numerator: 1, denominator: 1 });
  expect(await metric("acceptance")).toMatchObject({ numerator: 1, denominator: 2 });
  expect(await metric("recycle")).toMatchObject({ numerator: 1, denominator: 2 });
  expect(await metric("mql-to-customer")).toMatchObject({ numerator: 1, denominator: 2 });
});
