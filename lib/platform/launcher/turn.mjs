import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";

/** No installation takes longer; an older lock belongs to a process that was killed. */
const LONGEST = 20 * 60_000;

function isHeld(lock) {
  try {
    const { mtimeMs } = statSync(lock);
    process.kill(Number(readFileSync(lock, "utf8")), 0);
    return Date.now() - mtimeMs < LONGEST;
  } catch (error) {
    return error.code === "EPERM";
  }
}

async function takeTurn(lock) {
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return;
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
    await wait(100);
    if (!isHeld(lock)) rmSync(lock, { force: true });
  }
}

/** Runs `work` while no other launcher of this checkout does: two at once must not both install packages. */
export async function inTurn(root, work) {
  const folder = join(root, ".tools");
  const lock = join(folder, "launcher.lock");
  mkdirSync(folder, { recursive: true });
  await takeTurn(lock);
  const release = () => rmSync(lock, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.removeListener("exit", release);
    release();
  }
}
