import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';

/** Times within one window that a key is worked on as soon as it comes. A release with a hundred pods needs fewer. */
const OFTEN = 300;
const WINDOW: Millis = millisOf(10_000);

/**
 * Slows down keys that are worked on over and over again. Where two write the same object in turn, each because the other has, both would be
 * kept busy, and the API with them, for as long as neither gives in.
 */
export class Brake {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #times = new Map<string, number>();
  #over: Instant;

  /** @param clock  one that does not jump */
  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#over = after(clock.now(), WINDOW);
  }

  /** The key is worked on now. */
  note(key: string): void {
    this.#begin();
    this.#times.set(key, (this.#times.get(key) ?? 0) + 1);
  }

  /** How long the key has to wait; 0 for hardly any. */
  pauseOf(key: string): Millis {
    if ((this.#times.get(key) ?? 0) < OFTEN) return millisOf(0);
    this.#begin();
    return this.#times.has(key) ? millisOf(this.#over - this.#clock.now()) : millisOf(0);
  }

  #begin(): void {
    const now = this.#clock.now();
    if (now < this.#over) return;
    this.#times.clear();
    this.#over = after(now, WINDOW);
  }
}
