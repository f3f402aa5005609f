import { asciiHost } from "@/lib/shared/host";
import { ok, type Result, refuse } from "@/lib/shared/result";

/** An e-mail address: as typed (trimmed, NFC) and the key that makes a lead unique. */
export type Email = { typed: string; key: string };

export type EmailFault =
  | "no_at"
  | "more_than_one_at"
  | "no_local_part"
  | "local_part"
  | "local_part_too_long"
  | "no_domain"
  | "domain"
  | "too_long";

export const EMAIL_FAULT: Record<EmailFault, string> = {
  no_at: "has no @",
  more_than_one_at: "has more than one @",
  no_local_part: "has nothing before the @",
  local_part: "has characters before the @ that mail systems refuse",
  local_part_too_long: "has more than 64 characters before the @",
  no_domain: "has nothing after the @",
  domain: "has no valid domain after the @",
  too_long: "is longer than 254 characters",
};

const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;

/** Reads an address as people paste it (spaces around it, `mailto:`). The key is lower case, its domain in ASCII; `+tag` stays. */
export function normaliseEmail(text: string): Result<Email, EmailFault> {
  const typed = text
    .normalize("NFC")
    .trim()
    .replace(/^mailto:/i, "");
  const at = typed.lastIndexOf("@");
  if (at < 0) return refuse("no_at");
  const local = typed.slice(0, at);
  if (local === "") return refuse("no_local_part");
  if (local.includes("@")) return refuse("more_than_one_at");
  if (at === typed.length - 1) return refuse("no_domain");
  if (local.length > 64) return refuse("local_part_too_long");
  if (!LOCAL_PART.test(local)) return refuse("local_part");
  const domain = asciiHost(typed.slice(at + 1));
  if (domain === null) return refuse("domain");
  const key = `${local.toLowerCase()}@${domain}`;
  return key.length > 254 ? refuse("too_long") : ok({ typed, key });
}

type Named = {
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  externalId: string | null;
  company: string | null;
};

/** What every screen shows for a lead: the name, else the e-mail, the company, the external id. */
export function displayName(lead: Named): string {
  const name = [lead.firstName, lead.lastName].filter((part) => part).join(" ");
  return name || lead.email || lead.company || lead.externalId || "Unnamed lead";
}

/** What search looks at: name, e-mail, company and external id, in lower case. */
export function searchText(lead: Named): string {
  const parts = [lead.firstName, lead.lastName, lead.email, lead.company, lead.externalId];
  return parts
    .filter((part) => part)
    .join(" ")
    .toLowerCase();
}
