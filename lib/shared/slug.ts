const MOST_LETTERS = 50;

/**
 * A short id for something called `label` that is not among `taken`: "viewed-pricing", "viewed-pricing-2". `fallback`
 * stands in for a label without a letter or digit of the Latin alphabet.
 */
export function slugFor(label: string, taken: readonly { id: string }[], fallback: string): string {
  const plain = label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, MOST_LETTERS)
    .replace(/^-+|-+$/g, "");
  const base = plain === "" ? fallback : plain;
  const isTaken = (id: string) => taken.some((other) => other.id === id);
  if (!isTaken(base)) return base;
  let number = 2;
  while (isTaken(`${base}-${number}`)) number++;
  return `${base}-${number}`;
}
