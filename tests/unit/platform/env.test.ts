import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { EnvironmentError, readEnvironment, risksOf, secret } from "@/lib/platform/env";

function complaintsAbout(source: Record<string, string>): readonly string[] {
  try {
    readEnvironment(source);
  } catch (error) {
    if (error instanceof EnvironmentError) return error.lines;
    throw error;
  }
  return [];
}

describe("what works but should be known", () => {
  const secret = "8fKq2mZx0RtY7uWvLpQe3NcB";
  test.each([
    [{ HOST: "0.0.0.0" }, ["HOST"]],
    [{ HOST: "0.0.0.0", BATON_URL: "http://leads.example.com" }, ["HOST"]],
    [{ HOST: "0.0.0.0", BATON_URL: "https://leads.example.com", BATON_SECRET: secret }, []],
    [{ BATON_SECRET: "s".repeat(32) }, ["BATON_SECRET"]],
    [{}, []],
  ])("%o", (source, variables) => {
    expect(risksOf(readEnvironment(source)).map((line) => line.split(" ")[0])).toEqual(variables);
  });
});

describe("the environment", () => {
  test("everything has a default", () => {
    expect(readEnvironment({})).toMatchObject({
      port: 3000,
      host: "127.0.0.1",
      url: "http://localhost:3000",
      databaseUrl: null,
      admin: null,
      sampleData: null,
      worker: "inline",
      mail: null,
      logLevel: "info",
    });
  });

  test("an empty variable is an absent one", () => {
    expect(readEnvironment({ PORT: "", BATON_URL: "", SMTP_URL: "" })).toEqual(readEnvironment({}));
  });

  test.each([
    ["PORT", "0"],
    ["PORT", "http"],
    ["PORT", "70000"],
    ["HOST", "http://0.0.0.0"],
    ["BATON_URL", "leads.example.com"],
    ["BATON_URL", "https://leads.example.com/baton"],
    ["DATABASE_URL", "mysql://localhost/baton"],
    ["DATABASE_URL", "postgresql://localhost"],
    ["BATON_SECRET", "too-short"],
    ["BATON_SECRET", "please-change-me-please-change-me"],
    ["BATON_SECRET", "<put a long random secret here>"],
    ["BATON_API_KEY", "short"],
    ["BATON_API_KEY", "your-api-key-your-api-key"],
    ["BATON_WRITE_KEY", "with space"],
    ["BATON_TIME_ZONE", "Mars/Olympus"],
    ["BATON_SAMPLE_DATA", "yes"],
    ["BATON_WORKER", "on"],
    ["BATON_TRUSTED_PROXIES", "10.0.0.1, proxy"],
    ["SMTP_URL", "mail.example.com"],
    ["LOG_LEVEL", "loud"],
  ])("%s=%s is refused in one line that names the variable and not its value", (name, value) => {
    const lines = complaintsAbout({ [name]: value });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(new RegExp(`^${name} must `));
    expect(lines[0]).not.toContain(`"${value}"`);
  });

  test("all wrong variables are named at once", () => {
    const lines = complaintsAbout({ PORT: "x", LOG_LEVEL: "x", BATON_ADMIN_EMAIL: "ada@example.com" });
    expect(lines.map((line) => line.split(" ")[0])).toEqual(["PORT", "LOG_LEVEL", "BATON_ADMIN_PASSWORD"]);
  });

  test("an OpenID Connect provider needs its issuer, id and secret", () => {
    expect(complaintsAbout({ AUTH_OKTA_ISSUER: "https://okta.example.com" })).toEqual([
      "AUTH_OKTA_ID must be set, because another AUTH_OKTA_… is",
      "AUTH_OKTA_SECRET must be set, because another AUTH_OKTA_… is",
    ]);
    const { oidc } = readEnvironment({
      AUTH_OKTA_ISSUER: "https://okta.example.com",
      AUTH_OKTA_ID: "baton",
      AUTH_OKTA_SECRET: "s",
      AUTH_OKTA_NAME: "Okta",
    });
    expect(oidc).toEqual([
      { key: "okta", name: "Okta", issuer: "https://okta.example.com", clientId: "baton", clientSecret: "s" },
    ]);
  });

  test("without BATON_SECRET one is made, kept for its owner only, and found again", () => {
    const folder = mkdtempSync(join(tmpdir(), "baton-secret-"));
    try {
      const environment = readEnvironment({ BATON_DATA_DIR: folder });
      const made = secret(environment);
      expect(made.length).toBeGreaterThanOrEqual(64);
      expect(secret(environment)).toBe(made);
      expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
      expect(secret(readEnvironment({ BATON_DATA_DIR: folder, BATON_SECRET: "g".repeat(32) }))).toBe(
        "g".repeat(32),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
