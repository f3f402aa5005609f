import { createHmac } from "node:crypto";
import { readMigrations } from "../db/migrate";
import { type Environment, EnvironmentError, readEnvironment, secret } from "../env";

/** Reads the environment; a wrong variable ends the process with one line each. */
export function readSettings(): Environment {
  try {
    return readEnvironment(process.env);
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    for (const line of error.lines) process.stderr.write(`${line}\n`);
    process.exit(1);
  }
}

/** Hands everything that was settled at the start to the code that reads the process's environment. */
export function publishSettings(settings: Environment, databaseUrl: string): void {
  process.env.DATABASE_URL = databaseUrl;
  process.env.BATON_LAST_MIGRATION = readMigrations().at(-1)?.name;
  process.env.BATON_SECRET = secret(settings);
  process.env.BATON_URL = settings.url;
  process.env.BATON_DATA_DIR = settings.dataDir;
  process.env.PORT = String(settings.port);
  // next-auth reads its own names.
  process.env.NEXTAUTH_SECRET = process.env.BATON_SECRET;
  process.env.NEXTAUTH_URL = settings.url;
  // The same in all instances that share the secret; it encrypts what server actions close over.
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY = createHmac("sha256", process.env.BATON_SECRET)
    .update("server actions")
    .digest("base64");
}
