/** Digits behind the decimal point of a currency (2 for EUR, 0 for JPY). Throws RangeError for an unknown code. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2
  );
}

/** Minor units in a whole one: 100 for EUR, 1 for JPY, 1,000 for KWD. Throws RangeError for an unknown code. */
export const minorPerUnit = (currency: string): number => 10 ** currencyDigits(currency);

/** Reads an amount in major units ("1,200.50" is not read: digits and one point only) as minor units; null when it is none. */
export function toMinorUnits(text: string, currency: string): bigint | null {
  const match = /^(-?)(\d{1,15})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return null;
  const digits = currencyDigits(currency);
  const fraction = match[3] ?? "";
  if (fraction.length > digits && /[1-9]/.test(fraction.slice(digits))) return null;
  const minor = BigInt(match[2]! + fraction.slice(0, digits).padEnd(digits, "0"));
  return match[1] === "-" ? -minor : minor;
}

/** Minor units as a plain decimal in major units, for form fields and exports. */
export function fromMinorUnits(minor: bigint, currency: string): string {
  const digits = currencyDigits(currency);
  const sign = minor < 0n ? "-" : "";
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
