import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { holderOf, takeLock, waitForLock } from "@/lib/platform/lock-file";
import { identify, thisProcess } from "@/lib/platform/process-identity";

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-lock-"));
  path = join(folder, "app.lock");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("a lock file", () => {
  test("has one holder until it is released", () => {
    const lock = takeLock(path);
    expect(lock).not.toBeNull();
    expect(takeLock(path)).toBeNull();
    lock?.release();
    expect(takeLock(path)).not.toBeNull();
  });

  test("of a process that was killed counts for nothing", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await once(child, "spawn");
    writeFileSync(path, JSON.stringify(identify(child.pid!)));
    expect(takeLock(path)).toBeNull();
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(takeLock(path)).not.toBeNull();
  });

  test("of a dead process is not mistaken for that of a later one with its pid", () => {
    writeFileSync(path, JSON.stringify({ ...thisProcess(), started: "another time" }));
    expect(holderOf(path)).toBeNull();
    expect(takeLock(path)).not.toBeNull();
  });

  test("can be waited for", async () => {
    const lock = takeLock(path);
    const waiting = waitForLock(path, 10_000);
    lock?.release();
    expect(await waiting).not.toBeNull();
  });
});
