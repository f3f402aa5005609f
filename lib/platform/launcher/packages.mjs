import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./npm.mjs";
import { fail, say } from "./say.mjs";

const read = (file) => JSON.parse(readFileSync(file, "utf8")).packages;

/**
 * Whether node_modules holds what the lock file asks for. npm writes its own record when an installation is complete, so
 * one that was interrupted does not count. Packages of other platforms may be absent.
 */
export function isInstalled(root, { development }) {
  const record = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(record)) return false;
  const installed = read(record);
  return Object.entries(read(join(root, "package-lock.json"))).every(([path, wanted]) => {
    if (path === "" || (wanted.dev && !development)) return true;
    const found = installed[path];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version;
  });
}

/** Installs the packages of the lock file unless they are there. */
export async function ensurePackages(root, { development, env }) {
  if (isInstalled(root, { development })) return;
  say("Installing packages (once)…");
  const code = await npm(["ci", "--include=dev", "--no-fund", "--no-audit", "--loglevel=error"], {
    cwd: root,
    env,
    quiet: true,
  });
  if (code !== 0) fail("npm ci failed: see the lines above.");
  if (!isInstalled(root, { development })) fail("npm ci did not install what package-lock.json names.");
}
