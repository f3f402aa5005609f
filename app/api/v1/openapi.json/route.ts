import { VERSION } from "@/lib/platform/version";
import { openApiDocument } from "@/lib/platform/web/openapi";
import { publicOrigin } from "@/lib/platform/web/origin";
import { API_HEADERS } from "@/lib/platform/web/security-headers";
import { operations } from "../operations";

/** The OpenAPI 3.1 document. It describes the product, not the installation: no key is asked for. */
export function GET(): Response {
  const document = openApiDocument(operations, { origin: publicOrigin(), version: VERSION });
  return Response.json(document, { headers: API_HEADERS });
}
