import { currencyDigits } from "@/lib/shared/money";
import type { LeadPatch } from "./schema";

/** A form's lead with the company's revenue, typed in major units, as minor units of the workspace currency. */
export function revenueInMinorUnits<Lead extends LeadPatch>(lead: Lead, currency: string): Lead {
  const revenue = lead.company?.revenue;
  if (typeof revenue !== "number") return lead;
  return { ...lead, company: { ...lead.company, revenue: revenue * 10 ** currencyDigits(currency) } };
}
