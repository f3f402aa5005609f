import { readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";

/** A user of this machine who runs the database server. */
export type Account = { name: string; uid: number; gid: number };

const CANDIDATES = ["postgres", "nobody"];

/**
 * PostgreSQL refuses to run as root, so root lends it an unprivileged account: `postgres` where it exists, else
 * `nobody`. Null for everybody else: the server runs as whoever starts Baton.
 */
export function serverAccount(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const accounts = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name, , uid, gid]) => ({ name: name ?? "", uid: Number(uid), gid: Number(gid) }));
  for (const candidate of CANDIDATES) {
    const account = accounts.find((each) => each.name === candidate && each.uid > 0);
    if (account) return account;
  }
  throw new Error(
    "PostgreSQL does not run as root and this machine has neither a user `postgres` nor `nobody`. " +
      "Start Baton as another user, or set DATABASE_URL.",
  );
}

function mayEnter(folder: string, account: Account): boolean {
  const { mode, uid, gid } = statSync(folder);
  if (uid === account.uid) return (mode & 0o100) !== 0;
  if (gid === account.gid) return (mode & 0o010) !== 0;
  return (mode & 0o001) !== 0;
}

/** Whether the account may walk down to a folder that exists (a checkout under a home with mode 700 says no). */
export function canReach(folder: string, account: Account): boolean {
  let path = realpathSync(folder);
  for (;;) {
    if (!mayEnter(path, account)) return false;
    const parent = dirname(path);
    if (parent === path) return true;
    path = parent;
  }
}
