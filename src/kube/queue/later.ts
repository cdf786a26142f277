import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis } from '../../core/instant.ts';

/** Keys that are to come at a later time, each once: at the earliest of the moments it was given. */
export class Later {
  readonly #clock: Clock;
  readonly #come: (key: string) => void;
  readonly #alarms = new Map<string, { readonly at: Instant; readonly cancel: () => void }>();

  constructor(clock: Clock, come: (key: string) => void) {
    this.#clock = clock;
    this.#come = come;
  }

  add(key: string, length: Millis): void {
    const at = after(this.#clock.now(), length);
    const known = this.#alarms.get(key);
    if (known !== undefined && known.at <= at) return;
    known?.cancel();
    const ring = (): void => {
      this.#alarms.delete(key);
      this.#come(key);
    };
    this.#alarms.set(key, { at, cancel: this.#clock.alarm(at, ring) });
  }

  clear(): void {
    for (const { cancel } of this.#alarms.values()) cancel();
    this.#alarms.clear();
  }
}
