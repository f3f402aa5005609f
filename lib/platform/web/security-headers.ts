/** What a JSON endpoint answers with besides its body: nothing of it may be stored, framed, sniffed or run. */
export const API_HEADERS = {
  "Cache-Control": "private, no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "X-Frame-Options": "DENY",
} as const;

/**
 * The policy of our pages: scripts only with this request's nonce. Styles may be inline (the toasts inject one without a
 * nonce). In development React needs `eval`, and hot reload a web socket.
 */
export function contentSecurityPolicy(nonce: string, at: { development: boolean; secure: boolean }): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${at.development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${at.development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(at.secure ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}

/** The other headers of every page. */
export const PAGE_HEADERS = {
  "Cache-Control": "private, no-store",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "X-Frame-Options": "DENY",
} as const;

/** Two years, sent only where people come over TLS. */
export const STRICT_TRANSPORT = "max-age=63072000; includeSubDomains";
