import type { Clock } from '../../../core/clock.ts';
import type { Instant } from '../../../core/instant.ts';
import { busy } from '../busy.ts';
import type { Refusal, RunMeasures } from '../run-measures.ts';
import type { RunLimits } from '../run-parts.ts';

export interface StartGateOptions {
  readonly limits: RunLimits;
  /** How many runs go on; of one namespace, or of all. */
  readonly live: (namespace?: string) => number;
  /** One that never jumps. */
  readonly steady: Clock;
  readonly measures: Pick<RunMeasures, 'refused'>;
}

/** Starts that may be checked and stored at a time; more would only wait for each other. */
const MOST_STARTING = 2_000;
/** Of one namespace, so that it leaves room to others. */
const MOST_STARTING_OF_ONE = 1_000;

/** Lets starts in as long as this replica can carry them. Who is refused is so at once, before anything is read. */
export class StartGate {
  readonly #options: StartGateOptions;
  #starting = 0;
  /** Of each namespace that starts some. */
  readonly #startingOf = new Map<string, number>();
  #isClosed = false;
  #onEmpty = (): void => {};
  /** Starts that may be made now by the rate, and when that was true. */
  #allowance: number;
  #allowedAt: Instant;

  constructor(options: StartGateOptions) {
    this.#options = options;
    this.#allowance = options.limits.startsPerSecond ?? 0;
    this.#allowedAt = options.steady.now();
  }

  get starting(): number {
    return this.#starting;
  }

  /**
   * Takes a place for a run of `namespace`; to be given back once the run goes on or is refused.
   *
   * @returns gives the place back; to be called once
   * @throws Fault BUSY
   */
  enter(namespace: string): () => void {
    if (this.#isClosed) throw this.#refused('stopping', 'this replica is being stopped', 1);
    this.#demandRoom(namespace);
    this.#takeTurn();
    this.#count(namespace, 1);
    return () => {
      this.#count(namespace, -1);
      if (this.#starting === 0) this.#onEmpty();
    };
  }

  /** @throws Fault BUSY where this replica, or the part of it that one namespace may have, is full */
  #demandRoom(namespace: string): void {
    const { limits, live } = this.#options;
    const starting = this.#startingOf.get(namespace) ?? 0;
    if (this.#starting >= MOST_STARTING) throw this.#refused('queue', `${this.#starting} runs are being started`, 1);
    if (starting >= MOST_STARTING_OF_ONE)
      throw this.#refused('queue', `${starting} runs of namespace "${namespace}" are being started`, 1);
    if (live() + this.#starting >= limits.liveRuns)
      throw this.#refused('live', `${limits.liveRuns} runs go on, which is all that this replica carries`, 5);
    const most = limits.runsPerNamespace;
    if (most === undefined || live(namespace) + starting < most) return;
    const text = `${most} runs of namespace "${namespace}" go on, which is all that this replica carries of one`;
    throw this.#refused('live', text, 5);
  }

  #count(namespace: string, by: 1 | -1): void {
    const starting = (this.#startingOf.get(namespace) ?? 0) + by;
    if (starting > 0) this.#startingOf.set(namespace, starting);
    else this.#startingOf.delete(namespace);
    this.#starting += by;
  }

  /** Resolves once no start is under way. */
  whenEmpty(): Promise<void> {
    return this.#starting === 0
      ? Promise.resolve()
      : new Promise((resolve) => {
          this.#onEmpty = resolve;
        });
  }

  /** Lets nobody in any more. */
  close(): void {
    this.#isClosed = true;
  }

  #takeTurn(): void {
    const { limits, steady } = this.#options;
    const rate = limits.startsPerSecond;
    if (rate === undefined) return;
    const now = steady.now();
    const most = Math.max(1, rate);
    this.#allowance = Math.min(most, this.#allowance + ((now - this.#allowedAt) / 1000) * rate);
    this.#allowedAt = now;
    if (this.#allowance < 1) {
      const seconds = Math.max(1, Math.ceil((1 - this.#allowance) / rate));
      throw this.#refused('rate', `${rate} runs a second are as many as may be started here`, seconds);
    }
    this.#allowance -= 1;
  }

  #refused(why: Refusal, text: string, seconds: number): Error {
    this.#options.measures.refused(why);
    return busy(text, seconds);
  }
}
