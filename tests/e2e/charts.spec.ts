import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expect, signIn, test } from "../support/e2e";

/** What an image file holds: its size, the colour of its corner, and the share of pixels of another colour. */
const looked = (page: Page, png: Buffer) =>
  page.evaluate(
    async (bytes) => {
      const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], { type: "image/png" }));
      const canvas = new OffscreenCanvas(image.width, image.height);
      const context = canvas.getContext("2d")!;
      context.drawImage(image, 0, 0);
      const pixels = context.getImageData(0, 0, image.width, image.height).data;
      const corner = [...pixels.slice(0, 3)];
      let drawn = 0;
      for (let at = 0; at < pixels.length; at += 4)
        if (corner.some((value, channel) => pixels[at + channel] !== value)) drawn += 4;
      return { width: image.width, height: image.height, corner, drawn: drawn / pixels.length };
    },
    [...png],
  );

for (const colorScheme of ["light", "dark"] as const)
  test(`a chart leaves as a picture of twice its size that looks as on the page (${colorScheme})`, async ({
    page,
    api,
  }) => {
    // Two passes whose scores lie in different bands: a distribution to draw.
    for (const profile of [{}, { title: "Head of Operations", country: "Germany" }]) {
      const email = `${colorScheme}-${Object.keys(profile).length}@harbour.example`;
      const made = await api.post("/api/v1/leads", { data: { email, ...profile } });
      const { id } = await made.json();
      await api.post(`/api/v1/leads/${id}/activities`, { data: { type: "demo_requested" } });
    }
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await signIn(page);
    await page.goto("/funnel");
    const frame = page.locator("section", {
      has: page.getByRole("button", { name: "Download as PNG" }),
    });
    const chart = frame.first();
    const drawing = chart.locator("svg.recharts-surface").first();
    await expect(drawing.locator(".recharts-bar-rectangle").first()).toBeVisible();
    const { width, height, ground } = await drawing.evaluate((svg) => ({
      width: svg.clientWidth,
      height: svg.clientHeight,
      ground: getComputedStyle(svg.closest("section")!).backgroundColor,
    }));

    const download = page.waitForEvent("download");
    await chart.getByRole("button", { name: "Download as PNG" }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/\.png$/);
    const picture = await looked(page, await readFile(await file.path()));
    expect(picture).toMatchObject({ width: width * 2, height: height * 2 });
    expect(picture.drawn).toBeGreaterThan(0.01);
    const isDark = picture.corner.every((value) => value < 80);
    expect(isDark, `drawn on ${picture.corner}, the page is ${ground}`).toBe(colorScheme === "dark");
  });
