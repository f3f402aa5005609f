/**
 * What a browser remembers about how its person likes the screens. Cookies rather than local storage: the server reads
 * them and the first paint is already right.
 */
export const PREFERENCES = {
  rail: { cookie: "baton.rail", values: ["open", "icons"] },
  singleKeys: { cookie: "baton.keys", values: ["on", "off"] },
  density: { cookie: "baton.density", values: ["cosy", "compact"] },
} as const;

export type PreferenceName = keyof typeof PREFERENCES;
export type PreferenceValue<Name extends PreferenceName> = (typeof PREFERENCES)[Name]["values"][number];

type CookieJar = { get: (name: string) => { value: string } | undefined };

/** The remembered value, or the first of the list. */
export function preference<Name extends PreferenceName>(jar: CookieJar, name: Name): PreferenceValue<Name> {
  const { cookie, values } = PREFERENCES[name];
  const known = (values as readonly string[]).find((value) => value === jar.get(cookie)?.value);
  return (known ?? values[0]) as PreferenceValue<Name>;
}

const YEAR_SECONDS = 31_536_000;

/** Remembers a value in this browser for a year. */
export function remember<Name extends PreferenceName>(name: Name, value: PreferenceValue<Name>): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in browsers still in use
  document.cookie = `${PREFERENCES[name].cookie}=${value}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
}
