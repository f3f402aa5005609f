import fc from "fast-check";
import { expect, test } from "vitest";
import { globMatcher, pathOf } from "@/lib/conditions/glob";

test("a star stands for any text, slashes included; nothing else is special", () => {
  const cases: [pattern: string, path: string, matches: boolean][] = [
    ["/pricing", "/pricing", true],
    ["/pricing", "/pricing/eu", false],
    ["/pricing*", "/pricing/eu", true],
    ["/blog/*", "/Blog/2026/limits", true],
    ["/blog/*", "/blog", false],
    ["*/vs/*", "/en/vs/others", true],
    ["/a*a", "/a", false],
    ["/a*b*b", "/ab", false],
    ["/a.b", "/axb", false],
    ["/a?b", "/a?b", true],
    ["/(a+)+$", "/aaaa", false],
    ["*", "", true],
  ];
  for (const [pattern, path, matches] of cases)
    expect([pattern, path, globMatcher(pattern)(path)]).toEqual([pattern, path, matches]);
});

test("matches what the same pattern says as a regular expression", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "*"), maxLength: 7 });
  const text = fc.string({ unit: fc.constantFrom("a", "b", "B"), maxLength: 5 });
  fc.assert(
    fc.property(letters, text, (pattern, path) => {
      const naive = new RegExp(`^${pattern.split("*").join("[^]*")}$`, "i");
      expect(globMatcher(pattern)(path)).toBe(naive.test(path));
    }),
    { numRuns: 2_000 },
  );
});

test("a pattern that would keep a regular expression busy for years is answered by looking at each part once", () => {
  const looks: number[] = [];
  const text = new Proxy(new String("a".repeat(2_000)), {
    get(of, key) {
      if (key !== "toLowerCase") return Reflect.get(of, key);
      return () => {
        const lower = String(of);
        return {
          length: lower.length,
          startsWith: (part: string) => lower.startsWith(part),
          endsWith: (part: string) => lower.endsWith(part),
          indexOf: (part: string, from: number) => {
            looks.push(from);
            return lower.indexOf(part, from);
          },
        };
      };
    },
  });
  expect(globMatcher(`${"*a".repeat(60)}*b*`)(text as unknown as string)).toBe(false);
  expect(looks.length).toBeLessThanOrEqual(61);
});

test("the path of an address is what stands between host and query", () => {
  const cases: [string, string][] = [
    ["https://relay.example/pricing?utm=1#top", "/pricing"],
    ["HTTPS://relay.example", "/"],
    ["/blog/a#b", "/blog/a"],
    ["?q", "/"],
    ["pricing", "pricing"],
  ];
  for (const [address, path] of cases) expect(pathOf(address)).toBe(path);
});
