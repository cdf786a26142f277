import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';

interface Kept<Value> {
  readonly value: Value;
  readonly until: Instant;
}

/** What is kept is there up to its last moment, and then goes together with others. */
const SOON_AFTER = millisOf(100);

/** Keeps values by name for a while after they were put there last; whoever needs to know how old one is looks for themselves. */
export class Expiring<Value> {
  readonly #clock: Clock;
  readonly #keepFor: Millis;
  /** Those put there longest ago first. */
  readonly #kept = new Map<string, Kept<Value>>();
  #isAwake = false;

  /** @param clock one that never jumps */
  constructor(clock: Clock, keepFor: Millis) {
    this.#clock = clock;
    this.#keepFor = keepFor;
  }

  get size(): number {
    return this.#kept.size;
  }

  get(name: string): Value | undefined {
    return this.#kept.get(name)?.value;
  }

  put(name: string, value: Value): void {
    this.#kept.delete(name);
    this.#kept.set(name, { value, until: after(this.#clock.now(), this.#keepFor) });
    this.#wake();
  }

  /** Drops a value, unless another has taken its place. */
  drop(name: string, value: Value): void {
    if (this.#kept.get(name)?.value === value) this.#kept.delete(name);
  }

  #wake(): void {
    const [first] = this.#kept.values();
    if (this.#isAwake || first === undefined) return;
    this.#isAwake = true;
    this.#clock.alarm(after(first.until, SOON_AFTER), () => {
      this.#isAwake = false;
      this.#sweep();
      this.#wake();
    });
  }

  #sweep(): void {
    const now = this.#clock.now();
    for (const [name, { until }] of this.#kept) {
      if (until >= now) return;
      this.#kept.delete(name);
    }
  }
}
