import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import { Server as SocketServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A client that needs longer to send its headers is not one of ours. */
const HEADERS_TIMEOUT = 10_000;
const REQUEST_TIMEOUT = 300_000;
/** Longer than the idle time of usual reverse proxies, so that they never reuse a connection we are closing. */
const KEEP_ALIVE_TIMEOUT = 65_000;
/**
 * How long a stopping server leaves connections open that nobody uses: a request that is on its way right now still gets
 * its answer, and with it the word that the connection ends.
 */
const FAREWELL = 1_000;

const starting: RequestListener = (_request, response) => {
  response.writeHead(503, {
    "content-type": "application/json",
    "retry-after": "2",
    "cache-control": "no-store",
  });
  response.end('{"status":"starting"}');
};

export type AppServer = {
  server: Server;
  /** From now on requests are answered by the app instead of "starting". */
  serve(listener: RequestListener): void;
  /**
   * Takes no new connections, lets those that there are end with their next answer, and waits for what is in flight, at
   * most `longest` milliseconds.
   */
  drain(longest: number): Promise<void>;
};

/** Listens at once, so that a taken port is known before anything is built, and answers 503 until the app is ready. */
export async function listen(host: string, port: number): Promise<AppServer> {
  let current = starting;
  let leaving = false;
  const unanswered = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    if (leaving) response.setHeader("connection", "close");
    unanswered.add(response);
    response.once("close", () => unanswered.delete(response));
    current(request, response);
  });
  server.headersTimeout = HEADERS_TIMEOUT;
  server.requestTimeout = REQUEST_TIMEOUT;
  server.keepAliveTimeout = KEEP_ALIVE_TIMEOUT;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      resolve();
    });
  });
  return {
    server,
    serve(listener) {
      current = listener;
    },
    async drain(longest) {
      leaving = true;
      for (const response of unanswered) if (!response.headersSent) response.setHeader("connection", "close");
      const closed = new Promise<void>((resolve) => {
        // Unlike the one of an HTTP server, this leaves idle connections alone.
        SocketServer.prototype.close.call(server, () => resolve());
      });
      // Not before what has arrived meanwhile was read: a connection with a request in it is not idle.
      const farewell = setInterval(() => setImmediate(() => server.closeIdleConnections()), FAREWELL);
      const late = new AbortController();
      await Promise.race([closed, wait(longest, undefined, { signal: late.signal }).catch(() => {})]);
      late.abort();
      clearInterval(farewell);
      server.closeAllConnections();
    },
  };
}
