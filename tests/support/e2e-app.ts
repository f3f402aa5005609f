import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { ROOT } from "@/lib/platform/root";
import { startApp } from "./app";
import { ADMIN, API_KEY, WRITE_KEY } from "./e2e-access";

/** Starts the app that all browser tests of a run share; what it answers is called when they are done. */
export default async function setup(): Promise<() => Promise<void>> {
  const app = await startApp({
    BATON_ADMIN_EMAIL: ADMIN.email,
    BATON_ADMIN_PASSWORD: ADMIN.password,
    BATON_API_KEY: API_KEY,
    BATON_WRITE_KEY: WRITE_KEY,
    BATON_TIME_ZONE: "Europe/Berlin",
  });
  process.env.BATON_TEST_URL = app.url;
  return async () => {
    const complaints = app
      .output()
      .split("\n")
      .filter((line) => /"level":"(?:error|fatal)"|uncaught|unhandled/i.test(line));
    const broken = await brokenPromises(app.dataDir);
    await app.stop();
    if (broken) throw new Error(`What the tests did broke promises about the data:\n${broken}`);
    if (complaints.length > 0) throw new Error(`The app logged errors:\n${complaints.join("\n")}`);
  };
}

/** What `npm run doctor` says beside the app; null when every promise holds. */
async function brokenPromises(dataDir: string): Promise<string | null> {
  const program = ["--import", "tsx", "--conditions=react-server", "lib/platform/doctor/main.ts", "--all"];
  const env = { ...process.env, BATON_DATA_DIR: dataDir, NODE_OPTIONS: "" };
  try {
    await promisify(execFile)(process.execPath, program, { cwd: ROOT, env });
    return null;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr;
  }
}
