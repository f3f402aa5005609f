/** A typed array that grows: the numbers of a column before it is known how many there are. */
export class Column<A extends Float64Array | Int32Array | Uint32Array | Uint8Array> {
  #array: A;
  #length = 0;

  constructor(readonly make: (length: number) => A) {
    this.#array = make(1024);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#array.length) {
      const wider = this.make(2 * this.#length);
      wider.set(this.#array);
      this.#array = wider;
    }
    this.#array[this.#length++] = value;
  }

  /** What was pushed, without the room behind it. */
  take(): A {
    return this.#array.slice(0, this.#length) as A;
  }
}

export const floats = () => new Column((length) => new Float64Array(length));
export const integers = () => new Column((length) => new Int32Array(length));
export const places = () => new Column((length) => new Uint32Array(length));
export const bytes = () => new Column((length) => new Uint8Array(length));

/** Where the rows of each lead begin, of rows that come lead by lead; leads without rows have none. */
export class Starts {
  readonly #start: Uint32Array;
  #lead = 0;

  constructor(leads: number) {
    this.#start = new Uint32Array(leads + 1);
  }

  /** The next row is the `row`th of all and belongs to `lead`. */
  at(lead: number, row: number): void {
    while (this.#lead < lead) this.#start[++this.#lead] = row;
  }

  take(rows: number): Uint32Array {
    this.at(this.#start.length - 1, rows);
    return this.#start;
  }
}
