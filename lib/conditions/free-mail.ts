import domains from "free-email-domains";
import { FREE_MAIL, type NamedList } from "./lists";

/** Mailbox providers that the packaged list lacks. */
const MORE_DOMAINS = ["hey.com", "tutanota.com", "tuta.io", "mailbox.org", "duck.com", "mozmail.com"];

/** Domains that hand out free mailboxes: those the package collects, and a few more. */
export const freeMailList: NamedList = {
  id: FREE_MAIL,
  label: "Free-mail domains",
  kind: "domains",
  entries: [...new Set([...domains, ...MORE_DOMAINS])],
};
