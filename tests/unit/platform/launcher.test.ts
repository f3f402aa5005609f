import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { completeLock } from "@/lib/platform/launcher/complete-lock.mjs";
import { isInstalled } from "@/lib/platform/launcher/packages.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "baton-launcher-"));
  mkdirSync(join(root, "node_modules"));
});

afterEach(() => rmSync(root, { recursive: true }));

type Packages = Record<string, Record<string, unknown>>;

const lockFile = (packages: Packages) =>
  writeFileSync(join(root, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...packages } }));

/** What npm notes when it has finished. */
const record = (packages: Packages) =>
  writeFileSync(join(root, "node_modules", ".package-lock.json"), JSON.stringify({ packages }));

const zod = (version: string) => ({ "node_modules/zod": { version } });

describe("the installed packages", () => {
  test("are complete when npm's own record has every version of the lock file", () => {
    lockFile(zod("4.6.7"));
    record(zod("4.6.7"));
    expect(isInstalled(root, { development: true })).toBe(true);
  });

  test("are incomplete while npm has not finished, and after the lock file changed", () => {
    lockFile(zod("4.6.7"));
    expect(isInstalled(root, { development: false })).toBe(false);
    record(zod("4.6.6"));
    expect(isInstalled(root, { development: false })).toBe(false);
  });

  test("may lack what is for other platforms, and for development where nothing is developed", () => {
    lockFile({
      ...zod("4.6.7"),
      "node_modules/swc-darwin": { version: "1.0.0", optional: true },
      "node_modules/vitest": { version: "5.1.1", dev: true },
    });
    record(zod("4.6.7"));
    expect(isInstalled(root, { development: false })).toBe(true);
    expect(isInstalled(root, { development: true })).toBe(false);
  });
});

describe("the lock file", () => {
  test("is completed with the native packages that npm left out", () => {
    const lock = {
      packages: {
        "node_modules/swc": {
          version: "1.0.0",
          optionalDependencies: { "swc-linux-x64-musl": "1.0.0", "swc-darwin-arm64": "1.0.0" },
        },
        "node_modules/swc-darwin-arm64": { version: "1.0.0", optional: true },
      },
    };
    expect(completeLock(lock).packages).toEqual({
      ...lock.packages,
      "node_modules/swc-linux-x64-musl": {
        version: "1.0.0",
        optional: true,
        os: ["linux"],
        cpu: ["x64"],
        libc: ["musl"],
      },
    });
  });
});
