import { chownSync, existsSync, renameSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Access, type Home, makeFolder, makePassword, writeAccess } from "./home";
import { runAs } from "./run-as";

// Order by code point: the same on every machine, so an index never goes stale with a system update. The character
// types must still know letters beyond ASCII (trigram search drops them otherwise), under one of these names.
const CHARACTER_TYPES = ["C.UTF-8", "C.utf8", "en_US.UTF-8", "UTF-8"];

async function initdb(home: Home, folder: string, owner: string, passwordFile: string): Promise<void> {
  const program = join(home.installation.folder, "bin", "initdb");
  let complaint: unknown;
  for (const characterType of CHARACTER_TYPES) {
    try {
      await runAs(home.account, program, [
        `--pgdata=${folder}`,
        `--username=${owner}`,
        `--pwfile=${passwordFile}`,
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        "--locale-provider=builtin",
        "--builtin-locale=C.UTF-8",
        "--locale=C",
        `--lc-ctype=${characterType}`,
        "--data-checksums",
      ]);
      return;
    } catch (error) {
      complaint = error;
      rmSync(folder, { recursive: true, force: true });
      if (!/invalid locale name/.test(String(error))) break;
    }
  }
  throw complaint;
}

/**
 * Makes a new, empty cluster with a password of its own. It is built aside and moved into place when complete, so a
 * start that is killed half way leaves nothing that looks like a database.
 */
export async function createCluster(home: Home, owner: string, port: number): Promise<Access> {
  const access: Access = { cluster: home.cluster, port, password: makePassword() };
  const unfinished = `${home.cluster}.new`;
  const passwordFile = join(dirname(home.cluster), ".password");
  rmSync(unfinished, { recursive: true, force: true });
  if (existsSync(home.cluster)) rmdirSync(home.cluster);
  makeFolder(unfinished, home.account);
  try {
    writeFileSync(passwordFile, access.password, { mode: 0o600 });
    if (home.account) chownSync(passwordFile, home.account.uid, home.account.gid);
    await initdb(home, unfinished, owner, passwordFile);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  writeAccess(home.dataDir, access);
  renameSync(unfinished, home.cluster);
  return access;
}
