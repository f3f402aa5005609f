import { expect, signIn, test } from "../support/e2e";

test("leads are narrowed to several grades at once, and the filter shows which", async ({ page, api }) => {
  // Nothing is known of it: a poor fit that did nothing.
  await api.post("/api/v1/leads", { data: { email: "nobody@several.example", lastName: "Several" } });
  await signIn(page);
  await page.goto("/leads?view=all&q=several.example");
  const filter = page.getByRole("button", { name: /^Filter/ });
  const square = page.getByRole("group", { name: "Grade" });
  await filter.click();
  await square.getByRole("checkbox", { name: /^A1:/ }).press("Space");
  await square.getByRole("checkbox", { name: /^D:/ }).press("Space");
  await page.getByRole("button", { name: "Show leads" }).click();
  await expect(page.getByText("grade is A1 or D")).toBeVisible();
  await expect(page.getByRole("link", { name: "Several", exact: true })).toBeVisible();
  await filter.click();
  await expect(square.getByRole("checkbox", { checked: true })).toHaveCount(2);
  await square.getByRole("checkbox", { name: /^D:/ }).press("Space");
  await page.getByRole("button", { name: "Show leads" }).click();
  await expect(page.getByText("No lead matches")).toBeVisible();
});
