import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { ROOT } from "@/lib/platform/root";

// Every way into the built app, read from what the build itself says it serves.

/** A server action: anybody can call it by its id. */
export type BuiltAction = {
  /** "leads.changeLead" for `changeLead` of lib/leads/actions.ts. */
  name: string;
  id: string;
  /** Routes of pages that carry it: "/leads/[id]". */
  pages: string[];
};

export type BuiltApp = { actions: BuiltAction[]; pages: string[]; routes: string[] };

type ActionManifest = {
  node: Record<string, { workers: Record<string, unknown>; exportedName: string; filename: string }>;
};

/** The entry points of the build that is there. Start an app first: that brings the build up to date. */
export function builtApp(): BuiltApp {
  const folder = resolve(ROOT, process.env.NEXT_DIST_DIR ?? ".next");
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as unknown;
  const served = read("app-path-routes-manifest.json") as Record<string, string>;
  const { node } = read("server/server-reference-manifest.json") as ActionManifest;
  const actions = Object.entries(node).map(([id, { workers, exportedName, filename }]) => ({
    name: `${/^lib\/([\w-]+)\//.exec(filename)?.[1] ?? filename}.${exportedName}`,
    id,
    pages: Object.keys(workers).flatMap((worker) => served[worker.replace(/^app/, "")] ?? []),
  }));
  const ending = (end: string) =>
    Object.entries(served).flatMap(([file, path]) => (file.endsWith(end) ? [path] : []));
  return {
    actions: actions.sort((a, b) => (a.name < b.name ? -1 : 1)),
    pages: ending("/page"),
    routes: ending("/route"),
  };
}
