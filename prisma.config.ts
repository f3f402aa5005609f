import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma would download a native schema engine even for `generate`; the WebAssembly one is already in node_modules.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(
  new URL("./lib/platform/db/schema-engine-cli.mjs", import.meta.url),
);

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // `generate` and offline diffs need no database; the launcher sets the address where one is needed.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost/baton" },
});
