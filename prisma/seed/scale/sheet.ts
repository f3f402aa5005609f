/** Lines of text in one growing buffer: millions of short strings would keep the garbage collector busy. */
export class Sheet {
  #bytes = Buffer.allocUnsafe(1 << 16);
  #end = 0;
  lines = 0;

  add(line: string): void {
    // No character of a string needs more than three bytes for each of its units.
    const most = this.#end + line.length * 3;
    if (most > this.#bytes.length) {
      const grown = Buffer.allocUnsafe(Math.max(most, this.#bytes.length * 2));
      this.#bytes.copy(grown, 0, 0, this.#end);
      this.#bytes = grown;
    }
    this.#end += this.#bytes.write(line, this.#end);
    this.lines += 1;
  }

  get text(): Buffer {
    return this.#bytes.subarray(0, this.#end);
  }
}
