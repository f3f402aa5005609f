import "server-only";
import { dictionary } from "@zxcvbn-ts/language-common";

let known: ReadonlySet<string> | undefined;

/** Whether a password (in lower case) is among the 49,000 most used ones of leaked collections. Unpacked at first use. */
export function isCommonPassword(lowerCase: string): boolean {
  known ??= new Set(dictionary["passwords-common"]);
  return known.has(lowerCase);
}
