import { ok, type Result, refuse } from "@/lib/shared/result";

export const PASSWORD_LENGTH = { min: 8, max: 200 } as const;

export type PasswordFault = "too_short" | "too_long" | "personal" | "monotonous" | "common";

export const PASSWORD_FAULT: Record<PasswordFault, string> = {
  too_short: `Use at least ${PASSWORD_LENGTH.min} characters; four random words are better.`,
  too_long: `Use at most ${PASSWORD_LENGTH.max} characters.`,
  personal: "This is your own name or e-mail address, or the product's name. Choose something else.",
  monotonous: "This repeats one pattern. Choose something else.",
  common: "This password is on the lists that attackers try first. Choose another one.",
};

/** Whether a password may be chosen by this person. `isCommon` knows the lists of leaked passwords (lower case). */
export function choosePassword(
  password: string,
  person: { email: string; name: string },
  isCommon: (lowerCase: string) => boolean,
): Result<string, PasswordFault> {
  const length = [...password].length;
  if (length < PASSWORD_LENGTH.min) return refuse("too_short");
  if (length > PASSWORD_LENGTH.max) return refuse("too_long");
  const lower = password.toLowerCase();
  if (isCommon(lower)) return refuse("common");
  if (isMonotonous(lower)) return refuse("monotonous");
  // "anna-2026!" is Anna's name with decoration that is tried first.
  const core = lower.replace(/[^\p{L}]/gu, "");
  const own = [person.email, person.email.split("@")[0]!, person.name, "baton"].map((text) =>
    text.toLowerCase().replace(/[^\p{L}]/gu, ""),
  );
  return own.some((text) => text !== "" && text === core) ? refuse("personal") : ok(password);
}

/** One to four characters over and over ("abababab"), or neighbours in a row ("12345678", "hgfedcba"). */
function isMonotonous(text: string): boolean {
  if (/^(.{1,4}?)\1+.{0,3}$/u.test(text) && new Set(text).size <= 4) return true;
  const points = [...text].map((char) => char.codePointAt(0)!);
  const steps = new Set(points.slice(1).map((point, index) => point - points[index]!));
  return steps.size === 1 && (steps.has(1) || steps.has(-1));
}
