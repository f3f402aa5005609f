// npm leaves the native packages of other platforms out of the lock file, and `npm ci` then refuses it there. This
// writes them in, from the `optionalDependencies` of every package. Run it after each change of dependencies:
// node lib/platform/launcher/complete-lock.mjs
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const SYSTEMS = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "win32",
  "aix",
];
const PROCESSORS = [
  "arm64",
  "x64",
  "ia32",
  "arm",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

/** "@img/sharp-linuxmusl-x64" → ["", "img", "sharp", "linuxmusl", "x64"] */
const words = (name) => name.replace("windows", "win32").split(/[-/_@]/);

/** Whether some folder from the package upwards already holds the dependency. */
function isResolved(packages, path, name) {
  for (let folder = path; ; ) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    const parent = folder.lastIndexOf("node_modules/");
    if (parent < 0) return false;
    folder = folder.slice(0, parent).replace(/\/$/, "");
  }
}

function entryFor(name, version, owner) {
  const parts = words(name);
  const os = SYSTEMS.find((system) => parts.some((part) => part.startsWith(system)));
  const cpu = PROCESSORS.find((processor) => parts.includes(processor));
  const library = parts.find((part) => /musl|^gnu/.test(part));
  const libc = os === "linux" && library ? (library.includes("musl") ? "musl" : "glibc") : null;
  return {
    version: version.replace(/^\^/, ""),
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(owner.dev ? { dev: true } : {}),
    ...(libc ? { libc: [libc] } : {}),
    optional: true,
    ...(os ? { os: [os] } : {}),
  };
}

/** The lock with an entry for each optional dependency that npm left out. */
export function completeLock(lock) {
  const packages = { ...lock.packages };
  for (const [path, owner] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(owner.optionalDependencies ?? {}))
      if (/^\^?\d/.test(version) && !isResolved(packages, path, name))
        packages[`node_modules/${name}`] = entryFor(name, version, owner);
  const sorted = Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1));
  return { ...lock, packages: Object.fromEntries(sorted) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = "package-lock.json";
  const lock = JSON.parse(readFileSync(file, "utf8"));
  const complete = completeLock(lock);
  writeFileSync(file, `${JSON.stringify(complete, null, 2)}\n`);
  const added = Object.keys(complete.packages).length - Object.keys(lock.packages).length;
  process.stderr.write(`package-lock.json: ${added} entries added\n`);
}
