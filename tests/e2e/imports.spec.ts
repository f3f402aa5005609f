import { randomUUID } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../support/e2e";

test("a file that is no CSV is refused where it was chosen", async ({ page, expectedErrors }) => {
  expectedErrors.push(/415/);
  await signIn(page);
  await page.goto("/imports/new");
  await page.getByLabel(/Drop a CSV file here/).setInputFiles({
    name: "leads.xlsx",
    mimeType: "text/csv",
    buffer: Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 8, 8]),
  });
  await page.getByRole("button", { name: "Upload and try out" }).click();
  await expect(page.getByText(/zip archive or an Excel workbook/)).toBeVisible();
});

const PEOPLE = 28;

/**
 * A list as a trade fair hands it out: 28 people, one of them a second time with a phone number, and one whose address is
 * none. Nothing is known of the column about their work; its name differs in every run, because mappings are kept.
 */
function fairList() {
  const run = randomUUID().slice(0, 8);
  const work = `Badge line ${run}`;
  const row = (first: string, email: string, phone = "") =>
    `${first},Fair ${run},${email},Plant manager,${phone}`;
  const lines = [
    `First name,Last name,E-mail,${work},Phone`,
    ...Array.from({ length: PEOPLE }, (_, at) => row(`Guest${at + 1}`, `guest${at + 1}@${run}.example`)),
    row("Guest3", `guest3@${run}.example`, "+49 30 1234567"),
    row("Nobody", "nobody at the fair"),
  ];
  const file = { name: `fair-${run}.csv`, mimeType: "text/csv", buffer: Buffer.from(lines.join("\r\n")) };
  return { run, work, file, rows: lines.length - 1, lastLine: lines.length };
}

/** Chooses the file and sends it by keyboard; answers when the dry run has ended. */
async function tryOut(page: Page, file: ReturnType<typeof fairList>["file"]): Promise<void> {
  await page.goto("/imports/new");
  await page.getByLabel(/Drop a CSV file here/).setInputFiles(file);
  await page.getByRole("button", { name: "Upload and try out" }).press("Enter");
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
  await expect(page.getByText("Tried out, nothing is stored yet")).toBeVisible();
}

test("a file is tried out, mapped, run and undone, and each step says what it does", async ({ page }) => {
  test.setTimeout(120_000);
  const { run, work, file, rows, lastLine } = fairList();
  const understood = page.locator("section", { has: page.getByRole("heading", { name: /as understood/ }) });
  const guest = page.getByRole("link", { name: `Guest1 Fair ${run}` });
  const allOfThem = `/leads?view=all&q=${encodeURIComponent(`Fair ${run}`)}`;
  await signIn(page);

  // The dry run: its numbers, the row that will not come in, and nothing stored.
  await tryOut(page, file);
  await expect(page.locator("main")).toContainText(`Would be created${PEOPLE}of ${rows} rows`);
  await expect(page.locator("main")).toContainText(`Would be updated1of ${rows} rows`);
  await expect(
    page.getByRole("row", { name: /^E-mail E-mail has no @: "nobody at the fair"/ }),
  ).toContainText(`line ${lastLine}`);
  await page.getByRole("link", { name: "1 Would not be taken" }).press("Enter");
  await expect(page.getByRole("row", { name: new RegExp(`^${lastLine} Nobody, Fair ${run}`) })).toBeVisible();

  // One column is understood otherwise; the mapping is kept for the next file of its kind.
  await expect(understood).toContainText("badge_line");
  await page.getByLabel(`What “${work}” becomes`).selectOption({ label: "Title" });
  await page.getByRole("button", { name: "Try out again" }).press("Enter");
  await expect(understood).not.toContainText("badge_line");
  await expect(page.getByText("Tried out, nothing is stored yet")).toBeVisible();
  await page.getByLabel("Keep this mapping as").fill(`Fair ${run}`);
  await page.getByLabel("Keep this mapping as").press("Enter");
  await expect(page.getByText(`Kept as “Fair ${run}”`)).toBeVisible();
  await expect(page.getByLabel(`What “${work}” becomes`)).toHaveValue("field.title");

  // The run: under way until it is through, then the same numbers, each with its rows.
  await page.getByRole("button", { name: `Import ${PEOPLE + 1} rows` }).press("Enter");
  const created = page.getByRole("link", { name: `${PEOPLE} Created` });
  await expect(page.getByRole("progressbar", { name: "Importing" }).or(created)).toBeVisible();
  await expect(created).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Imported");
  await expect(page.getByRole("link", { name: "1 Updated" })).toBeVisible();
  await expect(page.getByRole("link", { name: "1 Not taken" })).toBeVisible();
  const importPage = page.url();
  await created.press("Enter");
  await guest.press("Enter");
  await page.waitForURL(/\/leads\//);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(`Guest1 Fair ${run}`);
  await expect(page.locator("main")).toContainText("Plant manager");
  await page.goto(allOfThem);
  await expect(page.getByText(`${PEOPLE} leads`, { exact: true })).toBeVisible();

  // The undo asks first and says what goes; then the leads are gone.
  await page.goto(importPage);
  await page.getByRole("link", { name: "Undo…" }).press("Enter");
  const question = page.locator("section", {
    has: page.getByRole("heading", { name: "Undo this import?" }),
  });
  await expect(question).toContainText(`${PEOPLE} leads that this file made go for good`);
  await question.getByRole("link", { name: "Keep it" }).press("Enter");
  await expect(question).toBeHidden();
  await page.getByRole("link", { name: "Undo…" }).press("Enter");
  await question.getByRole("button", { name: "Undo the import" }).press("Enter");
  await expect(
    page.getByText(/^Undone by .*: 28 leads and 0 companies removed, 0 leads restored\.$/),
  ).toBeVisible();
  await page.goto(allOfThem);
  await expect(page.getByText("No lead matches")).toBeVisible();
  await expect(guest).toHaveCount(0);

  // The next file of its kind is recognised by the mapping that was kept.
  await tryOut(page, file);
  await expect(page.getByText(new RegExp(`· Fair ${run} · by`))).toBeVisible();
  await expect(page.getByLabel(`What “${work}” becomes`)).toHaveValue("field.title");
});
