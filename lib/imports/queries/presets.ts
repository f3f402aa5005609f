import "server-only";
import type { Db } from "@/lib/platform/db/client";
import type { Preset } from "../mapping";
import { PRESETS } from "../presets";
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
