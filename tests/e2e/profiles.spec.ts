import { randomUUID } from "node:crypto";
import { expect, join, signIn, test } from "../support/e2e";

test("a marketer writes a buyer profile and publishes it with a note; a lead's page says how near the lead is to it", async ({
  page,
  browser,
  api,
}) => {
  test.setTimeout(120_000);
  const run = randomUUID().slice(0, 8);
  const name = `Keeper of locks ${run}`;
  // Its title is of this run only: no other lead is of the profile.
  const made = await api.post("/api/v1/leads", {
    data: {
      email: `lena@${run}.example`,
      firstName: "Lena",
      lastName: `Schleuse ${run}`,
      title: `Lock keeper ${run}`,
    },
  });
  const { id } = await made.json();
  await signIn(page);
  const marketer = await join(page, browser, {
    name: "Petra Profil",
    email: `petra-${run}@profiles.example`,
    role: "Marketer",
  });

  await marketer.goto("/scoring/profiles");
  await marketer.getByRole("button", { name: "New profile" }).press("Enter");
  const begin = marketer.getByRole("dialog", { name: "New buyer profile" });
  await begin.getByLabel("Name").fill(name);
  await begin.getByLabel("Name").press("Enter");
  await marketer.waitForURL(/\/scoring\/profiles\/[^/]+\/edit$/);

  // Nobody is compared with a profile that says nothing of anybody.
  await expect(marketer.getByText("Say in a sentence who this is")).toBeVisible();
  await expect(marketer.getByText("Mark at least one aspect as a must")).toBeVisible();
  const publish = marketer.getByRole("button", { name: "Publish …" });
  await marketer.getByLabel("Who this is, in a sentence").fill("Opens and closes the gates of a canal.");

  const aspectOf = async (area: string, label: string) => {
    const section = marketer.locator("section", { has: marketer.getByRole("heading", { name: area }) });
    await section.getByRole("button", { name: "Something a lead shows" }).press("Enter");
    await section.getByLabel("Name of the aspect").fill(label);
    return section.getByRole("group", { name: label });
  };
  const works = await aspectOf("Who they are", "Keeps a lock");
  await works.getByLabel("Field").selectOption({ label: "title" });
  await works.getByLabel("How it is compared").selectOption({ label: "contains" });
  await works.getByLabel("Text").fill(run);
  await works.getByRole("checkbox", { name: "a must" }).press("Space");
  await expect(marketer.getByText("Mark at least one aspect as a must")).toBeHidden();
  const size = await aspectOf("Where they work", "Ten people or more");
  await size.getByLabel("Field").selectOption({ label: "number of employees" });
  await size.getByLabel("How it is compared").selectOption({ label: "is at least" });
  await size.getByLabel("Number").fill("10");
  await expect(publish).toBeDisabled();
  await size.getByLabel("Number").press("Control+s");
  await expect(marketer.getByText("Saved. Nobody is compared with a draft.")).toBeVisible();

  await publish.press("Enter");
  const dialog = marketer.getByRole("dialog", { name: "Publish version 1" });
  await dialog.getByLabel("Why").fill("Canals buy from us");
  await dialog.getByRole("button", { name: "Publish version 1" }).press("Enter");
  await marketer.waitForURL(/\/scoring\/profiles\/[^/]+$/);
  await expect(marketer.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(marketer.getByRole("navigation", { name: "Versions" })).toContainText("Canals buy from us");
  await expect(marketer.getByRole("region", { name: "Leads" })).toContainText(
    /^Leads1 of \d+are of this profile/,
  );
  const profilePage = marketer.url();

  // The lead is of it; what is not known of it is said to be unknown, not taken for a no.
  await marketer.goto(`/leads/${id}`);
  const nearest = marketer.locator("section", {
    has: marketer.getByRole("heading", { name: "Buyer profile" }),
  });
  await expect(nearest.getByRole("link", { name })).toBeVisible();
  await expect(nearest).toContainText("It is one of them: 1 of 2 aspects match, 1 unknown");
  const standing = (aspect: string) => nearest.getByRole("listitem").filter({ hasText: aspect }).first();
  await expect(standing("Keeps a lock")).toContainText(/\(a must\)matches$/);
  await expect(standing("Ten people or more")).toContainText(/unknown$/);

  // Out of use, it says nothing about leads any more.
  await marketer.goto(profilePage);
  await marketer.getByRole("button", { name: "Take out of use" }).press("Enter");
  await expect(marketer.getByText("No lead is compared with it any more")).toBeVisible();
  await marketer.goto(`/leads/${id}`);
  await expect(nearest).toBeVisible();
  await expect(nearest.getByRole("link", { name })).toHaveCount(0);
});
