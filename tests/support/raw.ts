import { Agent, request } from "node:http";

export type RawRequest = {
  method: string;
  /** Path and query as they go on the wire: nothing is normalised. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string | Buffer | null;
};

export type RawAnswer = {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  text: string;
};

const agent = new Agent({ keepAlive: true, maxSockets: 16 });

/** Sends a request as it is written, which `fetch` would repair, and reads the answer to its end. */
export function sendRaw(origin: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const options = { agent, hostname, port, method, path, headers: { ...length, ...headers } };
    const sent = request(options, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body ?? undefined);
  });
}
