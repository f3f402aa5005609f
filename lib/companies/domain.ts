import { asciiHost } from "@/lib/shared/host";

/** What the internet's lists say about a host; read by the platform, so that these rules stay pure. */
export type DomainBook = {
  /** The registrable domain of an ASCII host ("acme.co.uk" of "www.acme.co.uk"); null when it has none. */
  registrable: (host: string) => string | null;
  /** Whether anybody can get an address there (gmail.com): such a domain says nothing about a company. */
  isFreeMail: (domain: string) => boolean;
};

/** The registrable domain in a web address, an e-mail address or a bare host, as people type them; null when there is none. */
export function domainOf(text: string, book: DomainBook): string | null {
  const host = text
    .normalize("NFC")
    .trim()
    .replace(/^[a-z][a-z0-9+.-]*:(\/\/)?/i, "")
    .replace(/[/?#].*$/s, "")
    .replace(/^.*@/s, "")
    .replace(/:\d+$/, "")
    .replace(/\.$/, "");
  const ascii = asciiHost(host);
  return ascii === null ? null : book.registrable(ascii);
}

/** The domain of the company behind an e-mail key; null where anybody could have that address. */
export function companyDomainOfEmail(emailKey: string, book: DomainBook): string | null {
  const domain = domainOf(emailKey, book);
  return domain === null || book.isFreeMail(domain) || book.isFreeMail(hostOf(emailKey)) ? null : domain;
}

const hostOf = (emailKey: string): string => emailKey.slice(emailKey.lastIndexOf("@") + 1);
