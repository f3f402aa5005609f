import { type Browser, test as base, expect, type Page, request as requests } from "@playwright/test";
import { LONGEST_START, type RunningApp, startApp } from "./app";
import { ADMIN, API_KEY } from "./e2e-access";

export { expect };

type Fixtures = {
  /** Calls the HTTP API with an admin key, on the app of this run. */
  api: Awaited<ReturnType<typeof requests.newContext>>;
  /** Messages of the console that this test expects; everything else of level error fails it. */
  expectedErrors: RegExp[];
};

/** A browser test on the app of this run. An error in the browser's console, or an uncaught one, fails it. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads a fixture's needs from the pattern.
  baseURL: async ({}, use) => {
    await use(process.env.BATON_TEST_URL);
  },
  api: async ({ baseURL }, use) => {
    const context = await requests.newContext({
      ...(baseURL ? { baseURL } : {}),
      extraHTTPHeaders: { authorization: `Bearer ${API_KEY}` },
    });
    await use(context);
    await context.dispose();
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  expectedErrors: async ({}, use) => {
    await use([]);
  },
  page: async ({ page, expectedErrors }, use) => {
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") errors.push(`${message.text()} (${message.location().url})`);
    });
    await use(page);
    const unexpected = errors.filter((error) => !expectedErrors.some((expected) => expected.test(error)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },
});

/** A browser test on an app of its own that starts empty, with the admin set up: for what else happens in a workspace to stay out. */
export const testOnOwnApp = test.extend<object, { ownApp: RunningApp }>({
  ownApp: [
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    async ({}, use) => {
      const app = await startApp({
        BATON_ADMIN_EMAIL: ADMIN.email,
        BATON_ADMIN_PASSWORD: ADMIN.password,
        BATON_TIME_ZONE: "Europe/Berlin",
      });
      await use(app);
      await app.stop();
    },
    { scope: "worker", timeout: LONGEST_START },
  ],
  baseURL: async ({ ownApp }, use) => {
    await use(ownApp.url);
  },
});

/** Signs in through the page, as the admin unless told otherwise. */
export async function signIn(page: Page, person: { email: string; password: string } = ADMIN): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(person.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

const PASSWORD = "another-long-passphrase-8";

/** Invites somebody in the settings and accepts with the link, in a browser of their own. */
export async function join(
  admin: Page,
  browser: Browser,
  colleague: { name: string; email: string; role: string },
): Promise<Page> {
  await admin.goto("/settings/people");
  await admin.getByLabel("E-mail").first().fill(colleague.email);
  await admin.getByLabel("Role").first().selectOption({ label: colleague.role });
  await admin.getByRole("button", { name: "Invite" }).click();
  const link = await admin.getByLabel(`Invitation link for ${colleague.email}`).inputValue();
  const page = await (await browser.newContext()).newPage();
  await page.goto(link);
  await page.getByLabel("Your name").fill(colleague.name);
  await page.getByLabel("Password").first().fill(PASSWORD);
  await page.getByRole("button", { name: "Join" }).click();
  await page.waitForURL((url) => !url.pathname.startsWith("/invite"));
  return page;
}
