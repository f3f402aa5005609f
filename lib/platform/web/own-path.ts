/**
 * A path of this application to go to next, or the fallback: anything that a browser could take for another host,
 * another scheme or an endpoint is not followed.
 */
export function ownPath(candidate: unknown, fallback = "/"): string {
  if (typeof candidate !== "string" || candidate.length > 2000) return fallback;
  // Browsers drop tabs and newlines and read a backslash as a slash: "/\evil" and "/\t/evil" are other hosts.
  if (!/^\/(?![/\\])/.test(candidate) || /[\p{Cc}\\]/u.test(candidate)) return fallback;
  const base = "http://own.invalid";
  if (!URL.canParse(candidate, base)) return fallback;
  const url = new URL(candidate, base);
  // Resolving dots can bring a second slash to the front: "/a/..//evil".
  if (url.origin !== base || /^\/(?:\/|(?:api|v1|_next)(?:\/|$))/.test(url.pathname)) return fallback;
  return url.pathname + url.search + url.hash;
}
