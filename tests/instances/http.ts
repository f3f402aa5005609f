import { type Agent, type IncomingMessage, request } from "node:http";

export type Reply = { status: number; text: string; headers: IncomingMessage["headers"] };

type Call = {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** null: a connection for this request alone. */
  agent?: Agent | null;
};

/** One request, one try: whatever breaks on the way is thrown. */
export function http(
  url: string,
  { method = "GET", headers = {}, body, agent = null }: Call = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent: agent ?? false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (piece: string) => {
        text += piece;
      });
      response.once("error", reject);
      response.once("end", () =>
        resolve({ status: response.statusCode ?? 0, text, headers: response.headers }),
      );
    });
    sent.once("error", reject);
    sent.end(body);
  });
}

/** Reads a stream of server-sent events; `next` waits for one of this name. */
export async function listen(url: string, headers: Record<string, string>) {
  const controller = new AbortController();
  const response = await fetch(url, { headers, signal: controller.signal });
  let heard = "";
  const reading = (async () => {
    for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) heard += piece;
  })().catch(() => {});
  return {
    status: response.status,
    heard: (): string[] => [...heard.matchAll(/^event: (\w+)$/gm)].map(([, name]) => name!),
    async close() {
      controller.abort();
      await reading;
    },
  };
}

/** A form as the page holds it: what the browser would send, without a script of the page having run. */
export function formOf(html: string, values: Record<string, string>): FormData {
  const form = new FormData();
  for (const [tag] of html.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
    const name = /name="([^"]*)"/.exec(tag)?.[1];
    if (name) form.append(decoded(name), decoded(/value="([^"]*)"/.exec(tag)?.[1] ?? ""));
  }
  for (const [name, value] of Object.entries(values)) form.append(name, value);
  return form;
}

const decoded = (text: string) =>
  text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
