import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis } from '../../core/instant.ts';

/** Notices that a server has stopped answering without closing the connection. */
export class Silence {
  readonly #clock: Clock;
  #limit: Millis;
  readonly #controller = new AbortController();
  #heardAt: Instant;
  #cancel: () => void;

  constructor(clock: Clock, limit: Millis) {
    this.#clock = clock;
    this.#limit = limit;
    this.#heardAt = clock.now();
    this.#cancel = this.#listen();
  }

  /** Aborts once nothing was heard for as long as the limit. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Something was heard. Cheap: it is called for every event of a watch. @param limit  for the next silence, and those after it */
  heard(limit: Millis = this.#limit): void {
    this.#heardAt = this.#clock.now();
    this.#limit = limit;
  }

  /** Stops listening. */
  end(): void {
    this.#cancel();
  }

  #listen(): () => void {
    const until = after(this.#heardAt, this.#limit);
    return this.#clock.alarm(until, () => {
      if (after(this.#heardAt, this.#limit) > until) this.#cancel = this.#listen();
      else this.#controller.abort();
    });
  }
}
