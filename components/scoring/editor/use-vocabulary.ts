"use client";

import { useCurrency } from "@/components/ui/currency-provider";
import type { Vocabulary } from "@/lib/conditions/words";

/** How this workspace calls things, for rules and aspects in words. */
export function useVocabulary(types: readonly { key: string; label: string }[]): Vocabulary {
  const currency = useCurrency();
  return { typeLabel: (key) => types.find((type) => type.key === key)?.label ?? key, currency };
}
