import { expect, signIn, test } from "../support/e2e";

test("the app says that it, its database and its worker are well", async ({ request }) => {
  const response = await request.get("/api/health");
  expect(response.status()).toBe(200);
  expect(await response.json()).toMatchObject({ status: "ok", database: "ok", worker: "ok" });
});

test("the admin named in the environment signs in and sees the leads", async ({ page }) => {
  await signIn(page);
  await page.goto("/leads");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
