import { type EmbeddedController, startEmbeddedController } from '../../../src/cli/embedded/embedded-controller.ts';
import type { Http } from '../../../src/providers/http/http.ts';
import type { Api } from '../../../src/simulator/api/call.ts';
import { uidFrom } from '../../../src/simulator/api/chance.ts';
import type { VirtualClock } from '../../../src/simulator/virtual-clock.ts';
import { MortalClock } from '../../support/mortal-clock.ts';
import { type Asked, type Fate, Gate } from './gate.ts';

export interface Around {
  readonly api: Api;
  readonly clock: VirtualClock;
  readonly random: () => number;
  readonly http: Http;
  /** Options of `verdict controller`. */
  readonly words: readonly string[];
  /** Says what becomes of a write. */
  readonly decide: (asked: Asked, by: Process) => Fate;
  readonly isAway: () => boolean;
}

/** A process of `verdict controller` that can be killed at any moment. */
export class Process {
  readonly name: string;
  readonly gate: Gate;
  readonly #clock: MortalClock;
  readonly #steady: MortalClock;
  readonly #started: Promise<EmbeddedController>;
  isDead = false;

  /** @param skew  how far its clock is ahead, in milliseconds */
  constructor(name: string, skew: number, around: Around) {
    const { api, clock, random, http, words, decide, isAway } = around;
    this.name = name;
    this.gate = new Gate(api, (asked) => decide(asked, this), isAway);
    this.#clock = new MortalClock(clock, skew);
    this.#steady = new MortalClock(clock);
    const log = { debug() {}, info() {}, warn() {}, error() {} };
    const newUid = (): string => uidFrom(random);
    const handed = { api: this.gate, clock: this.#clock, steady: this.#steady, random, newUid, http, log, words };
    this.#started = startEmbeddedController(handed);
  }

  get skew(): number {
    return this.#clock.skew;
  }

  jump(length: number): void {
    this.#clock.skew += length;
  }

  /** Resolves when it is at work. */
  async started(): Promise<void> {
    await this.#started;
  }

  /** Ends it as an operator would. */
  async end(): Promise<void> {
    this.isDead = true;
    await (await this.#started).end();
    this.kill();
  }

  /** From now on it does nothing, whatever it was about to do. */
  kill(): void {
    this.isDead = true;
    this.gate.shut();
    this.#clock.kill();
    this.#steady.kill();
  }
}
