import type { Clock } from '../../../core/clock.ts';
import { Fault, textOf } from '../../../core/fault.ts';
import { after, type Instant, instantOf, type Millis, millisOf } from '../../../core/instant.ts';

/** After a failure nobody is asked again for so long: a thousand requests are no reason to call an issuer that is down a thousand times. */
const PAUSE = millisOf(5000);

/** Something of the issuer's that is fetched when it is needed, by one for all, and kept for a while. */
export class Fetched<Value> {
  readonly #fetch: () => Promise<Value>;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #life: Millis;
  #value: { readonly value: Value; readonly at: Instant } | undefined;
  #failure: { readonly fault: Fault; readonly until: Instant } | undefined;
  #fetching: Promise<Value> | undefined;

  /** @param fetch throws Fault ISSUER_UNREACHABLE */
  constructor(fetch: () => Promise<Value>, clock: Pick<Clock, 'now'>, life: Millis) {
    this.#fetch = fetch;
    this.#clock = clock;
    this.#life = life;
  }

  /** @throws Fault ISSUER_UNREACHABLE */
  get(): Promise<Value> {
    return this.noOlderThan(this.#life);
  }

  /** @throws Fault ISSUER_UNREACHABLE */
  async noOlderThan(age: Millis): Promise<Value> {
    const now = this.#clock.now();
    if (this.#value !== undefined && now < after(this.#value.at, age)) return this.#value.value;
    if (this.#failure !== undefined && now < this.#failure.until) throw this.#failure.fault;
    this.#fetching ??= this.#fetchNow();
    return this.#fetching;
  }

  async #fetchNow(): Promise<Value> {
    try {
      const value = await this.#fetch();
      this.#value = { value, at: this.#clock.now() };
      this.#failure = undefined;
      return value;
    } catch (thrown) {
      const fault = thrown instanceof Fault ? thrown : new Fault('ISSUER_UNREACHABLE', textOf(thrown));
      this.#failure = { fault, until: instantOf(this.#clock.now() + PAUSE) };
      throw fault;
    } finally {
      this.#fetching = undefined;
    }
  }
}
