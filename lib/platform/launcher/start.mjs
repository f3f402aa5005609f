import { register } from "tsx/esm/api";

// TypeScript is read by tsx until everything of the launcher is loaded; Next then runs on plain Node.
const forget = register();
const { start } = await import("./start.ts");
await forget();
await start({ dev: process.argv[2] === "dev" });
