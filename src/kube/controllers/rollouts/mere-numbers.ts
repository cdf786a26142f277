import { after, type Instant, type Millis, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { readLiveReplicaSet } from '../../../rollout/replica-sets/live-replica-set.ts';

/** How long the numbers of a Rollout may wait: longer than pods take to be made, and no longer than who follows its update would notice. */
const WAIT_MS = 100;
/** Where many Rollouts move at once nobody follows each, and what counts is that all get done: the more wait, the longer they may, up to this. */
const LONGEST_WAIT_MS = 5_000;

/** Of the Rollout whose numbers wait. */
export interface Waiting {
  readonly replicaSets: readonly JsonObject[];
  /** Numbers count as progress when they are written, so they may wait for a small part of it only. */
  readonly progressDeadline: Millis;
}

/**
 * Numbers of pods that are about to change again wait to be written: pods come and go in bursts, and with the last of them there is mostly
 * more to write. Numbers that have come to rest do not wait.
 */
export class MereNumbers {
  /** Since when the numbers of a Rollout wait, by key. */
  readonly #since = new Map<string, Instant>();

  /**
   * Until when numbers may wait that are to be written now.
   *
   * @returns  undefined where they are to be written
   */
  waitUntil(key: string, { replicaSets, progressDeadline }: Waiting, now: Instant): Instant | undefined {
    if (replicaSets.every(isAtRest)) return undefined;
    const known = this.#since.get(key) ?? now;
    // A clock that was put back must not make them wait for what it was put back by.
    const since = known <= now ? known : now;
    this.#since.set(key, since);
    const until = after(since, millisOf(Math.min(LONGEST_WAIT_MS, progressDeadline / 20, WAIT_MS * this.#since.size)));
    return now >= until ? undefined : until;
  }

  /** They are written, or need not be. */
  forget(key: string): void {
    this.#since.delete(key);
  }
}

/** It has all the pods that it is to have, and no more. */
function isAtRest(set: JsonObject): boolean {
  const { replicas, created, available, isObserved } = readLiveReplicaSet(set);
  return isObserved && created === replicas && available === replicas;
}
