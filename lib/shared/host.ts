const LABEL = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;

/** A host name in lower-case ASCII (internationalised ones as punycode), or null when it cannot be one on the internet. */
export function asciiHost(text: string): string | null {
  const host = /^[\x21-\x7e]+$/.test(text) ? text.toLowerCase() : punycode(text);
  if (host === null || host.length > 253) return null;
  const labels = host.split(".");
  const top = labels.at(-1)!;
  if (labels.length < 2 || !/^([a-z]{2,}|xn--[a-z0-9-]+)$/.test(top)) return null;
  return labels.every((label) => label.length <= 63 && LABEL.test(label)) ? host : null;
}

function punycode(text: string): string | null {
  // A host that carries a delimiter of URLs would be cut there: refuse it before the URL parser sees it.
  if (/[\s/?#:@\\[\]%]/.test(text)) return null;
  try {
    return new URL(`http://${text}`).hostname;
  } catch {
    return null;
  }
}
