import type { IncomingMessage } from "node:http";
import { isIP } from "node:net";

/** Header in which the server passes the address it is connected to; a client's own is overwritten. */
export const PEER_HEADER = "x-baton-peer";

const FORWARDED = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
];

/**
 * Notes the address a request really came from, before anything else sees it, and drops what the client itself says about
 * that: Next would believe it, and limits by address could be walked around. Only proxies that are named are believed.
 */
export function stampPeer(request: IncomingMessage, trustedProxies: readonly string[]): void {
  const connected = addressIn(request.socket.remoteAddress);
  const told = String(request.headers["x-forwarded-for"] ?? "")
    .split(",")
    .at(-1);
  const believed = trustedProxies.includes(connected);
  request.headers[PEER_HEADER] = believed && told ? told.trim() : connected;
  if (!believed) for (const name of FORWARDED) delete request.headers[name];
}

/** An address in one spelling; "unknown" when it is none. */
export function addressIn(text: string | null | undefined): string {
  const address = text?.replace(/^::ffff:/, "") ?? "";
  return isIP(address) ? address : "unknown";
}
