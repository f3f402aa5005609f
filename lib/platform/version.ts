import packageJson from "@/package.json";

/** The version of this Baton. */
export const VERSION: string = packageJson.version;
