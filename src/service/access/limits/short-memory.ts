import { type Instant, instantOf, type Millis } from '../../../core/instant.ts';

/** Remembers for a short while, and no more than so many; those that came first are forgotten first. */
export class ShortMemory<Value> {
  readonly #entries = new Map<string, { readonly value: Value; readonly until: Instant }>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** Undefined when it was never there or is forgotten. */
  get(key: string, now: Instant): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.until > now) return entry?.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: Value, now: Instant, life: Millis): void {
    this.#entries.delete(key);
    for (const [oldest] of this.#entries) {
      if (this.#entries.size < this.#most) break;
      this.#entries.delete(oldest);
    }
    this.#entries.set(key, { value, until: instantOf(now + life) });
  }

  get size(): number {
    return this.#entries.size;
  }
}
