import "server-only";
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

// What a backup says about itself. It is written last: a folder without a manifest is no backup.

const MANIFEST = "manifest.json";

/** Raised when an older Baton could no longer read what this one writes. */
export const FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().min(0);

const manifestShape = z.strictObject({
  app: z.literal("baton"),
  format: z.int().min(1),
  version: z.string(),
  /** The instant that all of it shows. */
  takenAt: z.iso.datetime(),
  /** The migrations of the database it was taken from, in their order. */
  migrations: z.array(z.strictObject({ name: z.string(), checksum: sha256 })).min(1),
  tables: z.array(
    z.strictObject({
      name: z.string().regex(/^[a-z][a-z0-9_]*$/),
      columns: z.array(z.string()).min(1),
      rows: count,
      bytes: count,
      sha256,
    }),
  ),
  sequences: z.array(
    z.strictObject({ name: z.string(), value: z.string().regex(/^-?\d+$/), called: z.boolean() }),
  ),
});

export type Manifest = z.output<typeof manifestShape>;
export type TableFile = Manifest["tables"][number];

/** Where the rows of a table lie: PostgreSQL's COPY text format, gzip; `zcat` and `\copy` read it without Baton. */
export const fileOf = (table: string): string => `${table}.copy.gz`;

/** The shape puts the fields in its own order: equal manifests have equal sums. */
const checksumOf = (manifest: Manifest): string =>
  createHash("sha256")
    .update(JSON.stringify(manifestShape.parse(manifest)))
    .digest("hex");

/** The manifest as the text of its file, with a checksum over itself. */
export function sealManifest(manifest: Manifest): { name: string; text: string } {
  return {
    name: MANIFEST,
    text: `${JSON.stringify({ ...manifest, checksum: checksumOf(manifest) }, null, 2)}\n`,
  };
}

const damaged = (folder: string, what: string) =>
  new AppError("invalid", `The backup in ${folder} is damaged: ${what}. Nothing was changed.`);

/**
 * Reads the manifest of a backup. Throws `not_found` where there is no complete backup and `invalid` when the manifest was
 * changed or is of a newer format.
 */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), "utf8").catch(() => {
    throw new AppError("not_found", `There is no complete backup in ${folder}: it has no ${MANIFEST}.`);
  });
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw damaged(folder, `${MANIFEST} is not valid JSON`);
  }
  const { checksum, ...rest } = (read ?? {}) as { checksum?: unknown; format?: unknown };
  if (typeof rest.format === "number" && rest.format > FORMAT)
    throw new AppError(
      "invalid",
      `The backup in ${folder} was written by a newer Baton (format ${rest.format}). Restore it with that one.`,
    );
  const parsed = manifestShape.safeParse(rest);
  if (!parsed.success) throw damaged(folder, `${MANIFEST} is not what Baton writes`);
  if (checksum !== checksumOf(parsed.data))
    throw damaged(folder, `${MANIFEST} was changed after it was written`);
  return parsed.data;
}

/** Reads every file of a backup to its end and compares length and checksum. Throws `invalid` naming the first bad one. */
export async function verifyFiles(folder: string, tables: readonly TableFile[]): Promise<void> {
  for (const { name, bytes, sha256: expected } of tables) {
    const file = fileOf(name);
    const hash = createHash("sha256");
    let read = 0;
    try {
      for await (const piece of createReadStream(join(folder, file))) {
        hash.update(piece);
        read += (piece as Buffer).length;
      }
    } catch (error) {
      throw damaged(folder, `${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
    }
    if (read !== bytes) throw damaged(folder, `${file} has ${read} bytes instead of ${bytes}`);
    if (hash.digest("hex") !== expected) throw damaged(folder, `${file} was changed after it was written`);
  }
}
