"use client";

import { createContext, type ReactNode, useContext } from "react";

const CurrencyContext = createContext<string | null>(null);

/** Tells everything below it the workspace currency (ISO code). */
export function CurrencyProvider({ currency, children }: { currency: string; children: ReactNode }) {
  return <CurrencyContext value={currency}>{children}</CurrencyContext>;
}

/** The workspace currency. Throws outside a CurrencyProvider: no amount can be read or written without it. */
export function useCurrency(): string {
  const currency = useContext(CurrencyContext);
  if (currency === null) throw new Error("there is no CurrencyProvider above");
  return currency;
}
