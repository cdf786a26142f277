import type { Random } from '../../rollout/model/random.ts';
import { type AskedApi, type Fate, isWrite } from '../../support/api-proxy.ts';
import type { ControllerBehind } from './controller-behind.ts';
import type { Door } from './door.ts';
import type { Scene } from './scene.ts';

/** When a controller is killed. */
const MOMENTS = ['before a write', 'after a write', 'at a look'] as const;

/** How often; then it is let be. */
export const KILLS = 24;

/** Nothing keeps the next one from beginning at once. */
const NO_LEASE = '--leader-elect=false';

/** Writes that a controller gets to at most before it is killed, the fatal one included; of one that waits for a look, in vain maybe. */
const MOST_WRITES = { 'before a write': 7, 'after a write': 7, 'at a look': 12 } as const;

/**
 * Kills a controller again and again where it hurts, each time with another one that goes on: as a write comes in (it is not carried out),
 * before the answer to one goes out, while a look is under way.
 */
export class Killer {
  readonly #scene: Scene;
  readonly #door: Door;
  readonly #random: Random;
  /** How many looks had been taken at each kill. */
  readonly #looksAt: number[] = [];
  #controller: ControllerBehind;
  #moment: (typeof MOMENTS)[number] | 'never' = 'never';
  #writesLeft = 0;
  #isOver = false;

  constructor(scene: Scene, door: Door, random: Random) {
    this.#scene = scene;
    this.#door = door;
    this.#random = random;
    this.#controller = this.#next();
    door.api.decide((asked) => this.#fateOf(asked));
    scene.metrics.onLook(() => {
      if (this.#moment === 'at a look') this.#kill();
    });
  }

  get kills(): number {
    return this.#looksAt.length;
  }

  /** The first kill after a look, counted from 0. */
  killAfterLook(index: number): number {
    return this.#looksAt.findIndex((looks) => looks > index);
  }

  /** Kills no more, and ends the last one as an operator would. */
  async end(): Promise<void> {
    this.#isOver = true;
    this.#moment = 'never';
    await this.#controller.end();
  }

  #next(): ControllerBehind {
    const moment = this.#random.pick(...MOMENTS);
    this.#moment = this.kills < KILLS ? moment : 'never';
    this.#writesLeft = this.#random.whole(1, MOST_WRITES[moment]);
    return this.#scene.startController(this.#door, NO_LEASE);
  }

  #fateOf(asked: AskedApi): Fate {
    const counts = isWrite(asked) && asked.resource !== 'events' && this.#moment !== 'never';
    if (!counts) return { kind: 'carryOut' };
    this.#writesLeft -= 1;
    if (this.#writesLeft > 0) return { kind: 'carryOut' };
    if (this.#moment !== 'before a write') return { kind: 'loseAnswer', onAnswer: () => this.#kill() };
    this.#kill();
    return { kind: 'refuse', status: 503 };
  }

  #kill(): void {
    if (this.#moment === 'never') return;
    this.#moment = 'never';
    this.#controller.child.kill('SIGKILL');
    void this.#controller.ended.then(() => {
      this.#looksAt.push(this.#scene.metrics.looks.length);
      if (!this.#isOver) this.#controller = this.#next();
    });
  }
}
