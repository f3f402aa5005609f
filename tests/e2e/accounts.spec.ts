import type { Browser, BrowserContext, Page } from "@playwright/test";
import { expect, signIn, test } from "../support/e2e";
import { ADMIN } from "../support/e2e-access";

const PASSWORD = "seven quiet lanterns";

let counter = 0;
const newEmail = (name: string) => `${name}.${process.pid}.${++counter}@example.org`;

/** Invites somebody as the admin and answers the link. */
async function invite(page: Page, email: string, role: string): Promise<string> {
  await page.goto("/settings/people");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Role").selectOption({ label: role });
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  return page.getByLabel(`Invitation link for ${email}`).inputValue();
}

/** A browser of somebody else, who joins by the link; without JavaScript unless told. */
async function join(
  browser: Browser,
  link: string,
  name: string,
  options: { javaScriptEnabled?: boolean } = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ javaScriptEnabled: options.javaScriptEnabled ?? false });
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invite"));
  return { context, page };
}

test("somebody invited by link joins without JavaScript and lands where their day begins; the link works once", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const link = await invite(page, newEmail("rosa"), "Sales rep");
  const rosa = await join(browser, link, "Rosa Lind");
  expect(new URL(rosa.page.url()).pathname).toBe("/inbox");
  await rosa.page.goto(link);
  await expect(rosa.page.getByText("This link no longer works")).toBeVisible();
  await rosa.context.close();
});

test("a refused sign-in keeps the address and never the password", async ({ page }) => {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "do not belong together" })).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(ADMIN.email);
  await expect(page.getByLabel("Password")).toHaveValue("");
});

test("a role that is changed counts from the next click on; somebody shut out is signed out", async ({
  page,
  browser,
}) => {
  await signIn(page);
  const email = newEmail("milan");
  const name = `Milan ${process.pid}`;
  const link = await invite(page, email, "Manager");
  const milan = await join(browser, link, name, { javaScriptEnabled: true });
  await milan.page.goto("/audit");
  await expect(milan.page.getByRole("heading", { level: 1, name: "Audit" })).toBeVisible();

  await page.goto("/settings/people");
  await page.getByRole("link", { name: name, exact: true }).click();
  await page.getByRole("radio", { name: "Viewer" }).check();
  await page.getByRole("button", { name: "Save" }).first().click();
  await expect(page.getByText("It counts from their next click")).toBeVisible();
  await milan.page.goto("/audit");
  await expect(milan.page.getByText("There is nothing here")).toBeVisible();
  await expect(milan.page.getByRole("heading", { level: 1, name: "Audit" })).toHaveCount(0);

  await page.getByRole("button", { name: "Deactivate" }).click();
  await expect(page.getByRole("button", { name: "Reactivate" })).toBeVisible();
  await milan.page.goto("/leads");
  expect(new URL(milan.page.url()).pathname).toBe("/sign-in");
  await milan.context.close();
});

test("sign-in goes back to the page that was asked for, and never to another host", async ({ page }) => {
  await page.goto("/settings/keys");
  await page.waitForURL(/sign-in\?callbackUrl=%2Fsettings%2Fkeys/);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL("**/settings/keys");
  for (const target of [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
  ]) {
    await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(target)}`);
    expect(new URL(page.url()).hostname).toBe("localhost");
  }
});

test("signing out ends the session itself, not only the cookie", async ({
  page,
  playwright,
  baseURL,
  expectedErrors,
}) => {
  // The bell of the page one leaves may ask once more, and is refused.
  expectedErrors.push(/401.*\/alerts/);
  await signIn(page);
  const kept = await playwright.request.newContext({
    ...(baseURL ? { baseURL } : {}),
    storageState: await page.context().storageState(),
  });
  expect((await kept.get("/api/v1/users")).status()).toBe(200);
  await page.getByRole("button", { name: /^Your menu/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.waitForURL("**/sign-in");
  expect((await kept.get("/api/v1/users")).status()).toBe(401);
  await kept.dispose();
});

test("a form of a foreign page is refused before anything is read", async ({ page }) => {
  await signIn(page);
  for (const headers of [
    { origin: "https://evil.example" },
    { origin: "null" },
    { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
    {},
  ] as Record<string, string>[]) {
    const answer = await page.request.post("/settings/people", { headers, form: { email: "x@example.org" } });
    expect(answer.status(), JSON.stringify(headers)).toBe(403);
  }
});

test("the endpoints of next-auth open the same sessions, and a client cannot write into one", async ({
  request,
}) => {
  const { csrfToken } = await (await request.get("/api/auth/csrf")).json();
  const signedIn = await request.post("/api/auth/callback/credentials", {
    form: { ...ADMIN, csrfToken, json: "true" },
  });
  expect(signedIn.status()).toBe(200);
  const before = await (await request.get("/api/auth/session")).json();
  expect(before.user.email).toBe(ADMIN.email);
  const updated = await request.post("/api/auth/session", {
    data: { csrfToken, data: { sub: "someone", user: { email: "eve@evil.example", role: "admin" } } },
  });
  expect(updated.ok()).toBe(true);
  expect((await (await request.get("/api/auth/session")).json()).user).toEqual(before.user);
});

test("every kind of page and endpoint carries its headers", async ({ page, request }) => {
  await signIn(page);
  const pages = ["/sign-in", "/leads", "/settings/account", "/nowhere"];
  const nonces = new Set<string>();
  for (const path of pages) {
    const headers = (await page.request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
    expect(policy, path).not.toContain("unsafe-eval");
    expect(policy, path).toMatch(/frame-ancestors 'none'/);
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["referrer-policy"], path).toBe("same-origin");
  }
  expect(nonces.size, "a nonce of its own each").toBe(pages.length);
  for (const path of [
    "/api/health",
    "/api/v1/leads",
    "/api/v1/openapi.json",
    "/api/nowhere",
    "/api/auth/session",
  ]) {
    const headers = (await request.get(path)).headers();
    expect(headers["cache-control"], path).toContain("no-store");
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["content-security-policy"], path).toContain("default-src 'none'");
  }
});
