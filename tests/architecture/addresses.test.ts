import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const ROOT = new URL("../../", import.meta.url).pathname;

/** What answers: the addresses of pages and endpoints as segments; null stands for any one, "..." for any number. */
const answered = globSync("app/**/{page.tsx,route.ts}", { cwd: ROOT }).map((file) =>
  file
    .split("/")
    .slice(1, -1)
    .filter((segment) => !/^\(.*\)$/.test(segment))
    .map((segment) => (segment.startsWith("[...") ? "..." : segment.startsWith("[") ? null : segment)),
);

/** Addresses of our own that code names; null stands for a value put in. */
function addressesIn(text: string): (string | null)[][] {
  const named = text.matchAll(
    /(?:href|push|replace|redirect|action)\s*[=:(]\s*\{?\s*(["`])(\/(?!\/)[^"`\n]*)\1/g,
  );
  return [...named].map(([, , address]) =>
    address!
      .replaceAll(/\$\{[^}]*\}/g, "\0")
      .replace(/[?#].*$/, "")
      .split("/")
      .filter((segment) => segment !== "")
      .map((segment) => (segment.includes("\0") ? null : segment)),
  );
}

const answers = (page: (string | null)[], address: (string | null)[]): boolean =>
  page.includes("...")
    ? page.slice(0, page.indexOf("...")).every((segment, at) => segment === address[at])
    : page.length === address.length &&
      page.every((segment, at) => segment === null || address[at] === null || segment === address[at]);

describe("addresses", () => {
  const found = globSync("{app,components,lib}/**/*.{ts,tsx}", { cwd: ROOT }).flatMap((file) =>
    addressesIn(readFileSync(ROOT + file, "utf8")).map((address) => ({ file, address })),
  );

  test("are found at all", () => {
    expect(found.length).toBeGreaterThan(30);
    expect(answered.length).toBeGreaterThan(20);
  });

  test("lead to a page or an endpoint", () => {
    expect(found.filter(({ address }) => !answered.some((page) => answers(page, address)))).toEqual([]);
  });
});
