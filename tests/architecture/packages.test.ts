import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { completeLock } from "@/lib/platform/launcher/complete-lock.mjs";
import { ROOT } from "@/lib/platform/root";

type Locked = { version?: string; link?: boolean };
type Lock = { packages: Record<string, Locked> };

const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const lock = JSON.parse(read("package-lock.json")) as Lock;
const floors = JSON.parse(read("tests/security/floors.json")) as Record<string, string>;
const manifest = JSON.parse(read("package.json")) as Record<
  "dependencies" | "devDependencies",
  Record<string, string>
>;

function isAtLeast(version: string, floor: string): boolean {
  const [a, b] = [version, floor].map((text) => text.split(/[.-]/).map(Number));
  for (const [index, part] of b!.entries()) if (a![index] !== part) return (a![index] ?? 0) > part;
  return true;
}

/** Every installed version of a package, however deep. */
const versionsOf = (name: string) =>
  Object.entries(lock.packages).flatMap(([path, { version }]) =>
    path.endsWith(`node_modules/${name}`) && version ? [version] : [],
  );

describe("the packages", () => {
  test.each(Object.entries(floors))(
    "%s is nowhere older than %s, the last version with a known hole",
    (name, floor) => {
      const versions = versionsOf(name);
      expect(versions).not.toEqual([]);
      expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
    },
  );

  test("every dependency is pinned to one version", () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  test("the lock file holds the native packages of every platform", () => {
    expect(Object.keys(completeLock(lock).packages)).toEqual(Object.keys(lock.packages));
  });

  test("the lock file names no registry", () => {
    expect(read("package-lock.json")).not.toMatch(/"resolved"/);
  });
});
