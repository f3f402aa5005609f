/** A list in pieces of at most `size`, in order. */
export function* chunked<T>(all: readonly T[], size: number): Generator<T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
