import { AppError } from "@/lib/platform/errors";
import { parseStrictJson } from "./strict-json";

/** Largest JSON body, unless a route says otherwise. */
export const MAX_JSON_BYTES = 1_000_000;

const tooLarge = (maxBytes: number) =>
  new AppError("too_large", `The body is larger than ${maxBytes.toLocaleString("en")} bytes.`);

/** Nobody is left to read it: what it is for is the log, which must not take a sender who left for a fault of ours. */
const brokenOff = () => {
  const message = "The connection ended before the whole body had arrived.";
  return new AppError("invalid", message, { errors: [{ path: "", rule: "cut_off", message }] });
};

/**
 * The body's bytes, counted while they arrive: `too_large` as soon as there are more than `maxBytes`, `invalid` when the
 * sender leaves half way.
 */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) throw tooLarge(maxBytes);
  if (!request.body) return new Uint8Array();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = request.body.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw brokenOff();
    });
    if (done) break;
    length += value.byteLength;
    if (length > maxBytes) {
      // Not awaited: a sender that never ends must not keep us.
      void reader.cancel();
      throw tooLarge(maxBytes);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks, length);
}

/**
 * The body as plain data; an absent or empty one is `{}`. Only uncompressed JSON in UTF-8 is taken
 * (`unsupported_media_type`, `invalid`), see parseStrictJson for what is refused inside.
 */
export async function readJson(request: Request, maxBytes: number = MAX_JSON_BYTES): Promise<unknown> {
  refuseEncoding(request);
  const bytes = await readBytes(request, maxBytes);
  if (bytes.byteLength === 0) return {};
  const [type, ...parameters] = (request.headers.get("content-type") ?? "").toLowerCase().split(";");
  if (!/^application\/(?:[\w.+-]+\+)?json$/.test(type!.trim()))
    throw new AppError("unsupported_media_type", "Send JSON with Content-Type: application/json.");
  const charset = parameters.map((text) => text.trim()).find((text) => text.startsWith("charset="));
  if (charset && !/^charset="?utf-?8"?$/.test(charset))
    throw new AppError("unsupported_media_type", "Send the JSON in UTF-8.");
  return parseStrictJson(decodeUtf8(bytes));
}

/** Refuses a compressed body: what it unpacks to could not be capped here. */
export function refuseEncoding(request: Request): void {
  const encoding = request.headers.get("content-encoding");
  if (encoding && encoding.toLowerCase() !== "identity")
    throw new AppError("unsupported_media_type", "Send the body without Content-Encoding.");
}

/** Bytes as text; `invalid` when they are not UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    const message = "The body is not valid UTF-8.";
    throw new AppError("invalid", message, { errors: [{ path: "", rule: "utf8", message }] });
  }
}
