/**
 * Lets one through at a time, and everything else that waits in this thread before the next one: who is let through may hold it up for a
 * moment. Namespaces take turns, however much one of them has to do.
 */
export class Turnstile {
  readonly #later: (work: () => void) => void;
  /** Who waits, by namespace; the one whose turn it is next stands first. */
  readonly #waiting = new Map<string, (() => void)[]>();
  #isTurning = false;

  /** @param later does something once what is ready by now has been done */
  constructor(later: (work: () => void) => void) {
    this.#later = later;
  }

  /** Resolves when it is the turn of this one. What is then done without waiting is done alone. */
  pass(namespace: string): Promise<void> {
    return new Promise((resolve) => {
      const queue = this.#waiting.get(namespace);
      if (queue === undefined) this.#waiting.set(namespace, [resolve]);
      else queue.push(resolve);
      if (this.#isTurning) return;
      this.#isTurning = true;
      this.#later(() => this.#turn());
    });
  }

  #turn(): void {
    const [next] = this.#waiting;
    this.#isTurning = next !== undefined;
    if (next === undefined) return;
    const [namespace, [first, ...others]] = next;
    this.#waiting.delete(namespace);
    if (others.length > 0) this.#waiting.set(namespace, others);
    first?.();
    this.#later(() => this.#turn());
  }
}
