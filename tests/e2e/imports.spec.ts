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
