import { createHash, randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { type Account, canReach, serverAccount } from "./account";
import { copyInstallation, findInstallation, type Installation } from "./binaries";

/** Where one embedded server keeps its things, and who runs it. */
export type Home = {
  /** Baton's data folder, as an absolute path. */
  dataDir: string;
  /** The server's own folder (PGDATA). */
  cluster: string;
  log: string;
  /** The folder under /var/lib/baton when the data folder does not do; null otherwise. */
  systemHome: string | null;
  installation: Installation;
  /** null: the current user. */
  account: Account | null;
  /** What a person should be told about the place; null when nothing is unusual. */
  notice: string | null;
};

/** How to connect; kept beside the data, readable by its owner only. */
export type Access = { cluster: string; port: number; password: string };

const SYSTEM_FOLDER = "/var/lib/baton";

const accessFile = (dataDir: string) => join(dataDir, "postgres.json");

export function readAccess(dataDir: string): Access | null {
  const file = accessFile(dataDir);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Access) : null;
}

export function writeAccess(dataDir: string, access: Access): void {
  const file = accessFile(dataDir);
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(access, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** A password of 192 bits, safe in an address. */
export const makePassword = (): string => randomBytes(24).toString("base64url");

/** Makes a folder for the account alone. */
export function makeFolder(folder: string, account: Account | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (account) chownSync(folder, account.uid, account.gid);
}

/** As root, an existing folder is best served by its owner: it may have been made by an ordinary user. */
function accountFor(cluster: string): Account | null {
  const account = serverAccount();
  if (!account || !existsSync(cluster)) return account;
  const { uid, gid } = statSync(cluster);
  return uid === 0 || uid === account.uid ? account : { name: String(uid), uid, gid };
}

/** The cluster of a data folder that has one. A folder that was moved or copied brings its own, and a note of where that was. */
function knownCluster(dataDir: string): string | null {
  const own = join(dataDir, "postgres");
  return existsSync(join(own, "PG_VERSION")) ? own : (readAccess(dataDir)?.cluster ?? null);
}

/**
 * Settles where the server lives. Usually inside the data folder; when root starts Baton in a place that the server's
 * unprivileged account cannot reach, under /var/lib/baton, with a notice that says so.
 */
export function settleHome(dataDirectory: string): Home {
  const dataDir = resolve(dataDirectory);
  mkdirSync(dataDir, { recursive: true });
  const known = knownCluster(dataDir);
  const account = accountFor(known ?? join(dataDir, "postgres"));
  const installation = findInstallation();
  const inPlace = { dataDir, account, installation, systemHome: null, notice: null };
  if (!account) {
    const cluster = known ?? join(dataDir, "postgres");
    return { ...inPlace, cluster, log: join(dataDir, "postgres.log") };
  }

  const name = `${basename(dirname(dataDir))}-${createHash("sha256").update(dataDir).digest("hex").slice(0, 8)}`;
  const systemHome = join(SYSTEM_FOLDER, name);
  const reachesData = canReach(dataDir, account);
  const reachesBinaries = canReach(join(installation.folder, "bin"), account);
  const cluster = known ?? join(reachesData ? dataDir : systemHome, "postgres");
  const log = join(dirname(cluster), "postgres.log");
  if (reachesData && reachesBinaries) return { ...inPlace, cluster, log };

  mkdirSync(systemHome, { recursive: true, mode: 0o755 });
  const moved = cluster.startsWith(systemHome) ? "Its data is" : "Its programs are";
  return {
    ...inPlace,
    cluster,
    log,
    systemHome,
    installation: reachesBinaries ? installation : copyInstallation(installation, systemHome),
    notice:
      `PostgreSQL does not run as root, and its user ${account.name} cannot reach ${dataDir}. ` +
      `${moved} in ${systemHome}.`,
  };
}
