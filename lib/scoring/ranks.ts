/** The place of each number from the smallest on, from 1; equal ones share the mean of their places. */
export function placesOf(numbers: readonly number[]): number[] {
  const order = numbers.map((_, index) => index).sort((a, b) => numbers[a]! - numbers[b]!);
  const places = new Array<number>(numbers.length);
  for (let first = 0; first < order.length; ) {
    let behind = first + 1;
    while (behind < order.length && numbers[order[behind]!] === numbers[order[first]!]) behind++;
    for (let at = first; at < behind; at++) places[order[at]!] = (first + 1 + behind) / 2;
    first = behind;
  }
  return places;
}
