import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis } from '../../core/instant.ts';

export interface GatheredOptions<Item, Outcome> {
  /** One that never jumps. */
  readonly clock: Clock;
  /** How long the first of a group waits for others. */
  readonly gatherFor: Millis;
  /** Largest group; one that is full waits no longer. */
  readonly most: number;
  /** Does it for all; one outcome an item, in their order. What it throws is thrown to each of them. */
  readonly together: (items: readonly Item[]) => Promise<readonly Outcome[]>;
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly settle: Pick<PromiseWithResolvers<Outcome>, 'resolve' | 'reject'>;
}

/** Does for many at once what each of them wants done: whoever comes within a few milliseconds, or while the group before is on its way, goes together. */
export class Gathered<Item, Outcome> {
  readonly #options: GatheredOptions<Item, Outcome>;
  #waiting: Waiting<Item, Outcome>[] = [];
  #firstAt: Instant | undefined;
  #isBusy = false;
  #cancelAlarm: (() => void) | undefined;

  constructor(options: GatheredOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** How many wait, those on their way not counted. */
  get waiting(): number {
    return this.#waiting.length;
  }

  add(item: Item): Promise<Outcome> {
    const { promise, ...settle } = Promise.withResolvers<Outcome>();
    this.#waiting.push({ item, settle });
    this.#firstAt ??= this.#options.clock.now();
    this.#beginInTime();
    return promise;
  }

  #beginInTime(): void {
    const { clock, gatherFor, most } = this.#options;
    if (this.#isBusy || this.#firstAt === undefined) return;
    if (this.#waiting.length >= most) void this.#begin();
    else this.#cancelAlarm ??= clock.alarm(after(this.#firstAt, gatherFor), () => void this.#begin());
  }

  /** Never rejects. */
  async #begin(): Promise<void> {
    this.#cancelAlarm?.();
    this.#cancelAlarm = undefined;
    this.#isBusy = true;
    const group = this.#waiting.splice(0, this.#options.most);
    this.#firstAt = this.#waiting.length === 0 ? undefined : this.#options.clock.now();
    try {
      const outcomes = await this.#options.together(group.map(({ item }) => item));
      // One outcome an item was promised.
      for (const [index, { settle }] of group.entries()) settle.resolve(outcomes[index] as Outcome);
    } catch (thrown) {
      for (const { settle } of group) settle.reject(thrown);
    }
    this.#isBusy = false;
    this.#beginInTime();
  }
}
