import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A folder or file of the data that lies beside the checkout (never in it); null where it is absent. */
export function sharedData(name: string): string | null {
  const path = fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
  return existsSync(path) ? path : null;
}
