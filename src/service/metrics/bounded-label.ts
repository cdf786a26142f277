/** What stands for everything beyond the bound. */
const OTHER = 'other';

/** Values of a label that callers make up: the first ones have series of their own, all others share one. */
export class BoundedLabel {
  readonly #most: number;
  readonly #known = new Set<string>();

  /** @param most values with series of their own */
  constructor(most: number) {
    this.#most = most;
  }

  /** The value to count under: the value itself, or `other`. */
  of(value: string): string {
    if (this.#known.has(value)) return value;
    if (this.#known.size >= this.#most) return OTHER;
    this.#known.add(value);
    return value;
  }
}
