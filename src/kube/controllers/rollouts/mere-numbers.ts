import { after, type Instant, millisOf } from '../../../core/instant.ts';
import type { JsonObject } from '../../../core/json.ts';
import { readLiveReplicaSet } from '../../../rollout/replica-sets/live-replica-set.ts';

/** How long numbers may wait at most: longer than a burst, and no longer than who follows an update by them would notice. */
const LONGEST_WAIT = millisOf(100);

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
   * @param replicaSets  those of the Rollout
   * @returns            undefined where they are to be written
   */
  waitUntil(key: string, replicaSets: readonly JsonObject[], now: Instant): Instant | undefined {
    const since = this.#since.get(key) ?? now;
    const until = after(since, LONGEST_WAIT);
    if (now >= until || replicaSets.every(isAtRest)) return undefined;
    this.#since.set(key, since);
    return until;
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
