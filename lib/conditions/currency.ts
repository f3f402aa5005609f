import { minorPerUnit } from "@/lib/shared/money";
import { type AttributeTest, isTest, type LeadCondition } from "./condition";

/** Amounts that ship with Baton are written in hundredths of a whole unit of money. */
const PER_UNIT = 100;

/**
 * A condition that ships with Baton, for a workspace of this currency: its amounts (annual revenue) in hundredths of a whole unit become
 * amounts in the currency's minor units, so "10 million" is that many yen as well as that many euros. Throws RangeError for an
 * unknown currency.
 */
export function inCurrency<Asked extends LeadCondition>(condition: Asked, currency: string): Asked {
  const factor = minorPerUnit(currency) / PER_UNIT;
  return factor === 1 ? condition : (scaled(condition, factor) as Asked);
}

function scaled(condition: LeadCondition, factor: number): LeadCondition {
  if ("all" in condition) return { all: condition.all.map((part) => scaled(part, factor)) };
  if ("any" in condition) return { any: condition.any.map((part) => scaled(part, factor)) };
  if ("not" in condition) return { not: scaled(condition.not, factor) };
  return isTest(condition) && condition.field === "company.revenue" ? amount(condition, factor) : condition;
}

function amount(test: AttributeTest, factor: number): AttributeTest {
  if (test.op === "at-least") return { ...test, value: test.value * factor };
  // The upper end is one below where the next range begins, in whatever the money's smallest unit is.
  if (test.op === "between")
    return { ...test, from: test.from * factor, to: Math.round((test.to + 1) * factor) - 1 };
  throw new RangeError(`an amount cannot be asked by ${test.op} in what ships with Baton`);
}
