import type { Instrumentation } from "next";

/** Called once by Next in each server process, before it answers its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { boot } = await import("@/lib/platform/boot");
  await boot();
}

/** Mistakes that no route caught, with where they happened; Next itself would print only the message. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/platform/log");
  const { actionWatch } = await import("@/lib/platform/request-context");
  if (context.routeType === "action" && !actionWatch()()) {
    // What was sent is no argument of an action: none was called. After one, it is the page that failed.
    log.info({ route: context.routePath }, "an action could not be called as asked");
    return;
  }
  log.error(
    { err: error, method: request.method, route: context.routePath, kind: context.routeType },
    "unexpected",
  );
};
