import { networkInterfaces } from "node:os";
import { type Environment, env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";

type Address = Pick<Environment, "url" | "host" | "port">;

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
const ANY_ADDRESS = ["0.0.0.0", "::"];

/** The origin that links in mails and invitations use: BATON_URL, else this machine's own address. */
export const publicOrigin = (at: Address = env()): string => at.url;

/** Whether people reach Baton over TLS: cookies are then bound to it. */
export const isSecure = (): boolean => publicOrigin().startsWith("https:");

const bracketed = (address: string) => (address.includes(":") ? `[${address}]` : address);

/**
 * The origins whose pages may change things: BATON_URL alone when it is set (a loopback one under each of its names);
 * else loopback, the address in HOST and, when exposed, every address of this machine. Never taken from the request.
 */
export function trustedOrigins(at: Address = env()): ReadonlySet<string> {
  const url = new URL(at.url);
  const hosts = LOOPBACK.includes(url.hostname) ? LOOPBACK : [url.hostname];
  const chosen = at.url !== `http://localhost:${at.port}`;
  const own = chosen ? [] : ANY_ADDRESS.includes(at.host) ? machineAddresses() : [bracketed(at.host)];
  const port = url.port ? `:${url.port}` : "";
  return new Set([...hosts, ...own].map((host) => new URL(`${url.protocol}//${host}${port}`).origin));
}

const machineAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    // A link-local address needs its zone to be reached, and no browser writes that into an origin.
    .filter(({ scopeid }) => !scopeid)
    .map(({ address }) => bracketed(address));

/**
 * Refuses (`forbidden`) a mutation by cookie that does not come from a page of ours. Browsers send Origin with every
 * such request, so a missing one is refused too; forwarded host headers are not looked at.
 */
export function refuseForeignOrigin(headers: Headers): void {
  const origin = headers.get("origin");
  const site = headers.get("sec-fetch-site");
  if (origin && trustedOrigins().has(origin) && (site === null || site === "same-origin")) return;
  throw new AppError(
    "forbidden",
    origin && origin !== "null" && site === "same-origin"
      ? `Baton does not know the address ${origin}. Open it at ${publicOrigin()}, or start it with BATON_URL=${origin}.`
      : "This request does not come from a page of this Baton.",
  );
}
