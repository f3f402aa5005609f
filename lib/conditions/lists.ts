/**
 * Entries that a condition names instead of repeating them. How an entry matches depends on the kind:
 * - `values`: the whole text, whatever its case
 * - `domains`: the domain of an e-mail address or a bare domain, its subdomains included
 * - `words`: the entry's words stand next to each other somewhere in the text ("vp sales" in "VP, Sales & Success")
 */
export type NamedList = {
  id: string;
  label: string;
  kind: "values" | "domains" | "words";
  entries: readonly string[];
};

/** The list every condition may name without declaring it: domains that hand out free mailboxes. */
export const FREE_MAIL = "free-mail";

/** Names of the lists that are always there. */
export const BUILT_IN_LIST_LABELS: Readonly<Record<string, string>> = { [FREE_MAIL]: "Free-mail domains" };

export const foldCase = (text: string): string => text.toLowerCase();

/** The domain of an e-mail address (what follows its last @), or the text itself when it has none. */
const domainOf = (text: string): string => foldCase(text.slice(text.lastIndexOf("@") + 1));

/** Whether the domain, or one that it is a subdomain of, is among the entries: "eu.acme.com" is in { "acme.com" }. */
function holdsDomain(entries: ReadonlySet<string>, domain: string): boolean {
  for (let rest = domain; ; ) {
    if (entries.has(rest)) return true;
    const dot = rest.indexOf(".");
    if (dot < 0) return false;
    rest = rest.slice(dot + 1);
  }
}

/** The words of a text in lower case, one blank before, between and after: " vp sales ". */
export function spacedWords(text: string): string {
  const words = foldCase(text).split(/[^\p{L}\p{Nd}]+/u);
  return ` ${words.filter((word) => word !== "").join(" ")} `;
}

/** A list prepared for asking it many times. */
export function listMatcher(list: NamedList): (text: string) => boolean {
  switch (list.kind) {
    case "values": {
      const entries = new Set(list.entries.map(foldCase));
      return (text) => entries.has(foldCase(text));
    }
    case "domains": {
      const entries = new Set(list.entries.map(foldCase));
      return (text) => entries.size > 0 && holdsDomain(entries, domainOf(text));
    }
    case "words": {
      const entries = list.entries.map(spacedWords).filter((entry) => entry !== "  ");
      return remembering((text) => {
        const words = spacedWords(text);
        return entries.some((entry) => words.includes(entry));
      });
    }
  }
}

/** Texts are short and repeat (titles, countries): as many answers as this are kept. */
const MOST_REMEMBERED = 10_000;

function remembering(asks: (text: string) => boolean): (text: string) => boolean {
  const known = new Map<string, boolean>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      answer = asks(text);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(text, answer);
    }
    return answer;
  };
}
