import { globMatcher, pathOf } from "@/lib/conditions/glob";
import type { Json, JsonObject } from "@/lib/shared/json";

/** How far down the funnel a piece of content speaks, first to last. */
export const DEPTHS = ["tofu", "mofu", "bofu"] as const;
export type Depth = (typeof DEPTHS)[number];

export const DEPTH_LABEL: Record<Depth, string> = {
  tofu: "Top of the funnel",
  mofu: "Middle of the funnel",
  bofu: "Bottom of the funnel",
};

/** An entry of the catalogue: activities about it carry its name, or a path that its pattern matches. */
export type Asset = {
  id: string;
  name: string;
  /** A path with * for any text: "/blog/*". null: only the name tells. */
  pattern: string | null;
  /** What it is about, in lower case. */
  tags: readonly string[];
  depth: Depth | null;
};

/** What an activity was about: of its own properties, and of the asset it names where they say nothing. */
export type ContentUse = { asset: Asset | null; title: string; tags: readonly string[]; depth: Depth | null };

/** Properties that name a thing, and those that tell where it is; most telling first. */
const NAMES = ["asset", "title", "webinar", "event", "form"] as const;
const PLACES = ["path", "url", "page"] as const;

/** A catalogue prepared for many activities. A name is surer than a pattern, a longer pattern surer than a shorter. */
export function contentReader(assets: readonly Asset[]): (properties: JsonObject) => ContentUse | null {
  const byName = new Map(assets.map((asset) => [asset.name.trim().toLowerCase(), asset]));
  const byPattern = assets
    .flatMap((asset) => (asset.pattern === null ? [] : { asset, pattern: asset.pattern }))
    .sort((a, b) => b.pattern.length - a.pattern.length)
    .map(({ asset, pattern }) => ({ asset, matches: globMatcher(pattern) }));
  return (properties) => {
    const name = firstText(properties, NAMES);
    const place = firstText(properties, PLACES);
    const path = place === null ? null : pathOf(place);
    const asset =
      (name !== null && byName.get(name.toLowerCase())) ||
      (path !== null && byPattern.find(({ matches }) => matches(path))?.asset) ||
      null;
    const tags = [...new Set([...ownTags(properties.tags), ...(asset?.tags ?? [])])];
    const depth = ownDepth(properties.depth) ?? asset?.depth ?? null;
    if (depth === null && tags.length === 0) return null;
    return { asset, title: name ?? asset?.name ?? path ?? "", tags, depth };
  };
}

function firstText(properties: JsonObject, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = properties[key];
    if (typeof value === "string" && value.trim() !== "") return value.trim();
  }
  return null;
}

const isDepth = (text: string): text is Depth => (DEPTHS as readonly string[]).includes(text);

function ownDepth(value: Json | undefined): Depth | null {
  const text = typeof value === "string" ? value.trim().toLowerCase() : "";
  return isDepth(text) ? text : null;
}

/** A list, or a text with commas. */
function ownTags(value: Json | undefined): string[] {
  const entries = typeof value === "string" ? value.split(",") : Array.isArray(value) ? value : [];
  return entries.flatMap((entry: Json) => {
    const tag = typeof entry === "string" ? entry.trim().toLowerCase() : "";
    return tag === "" ? [] : tag;
  });
}
