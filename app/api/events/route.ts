import { sessionOfRequest } from "@/lib/platform/auth/session";
import { readClock } from "@/lib/platform/clock";
import { newsStream } from "@/lib/platform/realtime/stream";
import { defineRoute } from "@/lib/platform/web/route";

/** What keeps open screens up to date. For browsers with a session; programs use webhooks or lists. */
export const GET = defineRoute({
  method: "GET",
  path: "/api/events",
  group: "Screens",
  summary: "News for open screens, as server-sent events",
  allow: (viewer) => viewer.kind === "user",
  statuses: [200],
  produces: "text/event-stream",
  run: async ({ viewer }, { request }) =>
    newsStream({
      viewer,
      signal: request.signal,
      mayStay: async () => {
        const session = await sessionOfRequest(request, readClock());
        return viewer.kind === "user" && session?.viewer.role === viewer.role;
      },
    }),
});
