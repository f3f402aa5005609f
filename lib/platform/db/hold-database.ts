import pg from "pg";
import type { Environment } from "../env";
import { holdServer } from "./embedded/hold";

/** The database a process works on: the embedded one, or the one DATABASE_URL names. */
export type HeldDatabase = {
  url: string;
  /** For people: what and where. */
  description: string;
  /** Something unusual that a person should know; null when there is nothing. */
  notice: string | null;
  keepAlive(say: (line: string) => void): void;
  release(): Promise<void>;
};

const LOWEST_VERSION = 15;

type Facts = Record<
  "version" | "encoding" | "fsync" | "synchronous_commit" | "full_page_writes" | "data_checksums",
  string
>;

async function readFacts(url: string): Promise<Facts> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    const { rows } = await client.query<Facts>(`
      select current_setting('server_version') as version,
             current_setting('server_encoding') as encoding,
             current_setting('fsync') as fsync,
             current_setting('synchronous_commit') as synchronous_commit,
             current_setting('full_page_writes') as full_page_writes,
             current_setting('data_checksums') as data_checksums`);
    return rows[0]!;
  } finally {
    await client.end();
  }
}

/** What keeps a database from honouring "an acknowledged write is never lost", in words. */
function weaknessesOf(facts: Facts): string[] {
  const wanted = ["fsync", "full_page_writes", "data_checksums"] as const;
  const weak: string[] = wanted
    .filter((name) => facts[name] !== "on")
    .map((name) => `${name} is ${facts[name]}`);
  if (facts.synchronous_commit === "off") weak.push("synchronous_commit is off");
  return weak;
}

function checkUsable(facts: Facts): void {
  if (Number.parseInt(facts.version, 10) < LOWEST_VERSION)
    throw new Error(`DATABASE_URL is PostgreSQL ${facts.version}; Baton needs ${LOWEST_VERSION} or newer.`);
  if (facts.encoding !== "UTF8")
    throw new Error(`DATABASE_URL is a database in ${facts.encoding}; Baton needs one in UTF8.`);
}

function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

async function holdExternal(url: string): Promise<HeldDatabase> {
  const facts = await readFacts(url).catch((error: Error) => {
    throw new Error(`DATABASE_URL (${placeOf(url)}) cannot be reached: ${error.message || error.name}`);
  });
  checkUsable(facts);
  const weaknesses = weaknessesOf(facts);
  return {
    url,
    description: `PostgreSQL ${facts.version} at ${placeOf(url)}`,
    notice:
      weaknesses.length > 0
        ? `A crash of that server may lose acknowledged writes: ${weaknesses.join(", ")}.`
        : null,
    keepAlive() {},
    async release() {},
  };
}

async function holdEmbedded(dataDir: string): Promise<HeldDatabase> {
  const held = await holdServer({ dataDir });
  const { home, port } = held.server;
  const url = held.server.url();
  const facts = await readFacts(url);
  const weaknesses = weaknessesOf(facts);
  if (weaknesses.length > 0) {
    await held.release();
    throw new Error(
      `The embedded PostgreSQL is not safe to use: ${weaknesses.join(", ")}. See ${home.cluster}`,
    );
  }
  return {
    url,
    description: `PostgreSQL ${facts.version} in ${home.cluster}, port ${port}`,
    notice: home.notice,
    keepAlive: held.keepAlive,
    release: held.release,
  };
}

/**
 * Makes the database available to this process: starts the embedded server (or joins those who use it), or checks the
 * one that DATABASE_URL names. Throws a sentence when it cannot be used.
 */
export function holdDatabase(environment: Environment): Promise<HeldDatabase> {
  return environment.databaseUrl ? holdExternal(environment.databaseUrl) : holdEmbedded(environment.dataDir);
}
