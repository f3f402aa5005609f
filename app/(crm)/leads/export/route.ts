import { exportLeads } from "@/lib/leads/export";
import { readLeadFilter } from "@/lib/leads/filter";
import { VIEWS_OF_ROLE } from "@/lib/leads/views";
import { callerFor, viewerOrNull } from "@/lib/platform/auth/session";
import { AppError } from "@/lib/platform/errors";
import { failureOf, problemResponse } from "@/lib/platform/web/problem";
import { csvDownload } from "@/lib/platform/web/stream";
import { dayOf } from "@/lib/shared/day";

/** The list's leads as a CSV file, under the same filters as the list itself. */
export async function GET(request: Request): Promise<Response> {
  const viewer = await viewerOrNull();
  const params = Object.fromEntries(new URL(request.url).searchParams);
  try {
    if (!viewer) throw new AppError("unauthenticated", "Your session has ended. Sign in again.");
    const caller = callerFor(viewer);
    const filter = readLeadFilter(params, VIEWS_OF_ROLE[viewer.role][0] ?? "all");
    return csvDownload(`leads-${dayOf(caller.now, "UTC")}.csv`, await exportLeads(caller, filter));
  } catch (error) {
    return problemResponse(failureOf(error, "", "GET /leads/export"), {});
  }
}
