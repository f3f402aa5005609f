import { randomBytes } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { join, resolve } from "node:path";
import { z } from "zod";
import { isTimeZone } from "../shared/day";

// The environment of the process, checked once. Not server-only: the launcher reads it before there is a Next.

const LOG_LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"] as const;

const isOrigin = (text: string) => {
  const url = URL.parse(text);
  return url !== null && ["http:", "https:"].includes(url.protocol) && url.origin === text.replace(/\/$/, "");
};

const hasScheme = (text: string, ...schemes: string[]) => schemes.includes(URL.parse(text)?.protocol ?? "");

const rule = (sentence: string, holds: (text: string) => boolean) =>
  z.string().refine(holds, { error: sentence });

/** What examples and templates write where a secret of one's own belongs. */
const PLACEHOLDER = /change[-_ ]?(?:me|this|it)|replace[-_ ]?(?:me|this)|your[-_ ]|placeholder|[<>]/i;
const NOT_OWN = "must be one of your own, not a placeholder: openssl rand -hex 32 makes one";

const isOwn = (text: string) => !PLACEHOLDER.test(text);

const key = rule(
  "must have 24 to 200 characters, without spaces",
  (text) => text.length >= 24 && text.length <= 200 && !/\s/.test(text),
).refine(isOwn, { error: NOT_OWN });

const oneOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values, { error: `must be one of ${values.join(", ")}` });

const variables = {
  PORT: rule(
    "must be a port number from 1 to 65535",
    (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
  )
    .transform(Number)
    .default(3000),
  HOST: rule("must be a host name or an IP address", (text) => /^[\w.:-]+$/.test(text)).default("127.0.0.1"),
  BATON_URL: rule("must be an origin such as https://leads.example.com, without a path", isOrigin)
    .transform((text) => new URL(text).origin)
    .optional(),
  BATON_DATA_DIR: z.string().default(".data"),
  DATABASE_URL: rule("must be a postgresql:// address with a database name", (text) => {
    return hasScheme(text, "postgresql:", "postgres:") && new URL(text).pathname.length > 1;
  }).optional(),
  BATON_SECRET: rule("must have at least 24 characters", (text) => text.length >= 24)
    .refine(isOwn, { error: NOT_OWN })
    .optional(),
  BATON_ADMIN_EMAIL: z.email({ error: "must be an e-mail address" }).optional(),
  BATON_ADMIN_PASSWORD: rule(
    "must have 8 to 200 characters",
    (text) => text.length >= 8 && text.length <= 200,
  ).optional(),
  BATON_SAMPLE_DATA: oneOf(["none", "demo"]).optional(),
  BATON_API_KEY: key.optional(),
  BATON_WRITE_KEY: rule("must have 8 to 200 letters, digits, - or _", (text) =>
    /^[\w-]{8,200}$/.test(text),
  ).optional(),
  BATON_TIME_ZONE: rule("must be an IANA time zone such as Europe/Berlin", isTimeZone).optional(),
  BATON_TRUSTED_PROXIES: rule("must be IP addresses, separated by commas", (text) =>
    text.split(",").every((part) => isIP(part.trim()) !== 0),
  )
    .transform((text) => text.split(",").map((part) => part.trim()))
    .default([]),
  BATON_WORKER: oneOf(["inline", "off"]).default("inline"),
  SMTP_URL: rule("must be an smtp:// or smtps:// address", (text) =>
    hasScheme(text, "smtp:", "smtps:"),
  ).optional(),
  MAIL_FROM: rule("must be an address such as Baton <baton@example.com>, in one line", (text) =>
    /^[^\r\n@]*[^\s@<>]+@[^\s@<>]+>?$/.test(text),
  ).optional(),
  LOG_LEVEL: oneOf(LOG_LEVELS).default("info"),
};

type Variables = { [Name in keyof typeof variables]: z.output<(typeof variables)[Name]> };

/** An OpenID Connect provider, told by AUTH_<PROVIDER>_ISSUER, _ID and _SECRET (and optionally _NAME). */
export type OidcProvider = {
  key: string;
  name: string;
  issuer: string;
  clientId: string;
  clientSecret: string;
};

export type Environment = {
  port: number;
  host: string;
  /** The origin of links, cookies and origin checks; http://localhost:<port> unless BATON_URL is set. */
  url: string;
  /** Absolute path. */
  dataDir: string;
  /** null: the embedded server. A running process always finds its database in `process.env.DATABASE_URL`. */
  databaseUrl: string | null;
  /** First administrator, made at the first start without the set-up page. */
  admin: { email: string; password: string } | null;
  /** null: ask on the set-up page. */
  sampleData: "none" | "demo" | null;
  apiKey: string | null;
  writeKey: string | null;
  timeZone: string | null;
  /** Addresses of reverse proxies whose X-Forwarded-* headers are believed. */
  trustedProxies: readonly string[];
  worker: "inline" | "off";
  /** null: mail is kept on the outbox page and never sent. */
  mail: { smtpUrl: string; from: string } | null;
  oidc: readonly OidcProvider[];
  logLevel: (typeof LOG_LEVELS)[number];
  /** BATON_SECRET; read it by `secret()`, which knows the kept one too. */
  givenSecret: string | null;
};

/** Every wrong variable as one line that names it and its rule. Values are not repeated: some are secrets. */
export class EnvironmentError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join("\n"));
    this.name = "EnvironmentError";
  }
}

type Source = Readonly<Record<string, string | undefined>>;

function readVariables(source: Source, lines: string[]): Variables {
  const values: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(variables)) {
    // An empty variable is an absent one: that is how compose files and CI systems write "not set".
    const parsed = schema.safeParse(source[name] === "" ? undefined : source[name]);
    if (parsed.success) values[name] = parsed.data;
    else lines.push(`${name} ${parsed.error.issues[0]?.message}`);
  }
  return values as Variables;
}

function readProviders(source: Source, lines: string[]): OidcProvider[] {
  const names = new Set<string>();
  for (const [name, value] of Object.entries(source)) {
    const provider = /^AUTH_([A-Z0-9]+)_(?:ISSUER|ID|SECRET|NAME)$/.exec(name)?.[1];
    if (provider && value) names.add(provider);
  }
  return [...names].sort().map((provider) => {
    const part = (suffix: string) => source[`AUTH_${provider}_${suffix}`] ?? "";
    for (const suffix of ["ISSUER", "ID", "SECRET"])
      if (part(suffix) === "")
        lines.push(`AUTH_${provider}_${suffix} must be set, because another AUTH_${provider}_… is`);
    const issuer = part("ISSUER");
    if (issuer !== "" && !hasScheme(issuer, "https:", "http:"))
      lines.push(`AUTH_${provider}_ISSUER must be an https:// address`);
    const key = provider.toLowerCase();
    return { key, name: part("NAME") || key, issuer, clientId: part("ID"), clientSecret: part("SECRET") };
  });
}

/** Pairs of variables that mean something only together. */
function checkPair(
  values: Variables,
  first: keyof Variables,
  second: keyof Variables,
  lines: string[],
): void {
  if (
    values[first] !== undefined &&
    values[second] === undefined &&
    !lines.some((line) => line.startsWith(second))
  )
    lines.push(`${second} must be set, because ${first} is`);
}

/** Reads and checks variables. Throws an EnvironmentError that names everything that is wrong. */
export function readEnvironment(source: Source): Environment {
  const lines: string[] = [];
  const values = readVariables(source, lines);
  const oidc = readProviders(source, lines);
  checkPair(values, "BATON_ADMIN_EMAIL", "BATON_ADMIN_PASSWORD", lines);
  checkPair(values, "BATON_ADMIN_PASSWORD", "BATON_ADMIN_EMAIL", lines);
  checkPair(values, "SMTP_URL", "MAIL_FROM", lines);
  if (lines.length > 0) throw new EnvironmentError(lines);

  const {
    BATON_ADMIN_EMAIL: email,
    BATON_ADMIN_PASSWORD: password,
    SMTP_URL: smtpUrl,
    MAIL_FROM: from,
  } = values;
  return {
    port: values.PORT,
    host: values.HOST,
    url: values.BATON_URL ?? `http://localhost:${values.PORT}`,
    dataDir: resolve(values.BATON_DATA_DIR),
    databaseUrl: values.DATABASE_URL ?? null,
    admin: email && password ? { email, password } : null,
    sampleData: values.BATON_SAMPLE_DATA ?? null,
    apiKey: values.BATON_API_KEY ?? null,
    writeKey: values.BATON_WRITE_KEY ?? null,
    timeZone: values.BATON_TIME_ZONE ?? null,
    trustedProxies: values.BATON_TRUSTED_PROXIES,
    worker: values.BATON_WORKER,
    mail: smtpUrl && from ? { smtpUrl, from } : null,
    oidc,
    logLevel: values.LOG_LEVEL,
    givenSecret: values.BATON_SECRET ?? null,
  };
}

/** What works but should be known, as one line each that names the variable. */
export function risksOf({ host, url, givenSecret }: Environment): string[] {
  const exposed = !["127.0.0.1", "localhost", "::1"].includes(host);
  const risks: string[] = [];
  if (exposed && !url.startsWith("https:"))
    risks.push(
      `HOST is ${host}, but BATON_URL is ${url}: passwords and sessions travel unencrypted. Put a proxy with TLS in front and set BATON_URL to its https:// address.`,
    );
  if (givenSecret && new Set(givenSecret).size < 8)
    risks.push("BATON_SECRET repeats few characters: whoever guesses it can sign in as anybody.");
  return risks;
}

let current: Environment | undefined;

/** The environment of this process, read at first use (never while building). */
export function env(): Environment {
  current ??= readEnvironment(process.env);
  return current;
}

/** Reads a secret kept in the data folder; makes it the first time (the first of several processes wins). */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "secret");
  if (!existsSync(file)) {
    mkdirSync(dataDir, { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(48).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(draft, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(draft);
    }
  }
  return readFileSync(file, "utf8").trim();
}

/** The root of all keys this installation signs with: BATON_SECRET, else the one kept in the data folder. */
export function secret(environment: Environment = env()): string {
  return environment.givenSecret ?? keptSecret(environment.dataDir);
}
