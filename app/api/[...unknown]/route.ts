import { AppError } from "@/lib/platform/errors";
import { newId } from "@/lib/platform/ids";
import { failureOf, problemResponse } from "@/lib/platform/web/problem";
import { API_HEADERS } from "@/lib/platform/web/security-headers";

/** An address under /api that nothing answers: a problem document, not a page. */
function unknown(): Response {
  const failure = failureOf(new AppError("not_found", "There is no such endpoint."), newId(), "/api");
  return problemResponse(failure, API_HEADERS);
}

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
