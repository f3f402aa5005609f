import { run } from "./run.mjs";

/** Runs npm with the npm that started us, else the one on the PATH. Answers its exit code. */
export function npm(args, options) {
  const script = process.env.npm_execpath;
  if (script?.endsWith(".js")) return run(process.execPath, [script, ...args], options);
  return process.platform === "win32"
    ? run(process.env.ComSpec ?? "cmd.exe", ["/d", "/s", "/c", "npm", ...args], options)
    : run("npm", args, options);
}
