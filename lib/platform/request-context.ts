import { AsyncLocalStorage } from "node:async_hooks";

// Which request is being answered, for whatever runs on its behalf. The launcher enters it outside of Next's bundle, the log
// and the edges read it inside: it lives on globalThis, the one place that both see.

type RequestContext = { requestId: string; actionReached: boolean };

const holder = globalThis as { batonRequests?: AsyncLocalStorage<RequestContext> };
holder.batonRequests ??= new AsyncLocalStorage();
const requests = holder.batonRequests;

/** Header in which a request's id travels to the app and back to the client. What a client sends under it is not believed. */
export const REQUEST_ID_HEADER = "x-request-id";

/** Runs `work`, and all that it starts, as part of answering a request. */
export const withinRequest = <T>(requestId: string, work: () => T): T =>
  requests.run({ requestId, actionReached: false }, work);

/** Notes that an action of ours was called: what fails from here on is our mistake, not the caller's. */
export function noteAction(): void {
  const context = requests.getStore();
  if (context) context.actionReached = true;
}

/** Tells, now or later, whether an action of ours was called by the request that is being answered at this moment. */
export function actionWatch(): () => boolean {
  const context = requests.getStore();
  return () => context?.actionReached ?? false;
}

/** The id of the request that is being answered; null in a job or a script. */
export const currentRequestId = (): string | null => requests.getStore()?.requestId ?? null;
