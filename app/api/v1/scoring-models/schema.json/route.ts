import { API_HEADERS } from "@/lib/platform/web/security-headers";
import { scoringModelJsonSchema } from "@/lib/scoring/schema";

/** The JSON Schema of a scoring model's document. It describes the product, not the installation: no key is asked for. */
export function GET(): Response {
  return Response.json(scoringModelJsonSchema(), {
    headers: { ...API_HEADERS, "Content-Type": "application/schema+json" },
  });
}
