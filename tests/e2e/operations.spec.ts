import { expect, signIn, test } from "../support/e2e";

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test("every answer carries an id of the server's own, whatever the client calls its request", async ({
  api,
  page,
}) => {
  const told = { headers: { "x-request-id": "told-by-a-stranger" } };
  const answers = [
    await api.get("/api/v1/leads", told),
    await api.get("/api/health", told),
    await page.request.get("/sign-in", told),
  ];
  const ids = answers.map((answer) => answer.headers()["x-request-id"] ?? "");
  for (const id of ids) expect(id).toMatch(UUID);
  expect(new Set(ids).size).toBe(ids.length);

  const refused = await api.get("/api/v1/leads?limit=many", told);
  expect((await refused.json()).requestId).toBe(refused.headers()["x-request-id"]);
});

test("requests are counted by the route that answers, never by what a stranger typed", async ({
  api,
  page,
}) => {
  await api.get("/api/v1/leads/00000000-0000-7000-8000-000000000000");
  await page.goto("/sign-in");
  await page.request.get("/wp-login-of-a-stranger.php");
  await expect(async () => {
    const text = await (await api.get("/api/metrics")).text();
    expect(text).toMatch(/_count\{method="GET",route="\/api\/v1\/leads\/\[id\]",status="404"\} \d/);
    expect(text).toMatch(/_count\{method="GET",route="\/sign-in",status="200"\} \d/);
    expect(text).toMatch(/_count\{method="GET",route="other"/);
    expect(text).not.toContain("stranger");
    expect(text).toContain("baton_worker_up 1");
  }).toPass({ timeout: 20_000 });
});

test("an admin sees the jobs at work, and has the stored data examined", async ({ page }) => {
  await signIn(page);
  await page.goto("/settings/jobs");
  await expect(page.getByText("Nothing failed")).toBeVisible();
  await expect(page.getByRole("row", { name: /Puts due alerts under the bells/ })).toBeVisible();
  await page.getByRole("link", { name: "Doctor" }).click();
  await page.getByRole("button", { name: "Examine now" }).click();
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(/all \d+ promises hold/).first()).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
});
