import type { Clock } from '../../core/clock.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';

export interface GatheredOptions<Item, Outcome> {
  /** One that never jumps. */
  readonly clock: Clock;
  /** How long the first of a group waits for others. */
  readonly gatherFor: Millis;
  /** A group waits twice as long as the one before it took, so that others have their share of the process, but no longer than this. Default: `gatherFor`. */
  readonly gatherUpTo?: Millis;
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
  /** How long the last group was on its way, in milliseconds. */
  #took = 0;
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
    const { clock, gatherFor, gatherUpTo = gatherFor, most } = this.#options;
    if (this.#isBusy || this.#firstAt === undefined) return;
    if (this.#waiting.length >= most) void this.#begin();
    else {
      const length = millisOf(Math.max(gatherFor, Math.min(gatherUpTo, 2 * this.#took)));
      this.#cancelAlarm ??= clock.alarm(after(this.#firstAt, length), () => void this.#begin());
    }
  }

  /** Never rejects. */
  async #begin(): Promise<void> {
    this.#cancelAlarm?.();
    this.#cancelAlarm = undefined;
    this.#isBusy = true;
    const group = this.#waiting.splice(0, this.#options.most);
    const { clock } = this.#options;
    const begun = clock.now();
    this.#firstAt = this.#waiting.length === 0 ? undefined : begun;
    try {
      const outcomes = await this.#options.together(group.map(({ item }) => item));
      // One outcome an item was promised.
      for (const [index, { settle }] of group.entries()) settle.resolve(outcomes[index] as Outcome);
    } catch (thrown) {
      for (const { settle } of group) settle.reject(thrown);
    }
    this.#isBusy = false;
    this.#took = clock.now() - begun;
    this.#beginInTime();
  }
}
