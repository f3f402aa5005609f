import { setTimeout as wait } from "node:timers/promises";
import type { Chance } from "@/prisma/seed/chance";

export type Answer = { status: number; body: Record<string, unknown> };

/** A program that talks to the app and is told only what any client is told. */
export type Client = {
  /** One try. null: no answer at all (refused, reset, or cut in the middle of it). */
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer | null>;
  /** Tries again while there is no answer or a 503, as its Retry-After asks; says whether an earlier try may have worked. */
  insist(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer & { inDoubt: boolean }>;
};

/** Longer than anything the app may take, so that a hang is seen as one. */
const LONGEST_CALL = 60_000;
const LONGEST_OUTAGE = 120_000;

export function clientOf(url: () => string, key: string, chance: Chance): Client {
  const call: Client["call"] = async (method, path, body, headers = {}) => {
    try {
      const form = body instanceof FormData;
      const response = await fetch(`${url()}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${key}`,
          ...(form || body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
        signal: AbortSignal.timeout(LONGEST_CALL),
      });
      return { status: response.status, body: parsed(await response.text()) };
    } catch (error) {
      if ((error as Error).name === "TimeoutError") throw new Error(`${method} ${path} hangs`);
      return null;
    }
  };
  return {
    call,
    async insist(method, path, body, headers) {
      const end = performance.now() + LONGEST_OUTAGE;
      for (let tries = 0; performance.now() < end; tries += 1) {
        const answer = await call(method, path, body, headers);
        if (answer && answer.status !== 503) return { ...answer, inDoubt: tries > 0 };
        await wait(20 + chance.whole(0, 200));
      }
      throw new Error(`${method} ${path} got no answer within two minutes`);
    },
  };
}

/** Whatever is not JSON is shown as it came: the caller finds that it is not what was promised. */
function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text || "{}");
  } catch {
    return { text };
  }
}
