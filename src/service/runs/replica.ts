import { waitUntil } from '../../core/clock.ts';
import { textOf } from '../../core/fault.ts';
import { after, type Instant, type Millis, millisOf } from '../../core/instant.ts';
import { Bell } from '../../runner/bell.ts';
import type { ReplicaStore, RunStore } from '../store/store.ts';
import type { LiveRuns } from './live/live-runs.ts';
import type { RunParts } from './run-parts.ts';

export interface ReplicaParts extends Pick<RunParts, 'replica' | 'steady' | 'newId' | 'log' | 'measures'> {
  readonly replicas: ReplicaStore;
  readonly runs: Pick<RunStore, 'claim' | 'lost'>;
  readonly live: LiveRuns;
  /** How many more runs this replica may take up. */
  readonly room: () => number;
}

const BEAT: Millis = millisOf(1_000);
/** Two beats may get lost. What is left of ten seconds is for taking up thousands of runs. */
const TTL: Millis = millisOf(4_000);
/** There is news of runs to be had, but not of those whose replica has died: they are looked for this often. */
const LOOK: Millis = millisOf(500);
/** Runs that are taken up at a time: more would hold up those that go on. */
const BATCH = 250;
/** Holds that are asked about at a time. */
const ASKED = 1_000;

/** This process among others: says that it lives, takes up runs that nobody drives, and lets go of those that others have taken. */
export class Replica {
  /** Resolves once the store knows that this replica lives. */
  readonly isAlive: Promise<void>;
  readonly #parts: ReplicaParts;
  readonly #staying = new AbortController();
  readonly #claiming = new AbortController();
  readonly #bell = new Bell();
  readonly #alive = Promise.withResolvers<void>();
  #beats: Promise<void> | undefined;
  #claims: Promise<void> | undefined;
  #beatAt: Instant | undefined;
  /** After an outage everybody seems dead until they have beaten: nothing is claimed before. */
  #claimFrom: Instant | undefined;
  /** Of a claim whose answer got lost. */
  #ticket: string | undefined;

  constructor(parts: ReplicaParts) {
    this.#parts = parts;
    this.isAlive = this.#alive.promise;
  }

  begin(): void {
    this.#beats = this.#keepBeating();
    this.#claims = this.isAlive.then(() => this.#keepClaiming());
  }

  /** There may be something to take up. */
  lookSoon(): void {
    this.#bell.ring();
  }

  /** Takes nothing up any more. */
  async stopClaiming(): Promise<void> {
    this.#claiming.abort();
    this.#bell.ring();
    this.#alive.resolve();
    await this.#claims;
  }

  /** Gives back what this replica holds, so that others go on with it at once; a store that is gone finds out by itself. */
  async leave(): Promise<void> {
    this.#staying.abort();
    await this.#beats;
    const { replicas, replica, log } = this.#parts;
    try {
      await replicas.leave(replica);
    } catch (thrown) {
      log.warn(`this replica could not take its leave, so that its runs wait for others: ${textOf(thrown)}`);
    }
  }

  async #keepBeating(): Promise<void> {
    const { steady, log } = this.#parts;
    const { signal } = this.#staying;
    while (!signal.aborted) {
      const begun = steady.now();
      try {
        await this.#beat(begun);
      } catch (thrown) {
        log.warn(`this replica could not say that it lives: ${textOf(thrown)}`);
      }
      await waitUntil(steady, after(begun, BEAT), signal);
    }
  }

  async #beat(begun: Instant): Promise<void> {
    const { replicas, replica } = this.#parts;
    const wasAlive = await replicas.beat(replica, TTL);
    if (this.#beatAt !== undefined && begun > after(this.#beatAt, TTL)) this.#claimFrom = after(begun, TTL);
    this.#beatAt = begun;
    if (!wasAlive) await this.#letGo();
    this.#alive.resolve();
  }

  /** Others may have taken what this replica held while it seemed dead. What they have not is still its own. */
  async #letGo(): Promise<void> {
    const { live, runs } = this.#parts;
    const holds = live.holds();
    for (let from = 0; from < holds.length; from += ASKED) live.lose(await runs.lost(holds.slice(from, from + ASKED)));
  }

  async #keepClaiming(): Promise<void> {
    while (!this.#claiming.signal.aborted) {
      const isMore = await this.#claim();
      if (!isMore) await this.#rest();
    }
  }

  /** Takes up some. @returns whether there may be more right now */
  async #claim(): Promise<boolean> {
    const { runs, replica, live, room, steady, measures, newId, log } = this.#parts;
    const limit = Math.min(BATCH, room());
    if (limit <= 0 || (this.#claimFrom !== undefined && steady.now() < this.#claimFrom)) return false;
    this.#ticket ??= newId();
    try {
      const claimed = await runs.claim(replica, limit, this.#ticket);
      this.#ticket = undefined;
      if (this.#claiming.signal.aborted) return false;
      for (const one of claimed) live.begin(one);
      if (claimed.length > 0) measures.claimed(claimed.length);
      return claimed.length === limit;
    } catch (thrown) {
      log.warn(`no runs could be taken up: ${textOf(thrown)}`);
      return false;
    }
  }

  async #rest(): Promise<void> {
    const { steady } = this.#parts;
    const cancel = steady.alarm(after(steady.now(), LOOK), this.#bell.ring);
    await this.#bell.heard();
    cancel();
  }
}
