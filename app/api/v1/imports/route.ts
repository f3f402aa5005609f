import { z } from "zod";
import { discardFile, orderImport, receiveFile } from "@/lib/imports/commands";
import { importAnswerOf, importView, listImports } from "@/lib/imports/queries/imports";
import {
  importAnswer,
  importBrief,
  mappingSchema,
  parseMapping,
  uploadFields,
  uploadForm,
} from "@/lib/imports/schema";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import { readMultipart } from "@/lib/platform/web/multipart";
import { pageOf, pageQuery } from "@/lib/platform/web/paging";
import { defineRoute } from "@/lib/platform/web/route";
import { parseStrictJson } from "@/lib/platform/web/strict-json";
import { validated } from "@/lib/platform/web/validate";

export const GET = defineRoute({
  method: "GET",
  path: "/api/v1/imports",
  group: "Imports",
  summary: "List imports, newest first",
  allow: "import.read",
  query: z.object(pageQuery),
  answer: pageOf(importBrief),
  statuses: [200],
  run: async ({ viewer }, { query }) => ({ body: await listImports(db(), viewer, query) }),
});

export const POST = defineRoute({
  method: "POST",
  path: "/api/v1/imports",
  group: "Imports",
  summary: "Import a CSV file in the background",
  description:
    "Answers as soon as the file is stored; ask for the import until its status is done. A mapping wins over a preset; without both, the file is recognised by its columns, else its mapping is guessed from their names.",
  allow: "import.run",
  upload: {
    form: uploadForm,
    receive: async (caller, request) => {
      const { fields, file } = await readMultipart(request, "file", (name, stream) =>
        receiveFile(caller, name, stream),
      );
      if (!file) {
        const message = "Send the CSV file as the field file";
        throw new AppError("invalid", message, { errors: [{ path: "file", rule: "required", message }] });
      }
      const discard = () => discardFile(file.importId);
      try {
        const order = await validated(uploadFields, fields);
        return { value: { file, order }, fingerprint: `${file.hash} ${JSON.stringify(order)}`, discard };
      } catch (error) {
        await discard();
        throw error;
      }
    },
  },
  answer: importAnswer,
  statuses: [202],
  idempotent: true,
  run: async (caller, { upload: { file, order } }) => {
    try {
      const { preset, mapping, encoding, delimiter, ...options } = order;
      await orderImport(caller, file, {
        ...options,
        preset: preset ?? null,
        mapping:
          mapping === undefined
            ? null
            : parseMapping(await validated(mappingSchema, parseStrictJson(mapping))),
        encoding: encoding ?? null,
        delimiter: delimiter ?? null,
      });
    } catch (error) {
      await discardFile(file.importId);
      throw error;
    }
    return { body: importAnswerOf(await importView(db(), caller.viewer, file.importId)) };
  },
});
