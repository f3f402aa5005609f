import { type RunningApp, startApp } from "../support/app";
import { expect, test } from "../support/e2e";

let app: RunningApp;

// An app of its own: set-up happens once.
test.beforeAll(async () => {
  app = await startApp();
});
test.afterAll(() => app?.stop());

test("the first visit makes the admin, the workspace and a model, and invites a colleague; the second signs in", async ({
  page,
}) => {
  await page.goto(app.url);
  await page.waitForURL("**/setup");
  await page.getByLabel("Your name").fill("Ada Roth");
  await page.getByLabel("E-mail").fill("ada@example.org");
  await page.getByLabel("Password").fill("password123");
  await page.getByLabel("Password").press("Enter");

  await expect(page.getByLabel("Time zone")).toHaveValue("Europe/Berlin");
  await page.getByLabel("Name", { exact: true }).fill("Relay");
  await page.getByRole("button", { name: "Continue" }).click();

  await page.getByRole("radio", { name: /^Simple/ }).check();
  await page.getByRole("button", { name: "Create the workspace" }).click();

  // The leaked password is refused on the step where it was typed; nothing else is lost.
  await expect(page.getByText("attackers try first")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue("ada@example.org");
  await page.getByLabel("Password").fill("a rope and four knots");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Relay");
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("button", { name: "Create the workspace" }).click();

  await page.waitForURL("**/setup?step=people");
  await page.getByLabel("E-mail").fill("rosa@example.org");
  await page.getByLabel("Role").selectOption({ label: "Sales rep" });
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(page.getByLabel("Invitation link for rosa@example.org")).toHaveValue(/\/invite\//);

  await page.getByRole("link", { name: "Continue" }).click();
  await page.getByRole("link", { name: "Start empty" }).click();
  await page.waitForURL("**/leads");

  // Away first: a page that loses its session while it listens for news would say so in the console.
  await page.goto("about:blank");
  await page.context().clearCookies();
  await page.goto(`${app.url}/setup`);
  await page.waitForURL(/\/sign-in/);
});
