import { execFile } from "node:child_process";
import type { Account } from "./account";

/** Runs a program as an account (null: the current user) and answers what it printed. Throws with its complaint. */
export function runAs(account: Account | null, program: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(
      program,
      [...args],
      {
        cwd: process.platform === "win32" ? undefined : "/",
        env: { ...process.env, LC_ALL: "C.UTF-8", LC_MESSAGES: "C" },
        ...(account ? { uid: account.uid, gid: account.gid } : {}),
      },
      (error, stdout, stderr) => {
        if (error) reject(new Error(stderr.trim() || error.message, { cause: error }));
        else resolve(stdout);
      },
    );
  });
}
