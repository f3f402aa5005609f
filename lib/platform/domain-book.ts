import "server-only";
import { getDomain } from "tldts";
import type { DomainBook } from "@/lib/companies/domain";
import { freeMailList } from "@/lib/conditions/free-mail";

const freeMail = new Set(freeMailList.entries);

/** The public-suffix list that ships with a package, and the list of mailbox providers that conditions know: no network. */
export const domainBook: DomainBook = {
  registrable: (host) => getDomain(host),
  isFreeMail: (domain) => freeMail.has(domain),
};
