import "server-only";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { z } from "zod";
import { orderImport, receiveFile, runImport } from "@/lib/imports/commands";
import { CsvReader } from "@/lib/imports/csv";
import { importAnswerOf, importView } from "@/lib/imports/queries/imports";
import { type ImportAnswer, mappingSchema, parseMapping } from "@/lib/imports/schema";
import { exportLeads } from "@/lib/leads/export";
import { NO_FILTER } from "@/lib/leads/filter";
import { db } from "@/lib/platform/db/client";
import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/shared/json";
import type { Caller } from "@/lib/team/viewer";
import { defineVerb } from "../verb";

export const importVerb = defineVerb({
  name: "import",
  usage: "FILE [--preset P] [--map M.json] [--dry-run] [--no-automation]",
  summary: "import a CSV file and wait for its end; a preset or mapping of yours, else recognised or guessed",
  input: z.object({
    file: z.string().min(1),
    preset: z.string().min(1).optional(),
    map: z.string().min(1).optional(),
    dryRun: z.boolean().default(false),
    noAutomation: z.boolean().default(false),
  }),
  positionals: ["file"],
  async run(caller, { file, preset, map, dryRun }) {
    await refuseNoFile(file);
    const mapping = map ? await readMapping(map) : null;
    const received = await receiveFile(caller, file, createReadStream(file));
    await orderImport(caller, received, {
      preset: preset ?? null,
      mapping,
      encoding: null,
      delimiter: null,
      dryRun,
      score: true,
      // Routing and clocks stay off here; --no-automation says aloud what an import does anyway.
      route: false,
      startClocks: false,
    });
    return (await runToEnd(caller, received.importId)) as Json;
  },
});

async function refuseNoFile(file: string): Promise<void> {
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) throw new AppError("not_found", `There is no file ${file}`);
}

async function readMapping(path: string) {
  const text = await readFile(path, "utf8").catch(() => {
    throw new AppError("not_found", `There is no file ${path}`);
  });
  const read = mappingSchema.safeParse(parseJson(text, path));
  if (read.success) return parseMapping(read.data);
  const errors = read.error.issues.map((issue) => ({
    path: issue.path.join("."),
    rule: issue.code,
    message: issue.message,
  }));
  throw new AppError("invalid", `${path} is no mapping`, { errors });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError("invalid", `${path} is not valid JSON`);
  }
}

const LOOK_EVERY_MS = 500;

/** Runs the import here, or waits for the worker that took it first. */
async function runToEnd(caller: Caller, importId: string): Promise<ImportAnswer> {
  await runImport(caller, importId);
  for (;;) {
    const answer = importAnswerOf(await importView(db(), caller.viewer, importId));
    if (answer.status === "failed")
      throw new AppError("invalid", answer.error ?? "The import failed", { data: { import: answer } });
    if (answer.status !== "queued" && answer.status !== "running") return answer;
    await setTimeout(LOOK_EVERY_MS);
  }
}

export const exportVerb = defineVerb({
  name: "export leads",
  usage: "--out FILE",
  summary: "write every lead as CSV; imported again it changes nothing",
  input: z.object({ out: z.string().min(1) }),
  async run(caller, { out }) {
    await mkdir(dirname(out), { recursive: true });
    let rows = -1;
    const counted = async function* () {
      for await (const piece of await exportLeads(caller, NO_FILTER)) {
        rows += countRecords(piece);
        yield piece;
      }
    };
    await pipeline(Readable.from(counted()), createWriteStream(out));
    return { file: out, leads: rows };
  },
});

const countRecords = (piece: string): number => {
  const reader = new CsvReader(",");
  return reader.push(piece).length + reader.end().length;
};
