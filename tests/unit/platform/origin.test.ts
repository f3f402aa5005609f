import { describe, expect, test } from "vitest";
import { publicOrigin, trustedOrigins } from "@/lib/platform/web/origin";

const at = (url: string, host = "127.0.0.1", port = 3000) => ({ url, host, port });

describe("the origins that may change things", () => {
  test("by default are the names of the loopback, on our port", () => {
    expect([...trustedOrigins(at("http://localhost:3000"))]).toEqual([
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
    ]);
  });

  test("are BATON_URL alone when it is a public one", () => {
    expect([...trustedOrigins(at("https://leads.example.com", "0.0.0.0"))]).toEqual([
      "https://leads.example.com",
    ]);
  });

  test("are every name of the loopback when BATON_URL names one", () => {
    expect(trustedOrigins(at("http://127.0.0.1:4000"))).toContain("http://localhost:4000");
  });

  test("include the address in HOST and, when exposed, no name that only a request knows", () => {
    expect(trustedOrigins(at("http://localhost:3000", "192.0.2.7"))).toContain("http://192.0.2.7:3000");
    expect(trustedOrigins(at("http://localhost:3000", "0.0.0.0"))).not.toContain("http://evil.example:3000");
  });

  test("links use the configured one", () => {
    expect(publicOrigin(at("https://leads.example.com"))).toBe("https://leads.example.com");
  });
});
