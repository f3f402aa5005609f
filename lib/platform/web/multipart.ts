import "server-only";
import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import busboy from "@fastify/busboy";
import { AppError } from "@/lib/platform/errors";
import { cleanText } from "./strict-json";

export type Multipart<File> = { fields: Record<string, string>; file: File | null };

const MAX_FIELDS = 40;
const MAX_FIELD_BYTES = 600_000;

const damaged = () => fault("", "multipart", "The form is damaged or was cut off");

const fault = (path: string, rule: string, message: string) =>
  new AppError("invalid", message, { errors: [{ path, rule, message }] });

/**
 * Reads a multipart body while it arrives: text fields are collected (capped), the one file named `fileField` is handed to
 * `receive` as a stream. Throws what `receive` throws, `unsupported_media_type` for another body, `invalid` for repeated
 * or too long fields, a second file, or a body that is cut off.
 */
export async function readMultipart<File>(
  request: Request,
  fileField: string,
  receive: (fileName: string, stream: AsyncIterable<Uint8Array>) => Promise<File>,
): Promise<Multipart<File>> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data;/i.test(type) || !request.body)
    throw new AppError("unsupported_media_type", "Send the file as multipart/form-data");
  const parser = openParser(type);
  const fields: Record<string, string> = {};
  let file: Promise<File> | null = null;
  let incoming: Readable | null = null;

  const read = new Promise<void>((resolve, reject) => {
    parser.on("field", (name, value, nameCut, valueCut) => {
      if (Object.hasOwn(fields, name)) reject(fault(name, "repeated", `The field "${name}" is given twice`));
      else if (nameCut || valueCut) reject(fault(name, "too_long", `The field "${name}" is too long`));
      else fields[name] = value;
    });
    parser.on("file", (name, stream, fileName) => {
      if (name !== fileField || file) {
        stream.resume();
        reject(fault(name, "unexpected", `Send one file, as the field "${fileField}"`));
        return;
      }
      // A stream that breaks before anybody reads it must not bring the process down.
      stream.on("error", () => reject(damaged()));
      incoming = stream;
      file = receive(fileName ?? "", stream);
      file.catch(reject);
    });
    parser.on("fieldsLimit", () => reject(fault("", "too_many", "The form has too many fields")));
    parser.on("error", () => reject(damaged()));
    parser.on("finish", resolve);
  });

  const body = Readable.fromWeb(request.body as NodeStream<Uint8Array>);
  body.on("error", (error) => parser.destroy(error));
  body.pipe(parser);
  try {
    await read;
    return { fields: cleanFields(fields), file: await (file as Promise<File> | null) };
  } catch (error) {
    body.unpipe(parser);
    body.destroy();
    // What was being received ends with an error too, and cleans up before the answer leaves.
    (incoming as Readable | null)?.destroy(new Error("the upload was broken off"));
    await (file as Promise<File> | null)?.catch(() => {});
    throw error;
  }
}

function openParser(contentType: string) {
  try {
    return new busboy({
      headers: { "content-type": contentType },
      limits: { fields: MAX_FIELDS, fieldSize: MAX_FIELD_BYTES, fieldNameSize: 100, headerPairs: 50 },
    });
  } catch {
    throw fault("", "multipart", "The form has no boundary");
  }
}

const cleanFields = (fields: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [cleanText(name), cleanText(value, name)]),
  );
