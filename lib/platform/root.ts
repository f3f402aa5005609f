import { fileURLToPath } from "node:url";

/** The folder of this checkout, with a separator at its end. Only for code that runs outside of Next's bundles. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));
