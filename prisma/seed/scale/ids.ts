/** What an id is of: ids of different kinds never meet. */
const KINDS = { person: 0, company: 1, companyChange: 2, lead: 3 } as const;

export type IdKind = keyof typeof KINDS;

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, "0");

/**
 * Makes the UUIDv7s of an owner, in which nothing is left to chance: the owner's number, and the number of the id among the
 * owner's (at most 4,095), make each unique. `at` is its time, in milliseconds since 1970.
 */
export function idsOf(kind: IdKind, owner: number): (at: number, nth?: number) => string {
  const tail = `-8${hex(KINDS[kind], 3)}-${hex(owner, 12)}`;
  return (at, nth = 0) => {
    const time = hex(at, 12);
    return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(nth, 3)}${tail}`;
  };
}

/** The only id of its owner. */
export const scaleId = (kind: IdKind, at: number, owner: number): string => idsOf(kind, owner)(at);
