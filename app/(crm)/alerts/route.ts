import { alertsOf } from "@/lib/alerts/queries";
import { viewerOrNull } from "@/lib/platform/auth/session";
import { db } from "@/lib/platform/db/client";
import { API_HEADERS } from "@/lib/platform/web/security-headers";

/** What stands under the bell now, for the page that just heard of something new. */
export async function GET(): Promise<Response> {
  const viewer = await viewerOrNull();
  if (!viewer) return new Response(null, { status: 401, headers: API_HEADERS });
  return Response.json(await alertsOf(db(), viewer), { headers: API_HEADERS });
}
