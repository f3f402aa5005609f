// Patterns that people write for paths: * stands for any text, slashes included. Nothing else is special, so that no
// pattern can take longer than the text and the pattern are long.

/** What stands before the path of an address; the database reads addresses by the same. */
export const BEFORE_PATH = "^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*";

/** The path of an address or of a path itself: without scheme, host, query and fragment; "/" when nothing is left. */
export function pathOf(address: string): string {
  const local = address.replace(new RegExp(BEFORE_PATH), "");
  const end = local.search(/[?#]/);
  const path = end < 0 ? local : local.slice(0, end);
  return path === "" ? "/" : path;
}

/** A pattern prepared for many paths. Case does not matter. */
export function globMatcher(pattern: string): (path: string) => boolean {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  if (last === undefined) return (path) => path.toLowerCase() === first;
  return (path) => {
    const text = path.toLowerCase();
    if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
      return false;
    let from = first.length;
    const end = text.length - last.length;
    for (const part of rest) {
      const at = text.indexOf(part, from);
      if (at < 0 || at + part.length > end) return false;
      from = at + part.length;
    }
    return true;
  };
}

/** The pattern as the database's own (LIKE): % for any text, what it would read otherwise behind a backslash. */
export const globPattern = (pattern: string): string =>
  pattern
    .toLowerCase()
    .replace(/[\\%_]/g, "\\$&")
    .replaceAll("*", "%");
