import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Preset } from "../mapping";
import { GENERIC, PRESETS } from "../presets";
import { parseMapping } from "../schema";

/** The presets that ship, and the mappings people saved (recognised by all their columns). */
export async function allPresets(db: Db): Promise<Preset[]> {
  const saved = await db.importPreset.findMany({ orderBy: { label: "asc" } });
  return [
    ...PRESETS,
    ...saved.map(({ key, label, document }) => {
      const mapping = parseMapping(document);
      const columns = mapping.columns.map(({ column }) => column);
      return { key, label, description: "Saved mapping", recognisedBy: [columns], mapping };
    }),
  ];
}

/** What people call each mapping, by the key an import keeps. */
export async function presetLabels(db: Db): Promise<ReadonlyMap<string, string>> {
  const saved = await db.importPreset.findMany({ select: { key: true, label: true } });
  return new Map([
    [GENERIC, "guessed mapping"],
    ...[...PRESETS, ...saved].map(({ key, label }): [string, string] => [key, label]),
  ]);
}
