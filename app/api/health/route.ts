import { health } from "@/lib/operations/queries/health";
import { db } from "@/lib/platform/db/client";
import { currentRequestId, REQUEST_ID_HEADER } from "@/lib/platform/request-context";
import { VERSION } from "@/lib/platform/version";
import { API_HEADERS } from "@/lib/platform/web/security-headers";

/**
 * Whether Baton can do its work: 200 when the database answers and has this version's migrations, and some worker finishes
 * jobs; else 503.
 */
export async function GET(): Promise<Response> {
  const found = await health(db());
  const well = Object.values(found).every((state) => state === "ok");
  const requestId = currentRequestId();
  return Response.json(
    { status: well ? "ok" : "down", version: VERSION, ...found },
    {
      status: well ? 200 : 503,
      headers: {
        ...API_HEADERS,
        ...(well ? {} : { "Retry-After": "2" }),
        ...(requestId ? { [REQUEST_ID_HEADER]: requestId } : {}),
      },
    },
  );
}
