/** What is still to come, by time; of one time in the order in which it was planned. */
export class Agenda {
  readonly #heap: { at: number; turn: number; deed: () => void }[] = [];
  #turn = 0;

  add(at: Date, deed: () => void): void {
    const heap = this.#heap;
    heap.push({ at: at.getTime(), turn: this.#turn++, deed });
    for (let child = heap.length - 1; child > 0; ) {
      const parent = (child - 1) >> 1;
      if (!this.#isBefore(child, parent)) break;
      this.#swap(child, parent);
      child = parent;
    }
  }

  /** Takes the next deed, null when there is none left. */
  take(): { at: Date; deed: () => void } | null {
    const heap = this.#heap;
    const first = heap[0];
    if (!first) return null;
    const last = heap.pop()!;
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return { at: new Date(first.at), deed: first.deed };
  }

  #sink(): void {
    for (let parent = 0; ; ) {
      let first = parent;
      for (const child of [2 * parent + 1, 2 * parent + 2])
        if (child < this.#heap.length && this.#isBefore(child, first)) first = child;
      if (first === parent) return;
      this.#swap(first, parent);
      parent = first;
    }
  }

  #isBefore(a: number, b: number): boolean {
    const [one, other] = [this.#heap[a]!, this.#heap[b]!];
    return one.at - other.at < 0 || (one.at === other.at && one.turn < other.turn);
  }

  #swap(a: number, b: number): void {
    [this.#heap[a], this.#heap[b]] = [this.#heap[b]!, this.#heap[a]!];
  }
}
