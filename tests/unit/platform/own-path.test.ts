import { describe, expect, test } from "vitest";
import { ownPath } from "@/lib/platform/web/own-path";

describe("where a sign-in goes next", () => {
  test.each(["/leads", "/leads?stage=mql&q=a%20b#top", "/leads/01-2", "/"])("%s is followed", (path) => {
    expect(ownPath(path)).toBe(path);
  });

  test.each([
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    " /leads",
    "leads",
    "",
    "/api/auth/signout",
    "/api",
    "/v1/batch",
    "/_next/data",
    `/${"x".repeat(3000)}`,
    undefined,
    ["/leads"],
  ])("%j is not", (candidate) => {
    expect(ownPath(candidate, "/home")).toBe("/home");
  });

  test("dots cannot climb out of the host", () => {
    expect(ownPath("/leads/../../api/v1")).toBe("/");
    expect(ownPath("/a/..//evil.example", "/home")).not.toMatch(/^\/\//);
  });
});
