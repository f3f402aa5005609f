import type { ZoneGroup } from "@/components/team/set-up-wizard";

/** Every time zone of the platform, grouped by the part before the slash; UTC first. */
export function zoneChoices(): ZoneGroup[] {
  const groups = new Map<string, string[]>([["World", ["UTC"]]]);
  for (const zone of Intl.supportedValuesOf("timeZone")) {
    const region = zone.split("/")[0]!;
    if (region === zone) continue;
    groups.set(region, [...(groups.get(region) ?? []), zone]);
  }
  return [...groups].map(([region, zones]) => ({ region, zones }));
}

const USUAL = ["EUR", "USD", "GBP", "CHF", "BRL", "CAD", "AUD", "INR", "JPY"];

/** Every currency of the platform, the usual ones first. */
export function currencyChoices(): { code: string; label: string }[] {
  const names = new Intl.DisplayNames("en", { type: "currency" });
  const rest = Intl.supportedValuesOf("currency").filter((code) => !USUAL.includes(code));
  return [...USUAL, ...rest].map((code) => ({ code, label: `${code} – ${names.of(code)}` }));
}
