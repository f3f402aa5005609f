import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../root";

type Manifest = Record<"staticRoutes" | "dynamicRoutes", { page: string; regex: string }[]>;

/** What a path is called when no route of the app has it: paths that strangers try stay one label. */
const OTHER = "other";

function readRoutes(): { page: string; pattern: RegExp }[] {
  try {
    const manifest = JSON.parse(readFileSync(join(ROOT, ".next/routes-manifest.json"), "utf8")) as Manifest;
    return [...manifest.staticRoutes, ...manifest.dynamicRoutes].map(({ page, regex }) => ({
      page,
      pattern: new RegExp(regex),
    }));
  } catch {
    // In development there is none.
    return [];
  }
}

/** Tells which route of the built app answers a path: "/leads/[id]", never the path itself. */
export function routeNamer(): (path: string) => string {
  const routes = readRoutes();
  const fixed = new Set(routes.map(({ page }) => page));
  const patterns = routes.filter(({ page }) => page.includes("["));
  return (path) => {
    if (path.startsWith("/_next/")) return "static";
    if (fixed.has(path)) return path;
    return patterns.find(({ pattern }) => pattern.test(path))?.page ?? OTHER;
  };
}
